// server/route_pattern.h
//
// "/v1/predictions/{id}" and "{model...}" against paths. What patterns mean stands in router.h.
//
// Used by   server/router
// Proven by tests/server/router_test.cpp
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

using PathValues = std::map<std::string, std::string>;  // decoded

// "/a/b%2Fc" -> "a", "b%2Fc". `path` begins with '/'.
std::vector<std::string_view> path_segments(std::string_view path);

class RoutePattern {
 public:
  // Throws Error(Internal) if `text` is malformed: patterns are ours.
  explicit RoutePattern(std::string text);

  const std::string& text() const { return text_; }

  bool fits(const std::vector<std::string_view>& path) const;
  // The values of a path that fits. Throws Error(InvalidRequest) for a broken escape.
  PathValues values(const std::vector<std::string_view>& path) const;

  // Whether a path that fits both is this one's.
  bool wins_over(const RoutePattern& other) const;
  // Whether both fit the same paths, whatever their values are called.
  bool is_same_as(const RoutePattern& other) const;

 private:
  enum class Kind { Literal, One, Rest };  // in the order of who wins
  struct Segment {
    Kind kind = Kind::Literal;
    std::string text;  // the literal, or the value's name
  };
  static Segment segment_of(std::string_view text);
  void check() const;

  std::string text_;
  std::vector<Segment> segments_;
};

}  // namespace reverie
