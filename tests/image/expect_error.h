// tests/image/expect_error.h
//
// "This is refused, with this code and field, in words that contain ...": one helper for all refusals.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "core/error.h"

namespace reverie {

inline void expect_error(const std::function<void()>& action, ErrorCode code, const std::string& field,
                         const std::string& words) {
  try {
    action();
    ADD_FAILURE() << "expected an error about " << words;
  } catch (const Error& error) {
    EXPECT_EQ(error_code_name(error.code()), error_code_name(code)) << error.what();
    EXPECT_EQ(error.field(), field) << error.what();
    EXPECT_THAT(error.what(), testing::HasSubstr(words));
  }
}

}  // namespace reverie
