// core/run_program.h
//
// Runs another program to its end: bytes go to its standard input, what it says on its standard output comes
// back.
//
// Used by   server/picture_checker.cpp, evaluation/ocr_reader.cpp
// Traps     The child is killed when it takes too long. Its standard error is ours. It inherits no other open
// file,
//           which would keep clients' connections alive, and no blocked signal.
// Proven by tests/core/run_program_test.cpp, tests/server/picture_checker_test.cpp
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

struct ProgramRun {
  std::string name;               // in messages: "the picture checker"
  std::filesystem::path program;  // without a slash it is looked for on the PATH
  std::vector<std::string> arguments = {};
  std::string_view input = {};
  std::chrono::milliseconds patience = std::chrono::seconds(60);
  std::size_t kept_bytes = std::size_t{1} << 20;  // of its output, at least; the rest is read and dropped
};

struct ProgramResult {
  int exit_status;
  std::string output;
};

// Throws Error(NotFound) if there is no such program; Error(Internal) if it cannot be started, takes longer
// than `patience` or is ended by a signal; Error(WriteFailed) without room for a temporary file.
ProgramResult run_program(const ProgramRun& run);

}  // namespace reverie
