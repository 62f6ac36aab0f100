// tests/intake/intake_test_support.h
//
// What the tests of intake share: catching an Error and looking into its message.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/error.h"

namespace reverie::testing {

// Runs `work`, which must throw an Error, and returns it.
template <typename Work>
Error error_of(Work work) {
  try {
    work();
  } catch (const Error& e) {
    return e;
  }
  ADD_FAILURE() << "expected an Error";
  return Error(ErrorCode::Internal, "no error was thrown");
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Expects that `work` is refused as InvalidRequest of `field`, with `part` in the message.
template <typename Work>
void expect_refused(Work work, const std::string& field, std::string_view part,
                    const std::string& about = "") {
  try {
    work();
  } catch (const Error& e) {
    EXPECT_EQ(error_code_name(e.code()), error_code_name(ErrorCode::InvalidRequest))
        << about << ": " << e.what();
    EXPECT_EQ(e.field(), field) << about;
    EXPECT_TRUE(contains(e.what(), part)) << about << ": " << e.what();
    return;
  }
  ADD_FAILURE() << "expected to be refused: " << about;
}

}  // namespace reverie::testing
