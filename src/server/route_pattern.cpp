#include "server/route_pattern.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "server/http.h"

namespace reverie {

std::vector<std::string_view> path_segments(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(1);  // '/'
  for (;;) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

RoutePattern::RoutePattern(std::string text) : text_(std::move(text)) {
  if (text_.starts_with('/')) {
    for (const std::string_view segment : path_segments(text_)) segments_.push_back(segment_of(segment));
  }
  check();
}

RoutePattern::Segment RoutePattern::segment_of(std::string_view text) {
  if (!text.starts_with('{') || !text.ends_with('}')) return {Kind::Literal, std::string(text)};
  text = text.substr(1, text.size() - 2);
  const bool is_rest = text.ends_with("...");
  if (is_rest) text.remove_suffix(3);
  return {is_rest ? Kind::Rest : Kind::One, std::string(text)};
}

void RoutePattern::check() const {
  const auto require = [&](bool holds, const char* what) {
    if (!holds) throw Error(ErrorCode::Internal, "router: the pattern \"" + text_ + "\": expected " + what);
  };
  require(!segments_.empty(), "a '/' at its beginning");
  std::set<std::string> names;
  int rests = 0;
  for (const Segment& segment : segments_) {
    require(!segment.text.empty() || text_ == "/", "no empty segment");
    require(segment.text.find_first_of("{}") == std::string::npos, "{name} or {name...} as a whole segment");
    if (segment.kind != Kind::Literal) require(names.insert(segment.text).second, "each name once");
    if (segment.kind == Kind::Rest) ++rests;
  }
  require(rests <= 1, "at most one {rest...}");
}

bool RoutePattern::fits(const std::vector<std::string_view>& path) const {
  if (path.size() < segments_.size()) return false;
  const std::size_t longer = path.size() - segments_.size();  // by so much {rest...} is longer than one
  std::size_t at = 0;
  for (const Segment& segment : segments_) {
    const std::size_t end = at + 1 + (segment.kind == Kind::Rest ? longer : 0);
    for (; at < end; ++at) {
      if (segment.kind == Kind::Literal ? path[at] != segment.text : path[at].empty()) return false;
    }
  }
  return at == path.size();
}

PathValues RoutePattern::values(const std::vector<std::string_view>& path) const {
  PathValues values;
  const std::size_t longer = path.size() - segments_.size();
  std::size_t at = 0;
  for (const Segment& segment : segments_) {
    const std::size_t begin = at;
    at += 1 + (segment.kind == Kind::Rest ? longer : 0);
    if (segment.kind == Kind::Literal) continue;
    std::string& value = values[segment.text];
    for (std::size_t i = begin; i < at; ++i) value += (i > begin ? "/" : "") + percent_decode(path[i]);
  }
  return values;
}

bool RoutePattern::wins_over(const RoutePattern& other) const {
  const auto both = std::min(segments_.size(), other.segments_.size());
  for (std::size_t i = 0; i < both; ++i) {
    const Kind own = segments_[i].kind, others = other.segments_[i].kind;
    if (own != others) return own < others;
  }
  return segments_.size() > other.segments_.size();
}

bool RoutePattern::is_same_as(const RoutePattern& other) const {
  return std::equal(segments_.begin(), segments_.end(), other.segments_.begin(), other.segments_.end(),
                    [](const Segment& a, const Segment& b) {
                      return a.kind == b.kind && (a.kind != Kind::Literal || a.text == b.text);
                    });
}

}  // namespace reverie
