#include "server/files.h"

#include <algorithm>
#include <charconv>

#include "core/error.h"
#include "server/entity_tag.h"

namespace reverie {
namespace {

struct TypeRow {
  std::string_view ending;
  std::string_view mime;
};

constexpr TypeRow kTypes[] = {{"jpeg", "image/jpeg"}, {"png", "image/png"},   {"webp", "image/webp"},
                              {"bmp", "image/bmp"},   {"tiff", "image/tiff"}, {"gif", "image/gif"},
                              {"heic", "image/heic"}};

struct Range {
  int64_t begin;
  int64_t size;
};

enum class RangeState { None, Good, Bad };

std::optional<int64_t> number_in(std::string_view text) {
  int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// "bytes=10-20", "bytes=10-", "bytes=-5". Anything else counts as no range, as the standard allows.
RangeState read_range(std::string_view header, int64_t size, Range& range) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit) || header.find(',') != std::string_view::npos) return RangeState::None;
  header.remove_prefix(kUnit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return RangeState::None;
  const auto first = number_in(header.substr(0, dash));
  const auto last = number_in(header.substr(dash + 1));
  if (dash == 0) {  // the last bytes
    if (!last) return RangeState::None;
    if (*last == 0) return RangeState::Bad;
    range = {std::max<int64_t>(0, size - *last), std::min(size, *last)};
    return RangeState::Good;
  }
  if (!first || (!last && dash + 1 != header.size())) return RangeState::None;
  if (last && *last < *first) return RangeState::None;
  if (*first >= size) return RangeState::Bad;
  range = {*first, std::min(last.value_or(size - 1), size - 1) - *first + 1};
  return RangeState::Good;
}

}  // namespace

HttpResponse serve_file(BlobStore& blobs, const SignedUrls& urls, const HttpRequest& request,
                        const PathValues& values) {
  const std::string& file = values.at("file");
  urls.check(file, request.query_value("expires").value_or(""), request.query_value("signature").value_or(""),
             now());
  const std::size_t dot = file.find('.');
  const std::string name = file.substr(0, dot);
  const std::string ending = dot == std::string::npos ? "" : file.substr(dot + 1);
  const auto type = std::find_if(std::begin(kTypes), std::end(kTypes),
                                 [&](const TypeRow& row) { return row.ending == ending; });
  const auto size = is_blob_name(name) && type != std::end(kTypes) ? blobs.size(name) : std::nullopt;
  if (!size) throw Error(ErrorCode::NotFound, "there is no such picture any more", "file");

  const std::string etag = "\"" + name + "\"";
  HttpResponse response;
  response.headers = {{"content-type", std::string(type->mime)},
                      {"etag", etag},
                      {"accept-ranges", "bytes"},
                      {"cache-control", "private, max-age=86400, immutable"},
                      {"x-content-type-options", "nosniff"},
                      {"content-security-policy", "default-src 'none'; sandbox"}};
  if (is_known_to_client(request, etag)) {
    response.status = 304;
    return response;
  }
  Range range{0, *size};
  const std::string_view if_range = request.header("if-range");
  const std::string_view wanted = if_range.empty() || if_range == etag ? request.header("range") : "";
  switch (read_range(wanted, *size, range)) {
    case RangeState::None: break;
    case RangeState::Good:
      response.status = 206;
      response.headers.emplace_back("content-range", "bytes " + std::to_string(range.begin) + "-" +
                                                         std::to_string(range.begin + range.size - 1) + "/" +
                                                         std::to_string(*size));
      break;
    case RangeState::Bad:
      response.status = 416;
      response.headers.emplace_back("content-range", "bytes */" + std::to_string(*size));
      return response;
  }
  response.blob = BlobBody{name, range.begin, range.size};
  return response;
}

}  // namespace reverie
