// tests/server/picture_checker_test.cpp
//
// A checker says yes, no, nonsense, or nothing.

#include "server/picture_checker.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/temp_folder.h"
#include "image/expect_error.h"

namespace reverie {
namespace {

class PictureCheckerTest : public ::testing::Test {
 protected:
  std::filesystem::path program(const std::string& script) {
    const auto path = folder_.path() / "check";
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }

  std::optional<std::string> answer(const std::string& script) {
    return PictureChecker(program(script), std::chrono::seconds(10)).refusing_rule("the picture's bytes");
  }

  void expect_trouble(const std::string& script, const std::string& words,
                      std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const PictureChecker checker(program(script), patience);
    expect_error([&] { checker.refusing_rule("x"); }, ErrorCode::Internal, "", words);
  }

  testing_folders::TempFolder folder_;
};

TEST_F(PictureCheckerTest, GetsTheWholeFileAndMayLetItPass) {
  EXPECT_EQ(answer("test \"$(cat)\" = \"the picture's bytes\""), std::nullopt);
  EXPECT_EQ(answer("exit 0  # without reading anything"), std::nullopt);
  EXPECT_EQ(PictureChecker(program("test $(wc -c) = 3000000")).refusing_rule(std::string(3'000'000, 'x')),
            std::nullopt);
}

TEST_F(PictureCheckerTest, MayRefuseItAndSayWhy) {
  EXPECT_EQ(answer("echo weapons; echo more; exit 1"), "weapons");
  EXPECT_EQ(answer("exit 1"), "");
  EXPECT_LE(answer("yes x | head -c 100000 | tr -d '\\n'; exit 1")->size(), 210U);
}

TEST_F(PictureCheckerTest, WhatItCannotSayIsNoYes) {
  expect_trouble("exit 2", "status 2");
  expect_trouble("kill -9 $$", "signal 9");
  expect_trouble("exec sleep 30", "too long", std::chrono::milliseconds(100));
  expect_trouble("exec 1>&-; exec sleep 30", "too long", std::chrono::milliseconds(100));
}

TEST_F(PictureCheckerTest, MustBeAProgram) {
  for (const auto& path : {folder_.path() / "none", folder_.path()}) {
    expect_error([&] { PictureChecker checker(path); }, ErrorCode::NotFound, "--picture-check", "executed");
  }
}

}  // namespace
}  // namespace reverie
