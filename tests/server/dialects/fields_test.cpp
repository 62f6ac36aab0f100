// tests/server/dialects/fields_test.cpp
//
// A table checks requests, names what is at fault as the client spelled it, and prints itself as a schema.

#include "server/dialects/fields.h"

#include <gtest/gtest.h>

#include "server/dialects/values.h"

namespace reverie {
namespace {

constexpr Field kInner[] = {
    {"most",
     Use::Optional,
     Kind::Integer,
     "how many",
     [](const Json& v, Draft& d) { d.group_max = v.get<int64_t>(); },
     {},
     {1, 15}},
};
constexpr FieldTable kInnerTable{kInner};

constexpr Field kFields[] = {
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>, {}, {1, 10}},
    {"size", Use::Optional, Kind::Text, "a tier", into<&Draft::size>, {"1K", "2K"}},
    {"seed", Use::Optional, Kind::Integer, "", into<&Draft::seed>, {}, {0, 99}},
    {"images", Use::Optional, Kind::TextOrTextList, "", into_references, {}, {0, 2}},
    {"group", Use::Optional, Kind::Object, "", nullptr, {}, {}, &kInnerTable},
    {"guidance", Use::Optional, Kind::Number, "", into<&Draft::guidance_scale>, {}, {1, 20}},
    {"user", Use::Ignored, Kind::Text, "not for us"},
    {"mask", Use::Refused, Kind::Any, "there is no mask"},
};
constexpr FieldTable kTable{kFields};
constexpr FieldTable kStrict{kFields, UnknownFields::Refused, NullValues::Absent};

FieldError fault(const Json& body, const FieldTable& table = kTable, const std::string& path = "") {
  Draft draft;
  try {
    read_fields(table, body, draft, path);
  } catch (const FieldError& e) {
    return e;
  }
  ADD_FAILURE() << "nothing was refused in " << body;
  return FieldError(Problem::Malformed, "", "");
}

TEST(Fields, FillTheDraftInTheOrderOfTheTable) {
  Draft draft;
  read_fields(
      kTable,
      {{"prompt", "a cat"}, {"size", "2K"}, {"seed", 7}, {"images", {"a", "b"}}, {"group", {{"most", 3}}}},
      draft);
  EXPECT_EQ(draft.prompt, "a cat");
  EXPECT_EQ(draft.size, "2K");
  EXPECT_EQ(draft.seed, 7);
  ASSERT_EQ(draft.references.size(), 2U);
  EXPECT_EQ(draft.references[1].text, "b");
  EXPECT_EQ(draft.group_max, 3);
}

TEST(Fields, NameTheProblemAndTheFieldAsTheClientSpelledIt) {
  EXPECT_EQ(fault({{"size", "2K"}}).problem(), Problem::Missing);
  EXPECT_EQ(fault({{"prompt", 3}}).problem(), Problem::WrongType);
  EXPECT_EQ(fault({{"prompt", ""}}).problem(), Problem::OutOfRange);
  EXPECT_EQ(fault({{"prompt", "a"}, {"size", "8K"}}).problem(), Problem::NotAChoice);
  EXPECT_EQ(fault({{"prompt", "a"}, {"seed", 100}}).problem(), Problem::OutOfRange);
  EXPECT_EQ(fault({{"prompt", "a"}, {"seed", 1.5}}).problem(), Problem::WrongType);
  EXPECT_EQ(fault({{"prompt", "a"}, {"images", {"1", "2", "3"}}}).problem(), Problem::OutOfRange);
  EXPECT_EQ(fault({{"prompt", "a"}, {"images", {1}}}).problem(), Problem::WrongType);
  EXPECT_EQ(fault({{"prompt", "a"}, {"mask", 1}}).problem(), Problem::Refused);
  EXPECT_EQ(fault({{"prompt", "a"}, {"group", {{"most", 99}}}}, kTable, "input.").field(),
            "input.group.most");
  EXPECT_STREQ(fault({{"prompt", "a"}, {"size", "8K"}}).what(), "size: expected one of 1K, 2K; got \"8K\"");
}

TEST(Fields, LengthIsCountedInCharactersNotInBytes) {
  Draft draft;
  read_fields(kTable, {{"prompt", "ααααααααα"}}, draft);  // nine characters, eighteen bytes
  EXPECT_EQ(fault({{"prompt", "ααααααααααα"}}).problem(), Problem::OutOfRange);
}

TEST(Fields, WholeNumbersMayBeWrittenWithAPoint) {
  Draft draft;
  read_fields(kTable, {{"prompt", "a"}, {"seed", 7.0}}, draft);
  EXPECT_EQ(draft.seed, 7);
}

// 1e300 was cast to int64_t for the message, which said "got -9223372036854775808".
TEST(Fields, NumbersBeyondAllIntegersAreShownAsTheyAre) {
  EXPECT_STREQ(fault({{"prompt", "a"}, {"guidance", 1e300}}).what(),
               "guidance: expected 1 to 20, got 1e+300");
  EXPECT_STREQ(fault({{"prompt", "a"}, {"guidance", 20.5}}).what(), "guidance: expected 1 to 20, got 20.5");
}

TEST(Fields, NullAndUnknownFieldsAreAsTheTableSays) {
  Draft draft;
  read_fields(kStrict, {{"prompt", "a"}, {"seed", nullptr}}, draft);
  EXPECT_FALSE(draft.seed);
  EXPECT_EQ(fault({{"prompt", "a"}, {"seed", nullptr}}).problem(), Problem::WrongType);
  read_fields(kTable, {{"prompt", "a"}, {"else", 1}}, draft);
  EXPECT_EQ(fault({{"prompt", "a"}, {"else", 1}}, kStrict).problem(), Problem::Unknown);
}

TEST(Fields, AllFaultsCanBeListed) {
  const auto faults = find_faults(kStrict, {{"size", "8K"}, {"seed", "x"}, {"else", 1}});
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults[0].field(), "prompt");
  EXPECT_EQ(faults[3].field(), "else");
}

TEST(Fields, IgnoredFieldsMayHoldAnything) {
  Draft draft;
  read_fields(kTable, {{"prompt", "a"}, {"user", {{"deep", {1, 2}}}}}, draft);
  EXPECT_EQ(draft.prompt, "a");
}

TEST(Fields, ABodyMustBeAJsonObject) {
  EXPECT_THROW(parse_body(""), Error);
  EXPECT_THROW(parse_body("[]"), Error);
  EXPECT_THROW(parse_body("{\"a\":1,\"a\":2}"), Error);  // repeated: which one would count?
  EXPECT_THROW(parse_body(std::string(100, '[')), Error);
  EXPECT_EQ(parse_body("{\"a\":1}")["a"], 1);
}

TEST(Fields, TheSchemaSaysWhatIsChecked) {
  const Json schema = schema_of(kStrict);
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["required"], Json({"prompt"}));
  EXPECT_EQ(schema["properties"]["prompt"]["maxLength"], 10);
  EXPECT_EQ(schema["properties"]["seed"]["maximum"], 99);
  EXPECT_EQ(schema["properties"]["seed"]["type"], Json({"integer", "null"}));
  EXPECT_EQ(schema["properties"]["group"]["properties"]["most"]["maximum"], 15);
  EXPECT_EQ(schema_of(kTable)["properties"]["size"]["enum"], Json({"1K", "2K"}));
  EXPECT_FALSE(schema["properties"].contains("mask"));
  EXPECT_NE(markdown_of(kTable).find("| `group.most` | optional | a whole number, 1 to 15 | how many |"),
            std::string::npos);
}

}  // namespace
}  // namespace reverie
