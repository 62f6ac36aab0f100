// core/lines.h
//
// The lines of a text that are not blank, without the white space around them.
//
// Used by   pipeline/prompt_writer, apps/eval_command, evaluation/score_writer
// Proven by tests/pipeline/prompt_writer_test.cpp, tests/evaluation/score_writer_test.cpp
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace reverie {

// Without the white space at both ends.
inline std::string trimmed_line(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (std::string line = trimmed_line(text.substr(at, end - at)); !line.empty()) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

}  // namespace reverie
