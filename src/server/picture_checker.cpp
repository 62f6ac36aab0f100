#include "server/picture_checker.h"

#include <unistd.h>

#include <utility>

#include "core/error.h"
#include "core/printable.h"
#include "core/run_program.h"

namespace reverie {
namespace {

constexpr std::size_t kLongestRule = 200;

}  // namespace

PictureChecker::PictureChecker(std::filesystem::path program, std::chrono::milliseconds patience)
    : program_(std::move(program)), patience_(patience) {
  if (std::filesystem::is_directory(program_) || access(program_.c_str(), X_OK) != 0) {
    throw Error(ErrorCode::NotFound, program_.string() + ": expected a program that can be executed",
                "--picture-check");
  }
}

std::optional<std::string> PictureChecker::refusing_rule(std::string_view file) const {
  ProgramRun run;
  run.name = "the picture checker";
  run.program = std::filesystem::absolute(program_);  // never looked for on the PATH
  run.input = file;
  run.patience = patience_;
  run.kept_bytes = kLongestRule;
  const ProgramResult result = run_program(run);
  if (result.exit_status == 0) return std::nullopt;
  if (result.exit_status != 1) {
    throw Error(ErrorCode::Internal, "the picture checker ended with status " +
                                         std::to_string(result.exit_status) + ", expected 0 or 1");
  }
  return printable(result.output.substr(0, result.output.find('\n')), kLongestRule);
}

}  // namespace reverie
