// server/picture_checker.h
//
// The place for a classifier of pictures: a program of the operator's that looks at each one before it is
// kept. It gets the file on its standard input and ends with
//
//   0   the picture may be shown
//   1   it may not; the first line of its standard output names the rule
//
// Anything else, and silence for too long, is trouble of our own: the job fails rather than show a picture
// that nobody looked at.
//
// Used by   apps/serve_command (--picture-check), through jobs/worker
// Proven by tests/server/picture_checker_test.cpp
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace reverie {

class PictureChecker {
 public:
  // Throws Error(NotFound, ..., "--picture-check") if `program` cannot be executed.
  explicit PictureChecker(std::filesystem::path program,
                          std::chrono::milliseconds patience = std::chrono::seconds(60));

  // The rule that refuses the picture `file` (the bytes of a JPEG, PNG or WebP); nothing if none does.
  // Throws Error(Internal).
  std::optional<std::string> refusing_rule(std::string_view file) const;

 private:
  const std::filesystem::path program_;
  const std::chrono::milliseconds patience_;
};

}  // namespace reverie
