// tests/core/error_test.cpp
//
// Errors keep what they were given, and scripts can tell their codes apart by exit status and by name.

#include "core/error.h"

#include <gtest/gtest.h>

#include <set>

namespace reverie {
namespace {

TEST(Error, KeepsItsCodeMessageAndField) {
  const Error error(ErrorCode::NotFound, "no model \"x\"", "model");
  EXPECT_EQ(error.code(), ErrorCode::NotFound);
  EXPECT_STREQ(error.what(), "no model \"x\"");
  EXPECT_EQ(error.field(), "model");
}

TEST(Error, HasNoFieldUnlessOneIsNamed) {
  EXPECT_EQ(Error(ErrorCode::Busy, "full").field(), "");
}

TEST(Error, EveryCodeHasAnExitStatusOfItsOwnThatIsNotSuccess) {
  std::set<int> statuses;
  for (const ErrorCode code : kErrorCodes) {
    const int status = exit_code(code);
    EXPECT_GT(status, 0) << error_code_name(code);
    EXPECT_LT(status, 256) << error_code_name(code);  // a shell sees one byte
    EXPECT_TRUE(statuses.insert(status).second) << error_code_name(code) << ": " << status << " is taken";
  }
}

// Scripts are written against these numbers.
TEST(Error, TheExitStatusesStayAsPublished) {
  EXPECT_EQ(exit_code(ErrorCode::Internal), 1);
  EXPECT_EQ(exit_code(ErrorCode::InvalidRequest), 2);
  EXPECT_EQ(exit_code(ErrorCode::NotFound), 3);
  EXPECT_EQ(exit_code(ErrorCode::CorruptFile), 4);
  EXPECT_EQ(exit_code(ErrorCode::WriteFailed), 5);
  EXPECT_EQ(exit_code(ErrorCode::OutOfMemory), 6);
  EXPECT_EQ(exit_code(ErrorCode::Unreachable), 7);
  EXPECT_EQ(exit_code(ErrorCode::Unauthenticated), 8);
  EXPECT_EQ(exit_code(ErrorCode::Busy), 9);
  EXPECT_EQ(exit_code(ErrorCode::TooLarge), 10);
  EXPECT_EQ(exit_code(ErrorCode::Forbidden), 11);
  EXPECT_EQ(exit_code(ErrorCode::OutOfCredits), 12);
  EXPECT_EQ(exit_code(ErrorCode::Refused), 13);
  EXPECT_EQ(exit_code(ErrorCode::Conflict), 14);
  EXPECT_EQ(exit_code(ErrorCode::Cancelled), 130);  // as after Ctrl-C in any shell
}

TEST(Error, EveryCodeHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const ErrorCode code : kErrorCodes) {
    EXPECT_FALSE(error_code_name(code).empty());
    EXPECT_TRUE(names.insert(error_code_name(code)).second) << error_code_name(code);
  }
  EXPECT_EQ(error_code_name(ErrorCode::OutOfMemory), "OutOfMemory");
  EXPECT_EQ(error_code_of("OutOfMemory"), ErrorCode::OutOfMemory);
  EXPECT_THROW(error_code_of("Nothing"), Error);
}

}  // namespace
}  // namespace reverie
