// tests/core/json_test.cpp
//
// JSON from outside: what is accepted, and that everything else is an Error that says whose text it was.

#include "core/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string_view>

#include "core/temp_folder.h"
#include "image/expect_error.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_folders::TempFolder;

std::string nested(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') +
         std::string(static_cast<std::size_t>(levels), ']');
}

void expect_refused(const std::string& text, const std::string& words) {
  SCOPED_TRACE(text.substr(0, 60));
  expect_error([&] { parse_json(text, "body of the request"); }, ErrorCode::CorruptFile, "", words);
}

TEST(ParseJson, ReadsWhatJsonCanSay) {
  const Json json =
      parse_json(R"( {"a": [1, -2.5e3, true, null], "b": {"\u00e4": "\ud83d\ude00"}} )", "here");
  EXPECT_EQ(json.at("a").at(0), 1);
  EXPECT_EQ(json.at("a").at(1), -2500.0);
  EXPECT_EQ(json.at("a").at(2), true);
  EXPECT_TRUE(json.at("a").at(3).is_null());
  EXPECT_EQ(json.at("b").at("ä"), "😀");
}

TEST(ParseJson, NamesTheOriginOfWhatIsNotJson) {
  for (const char* text : {"", " ", "{", "{\"a\":}", "[1,]", "{'a': 1}", "nul", "1 2", "[1] x", "\"open",
                           "// no", "NaN", "[0x10]", "\"\xff\"", "\"\\ud800\""}) {
    expect_refused(text, "body of the request: expected JSON");
  }
}

TEST(ParseJson, RefusesANumberBeyondEveryRange) {
  // The parser reports it as another type of exception than a syntax error, which once escaped.
  expect_refused("1e400", "body of the request: expected JSON");
  expect_refused("{\"steps\": -1e999}", "body of the request: expected JSON");
  EXPECT_EQ(parse_json("1e308", "x"), 1e308);
}

TEST(ParseJson, NestsSixtyFourLevelsAndNoMore) {
  EXPECT_NO_THROW(parse_json(nested(64), "x"));
  expect_refused(nested(65), "nested deeper than 64 levels");
  std::string objects;
  for (int i = 0; i < 65; ++i) objects += "{\"a\":";
  expect_refused(objects + "1" + std::string(65, '}'), "nested deeper than 64 levels");
}

TEST(ParseJson, RefusesAMillionOpenBracketsWithoutOverflowingTheStack) {
  expect_refused(std::string(1'000'000, '['), "nested deeper than 64 levels");
}

TEST(ParseJson, RefusesAKeyThatAppearsTwice) {
  expect_refused(R"({"seed": 1, "seed": 2})", "the key \"seed\" appears twice");
  expect_refused(R"({"a": [{"b": 1, "c": {}, "b": 1}]})", "the key \"b\" appears twice");
  expect_refused(R"({"seed": 1, "s\u0065ed": 2})", "the key \"seed\" appears twice");
}

TEST(ParseJson, AllowsOneKeyInObjectsThatAreNotTheSame) {
  EXPECT_NO_THROW(parse_json(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]})", "x"));
}

TEST(ParseJson, ReadsAListOfManyObjectsInATimeThatGrowsWithTheText) {
  // Each object used to be followed by a walk over all before it: this text took half an hour, and 64 MiB of
  // it would have taken days.
  std::string text = "[";
  for (int i = 0; i < 1'500'000; ++i) text += "{},";
  EXPECT_EQ(parse_json(text + "0]", "x").size(), 1'500'001U);
}

TEST(ParseJson, RefusesMoreThanFiveMillionValues) {
  std::string text;
  text.reserve(10'000'003);
  text += "[";
  for (int i = 0; i < 5'000'000; ++i) text += "0,";
  expect_refused(text + "0]", "JSON has more than 5000000 values");
}

TEST(ParseJson, TheTextInAMessageIsCutAndCannotDriveATerminal) {
  for (const std::string& text :
       {"{\"a\": \"" + std::string(1'000'000, 'x'), std::string(1'000'000, '1') + "x",
        "{\"k" + std::string(1'000'000, 'x') + "\": \x1b[2J}",
        std::string(R"({"\u001b[2J": 1, "\u001b[2J": 2})")}) {
    try {
      parse_json(text, "x");
      ADD_FAILURE() << "not refused";
    } catch (const Error& e) {
      EXPECT_LT(std::string_view(e.what()).size(), 400U);
      EXPECT_EQ(std::string_view(e.what()).find('\x1b'), std::string_view::npos) << e.what();
    }
  }
}

TEST(ReadJson, NamesTheFileThatIsMissingOrBroken) {
  const TempFolder folder;
  expect_error([&] { read_json(folder / "config.json"); }, ErrorCode::NotFound, "",
               "config.json: no such file");
  folder.file("config.json", "{\"a\": 1");
  expect_error([&] { read_json(folder / "config.json"); }, ErrorCode::CorruptFile, "",
               "config.json: expected JSON");
}

TEST(ReadJson, RefusesAFileAbove64MiB) {
  const TempFolder folder;
  const auto path = folder.file("large.json", "1");
  std::filesystem::resize_file(path, (std::uintmax_t{64} << 20) + 1);  // a hole: no space on the disk
  expect_error([&] { read_json(path); }, ErrorCode::CorruptFile, "", "expected at most 67108864");
}

TEST(WriteJson, IsReadBackAsItWas) {
  const TempFolder folder;
  const Json value{{"text", "ä\n\"quoted\""},
                   {"list", {1, 2.5, nullptr}},
                   {"largest", std::numeric_limits<uint64_t>::max()}};
  write_json(folder / "x.json", value);
  EXPECT_EQ(read_json(folder / "x.json"), value);
  EXPECT_THAT(folder.names(), ElementsAre("x.json"));
}

TEST(WriteJson, LeavesNothingBehindWhenItFails) {
  const TempFolder folder;
  expect_error(
      [&] {
        write_json(folder / "no" / "x.json", Json{{"a", 1}});
      },
      ErrorCode::WriteFailed, "", "x.json");
  EXPECT_THAT(folder.names(), IsEmpty());
}

}  // namespace
}  // namespace reverie
