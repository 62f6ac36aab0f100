// Other programs: what they are given, what they say, and how they end.
#include "core/run_program.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace reverie {
namespace {

ProgramRun shell(const std::string& script) {
  ProgramRun run;
  run.name = "the shell";
  run.program = "sh";
  run.arguments = {"-c", script};
  return run;
}

ErrorCode code_of(const ProgramRun& run) {
  try {
    run_program(run);
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("the shell"), std::string::npos) << error.what();
    return error.code();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorCode::Conflict;
}

TEST(RunProgram, GivesItsInputAndArgumentsAndReturnsWhatItSays) {
  ProgramRun run = shell("cat; echo \" $0\"; exit 7");
  run.arguments.push_back("argument with spaces");
  run.input = "bytes";
  const ProgramResult result = run_program(run);
  EXPECT_EQ(result.exit_status, 7);
  EXPECT_EQ(result.output, "bytes argument with spaces\n");
}

TEST(RunProgram, KeepsNoMoreOutputThanAskedFor) {
  ProgramRun run = shell("head -c 100000 /dev/zero");
  run.kept_bytes = 10;
  EXPECT_LE(run_program(run).output.size(), 10U + 1024U);
}

TEST(RunProgram, RefusesWhatIsMissingKilledOrTooSlow) {
  ProgramRun missing = shell("");
  missing.program = "no-such-program-anywhere";
  EXPECT_EQ(code_of(missing), ErrorCode::NotFound);
  EXPECT_EQ(code_of(shell("kill -9 $$")), ErrorCode::Internal);
  ProgramRun slow = shell("exec sleep 30");
  slow.patience = std::chrono::milliseconds(50);
  EXPECT_EQ(code_of(slow), ErrorCode::Internal);
}

}  // namespace
}  // namespace reverie
