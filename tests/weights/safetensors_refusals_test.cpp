// One broken file for each rule of weights/safetensors.h. Every refusal happens in open(), before any
// tensor is touched.
#include <sys/stat.h>

#include "weights/safetensors.h"
#include "weights/safetensors_header.h"
#include "weights/test_files.h"

namespace reverie {
namespace {

struct Broken {
  const char* what;  // the test's name
  const char* header;
  std::size_t data_bytes;
  const char* words;  // in the message
};

std::ostream& operator<<(std::ostream& out, const Broken& broken) {
  return out << broken.what;
}

constexpr Broken kBroken[] = {
    // Rule 2: one JSON object
    {"NotJson", "{\"x\": ", 0, "expected JSON"},
    {"NotAnObject", "[1, 2]", 0, "does not begin with \"{\""},
    {"LeadingSpace", " {}", 0, "does not begin with \"{\""},
    {"TextAfterTheObject", "{} x", 0, "expected JSON"},
    {"NotUtf8", "{\"\xff\": 1}", 0, "expected JSON"},
    {"RepeatedTensor",
     R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
     1, "the key \"x\" appears twice"},
    {"RepeatedField", R"({"x":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]}})", 1,
     "the key \"dtype\" appears twice"},
    {"RepeatedMetadata", R"({"__metadata__":{},"__metadata__":{}})", 0,
     "the key \"__metadata__\" appears twice"},
    {"RepeatedMetadataKey", R"({"__metadata__":{"a":"1","a":"2"}})", 0, "the key \"a\" appears twice"},
    {"RepeatedTensorSpeltOtherwise",
     R"({"x":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\u0078":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})",
     0, "the key \"x\" appears twice"},
    {"EntryNotAnObject", R"({"x":7})", 0, "\"x\": is number, expected object"},
    {"UnknownField", R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"axes":1}})", 1,
     "has more than dtype, shape and data_offsets"},
    {"NoDtype", R"({"x":{"shape":[1],"data_offsets":[0,1]}})", 1, "has no \"dtype\""},
    {"NoShape", R"({"x":{"dtype":"U8","data_offsets":[0,1]}})", 1, "has no \"shape\""},
    {"NoOffsets", R"({"x":{"dtype":"U8","shape":[1]}})", 1, "has no \"data_offsets\""},
    {"MetadataNotAnObject", R"({"__metadata__":["pt"]})", 0, "\"__metadata__\": is array, expected object"},
    {"MetadataNotText", R"({"__metadata__":{"steps":4}})", 0, "\"steps\" is number, expected string"},
    {"MetadataNested", R"({"__metadata__":{"a":{"b":"c"}}})", 0, "\"a\" is object, expected string"},

    // Rule 3: dtypes and dimensions
    {"UnknownDtype", R"({"x":{"dtype":"F128","shape":[1],"data_offsets":[0,16]}})", 16, "dtype is \"F128\""},
    {"LowerCaseDtype", R"({"x":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}})", 4, "not one we know"},
    {"DtypeNotText", R"({"x":{"dtype":4,"shape":[1],"data_offsets":[0,4]}})", 4, "\"dtype\" is number"},
    {"ShapeNotAList", R"({"x":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})", 1, "\"shape\" is number"},
    {"NegativeDimension", R"({"x":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", 1, "shape holds -1,"},
    {"TwoNegativeDimensions", R"({"x":{"dtype":"U8","shape":[-1,-1],"data_offsets":[0,1]}})", 1,
     "shape holds -1,"},
    {"FractionalDimension", R"({"x":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}})", 1,
     "shape holds 1.5,"},
    {"FloatingDimension", R"({"x":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}})", 1,
     "shape holds 1.0,"},
    {"InfiniteDimension", R"({"x":{"dtype":"U8","shape":[1e999],"data_offsets":[0,1]}})", 1, "JSON"},
    {"NanDimension", R"({"x":{"dtype":"U8","shape":[NaN],"data_offsets":[0,1]}})", 1, "expected JSON"},
    {"TextDimension", R"({"x":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}})", 1,
     "expected a whole number"},
    {"TrueDimension", R"({"x":{"dtype":"U8","shape":[true],"data_offsets":[0,1]}})", 1,
     "shape holds boolean,"},
    {"DimensionBeyond63Bits", R"({"x":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,1]}})", 1,
     "expected a whole number"},
    {"DimensionBeyond64Bits", R"({"x":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}})",
     1, "expected a whole number"},
    {"ElementCountOverflows", R"({"x":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}})",
     0, "too large for 64 bits"},
    {"ByteCountOverflows", R"({"x":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}})", 0,
     "too large for 64 bits"},
    {"StridesOverflowThoughEmpty",
     R"({"x":{"dtype":"U8","shape":[0,9223372036854775807,9223372036854775807],"data_offsets":[0,0]}})", 0,
     "too large for 64 bits"},

    // Rule 4: offsets fit the shape
    {"OffsetsReversed", R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}})", 1,
     "data_offsets are [1, 0]"},
    {"TooFewBytes", R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4,
     "expected 8 bytes for F32 [2]"},
    {"TooManyBytes", R"({"x":{"dtype":"F32","shape":[],"data_offsets":[0,8]}})", 8,
     "expected 4 bytes for F32 []"},
    {"EmptyWithBytes", R"({"x":{"dtype":"F32","shape":[0],"data_offsets":[0,4]}})", 4, "expected 0 bytes"},
    {"OneOffset", R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[1]}})", 1, "has 1 numbers, expected 2"},
    {"ThreeOffsets", R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}})", 1,
     "has 3 numbers, expected 2"},
    {"NegativeOffset", R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[-1,0]}})", 1,
     "data_offsets holds -1,"},
    {"FractionalOffset", R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1.0]}})", 1,
     "data_offsets holds 1.0,"},
    {"HugeOffset", R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[18446744073709551615,0]}})", 1,
     "expected a whole number"},

    // Rule 5: the tensors cover the data exactly
    {"Overlap",
     R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
     3, "\"b\" begins at data byte 1, expected 2 (tensors overlap)"},
    {"SameBytesTwice",
     R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
     2, "\"b\" begins at data byte 0, expected 2 (tensors overlap)"},
    {"Hole",
     R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
     3, "\"b\" begins at data byte 2, expected 1 (a hole between tensors)"},
    {"HoleAtTheStart", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", 2, "expected 0 (a hole"},
    {"EmptyTensorInsideAnother",
     R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}})",
     2, "(tensors overlap)"},
    {"Tail", R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 2,
     "end at data byte 1, but the file has 2 (a tail)"},
    {"TailWithoutTensors", "{}", 1, "(a tail)"},
    {"DataTruncated", R"({"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 3,
     "end at data byte 4, but the file has 3 (truncated?)"},
};

class BrokenSafetensors : public testing::TestWithParam<Broken> {};

TEST_P(BrokenSafetensors, IsRefusedByOpen) {
  const TempFolder folder;
  write_file_atomically(folder / "broken.safetensors",
                        safetensors_bytes(GetParam().header, std::string(GetParam().data_bytes, 'x')));
  expect_refused(ErrorCode::CorruptFile, GetParam().words,
                 [&] { SafetensorsFile::open(folder / "broken.safetensors"); });
  expect_refused(ErrorCode::CorruptFile, "broken.safetensors",
                 [&] { SafetensorsFile::open(folder / "broken.safetensors"); });
}

INSTANTIATE_TEST_SUITE_P(Rules, BrokenSafetensors, testing::ValuesIn(kBroken),
                         [](const auto& broken) { return std::string(broken.param.what); });

// `length` instead of the header's true length.
std::string with_length(std::uint64_t length, std::string_view rest) {
  std::string bytes = safetensors_bytes("", rest);
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes;
}

TEST(SafetensorsLength, MustFitTheFileAndTheBounds) {
  const auto parse = [](const std::string& bytes) { return parse_safetensors_header(bytes, "f"); };
  expect_refused(ErrorCode::CorruptFile, "f: is 0 bytes", [&] { parse(""); });
  expect_refused(ErrorCode::CorruptFile, "f: is 7 bytes", [&] { parse(std::string(7, '\2')); });
  expect_refused(ErrorCode::CorruptFile, "length is 0, expected 2 to", [&] { parse(with_length(0, "{}")); });
  expect_refused(ErrorCode::CorruptFile, "length is 1, expected 2 to", [&] { parse(with_length(1, "{}")); });
  expect_refused(ErrorCode::CorruptFile, "but only 2 bytes follow", [&] { parse(with_length(3, "{}")); });
  expect_refused(ErrorCode::CorruptFile, "but only 2 bytes follow",
                 [&] { parse(with_length(100'000'000, "{}")); });
  expect_refused(ErrorCode::CorruptFile, "expected 2 to 100000000",
                 [&] { parse(with_length(100'000'001, "{}")); });
  // The sum 8 + N must not wrap around.
  expect_refused(ErrorCode::CorruptFile, "expected 2 to",
                 [&] { parse(with_length(~std::uint64_t{0}, "{}")); });
  EXPECT_EQ(parse(with_length(2, "{}")).data_start, 10u);
}

TEST(SafetensorsHeader, DeepNestingIsRefusedAtTheFirstLevelThatNoHeaderHas) {
  const auto refused_as = [](const std::string& start, const std::string& words) {
    const std::string deep = start + std::string(1'000'000, '[');
    expect_refused(ErrorCode::CorruptFile, words,
                   [&] { parse_safetensors_header(safetensors_bytes(deep, ""), "f"); });
  };
  refused_as(R"({"x":)", "\"x\": is array, expected object");
  refused_as(R"({"x":{"shape":[)", "shape holds array, expected a whole number");
  refused_as(R"({"x":{"axes":)", "has more than dtype, shape and data_offsets");
  refused_as(R"({"__metadata__":{"a":)", "\"a\" is array, expected string");
}

// A header that repeats `entry` for the names 0, 1, 2, ...
std::string header_of(int count, const std::string& entry) {
  std::string header = "{";
  for (int i = 0; i < count; ++i) header += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":" + entry;
  return header + "}";
}

TEST(SafetensorsHeader, AsManyTensorsAsAllowedAreReadInATimeThatGrowsWithTheirNumber) {
  // As a tree of JSON, with a check after each object, 40,000 took 14 s, and 250,000 would have taken nine
  // minutes.
  const std::string empty = R"({"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
  EXPECT_EQ(parse_safetensors_header(safetensors_bytes(header_of(250'000, empty), ""), "f").tensors.size(),
            250'000u);
  expect_refused(ErrorCode::CorruptFile, "f: has more than 250000 tensors",
                 [&] { parse_safetensors_header(safetensors_bytes(header_of(250'001, empty), ""), "f"); });
}

TEST(SafetensorsHeader, MetadataHasAtMost100000Entries) {
  // 100 MB of them used to be accepted, for 3.5 GB of memory.
  const auto parse = [](int count) {
    return parse_safetensors_header(
        safetensors_bytes(R"({"__metadata__":)" + header_of(count, R"("")") + "}", ""), "f");
  };
  EXPECT_EQ(parse(100'000).metadata.size(), 100'000u);
  expect_refused(ErrorCode::CorruptFile, "\"__metadata__\": has more than 100000 entries",
                 [&] { parse(100'001); });
}

TEST(SafetensorsHeader, TextWithoutAQuoteIsAtMost16MiB) {
  constexpr std::size_t kMost = std::size_t{16} << 20;
  const auto parse = [](const std::string& header) {
    return parse_safetensors_header(safetensors_bytes(header, ""), "f");
  };
  const auto with_text = [](std::size_t bytes) {
    return R"({"__metadata__":{"a":")" + std::string(bytes, 'x') + "\"}}";
  };
  EXPECT_EQ(parse(with_text(kMost)).metadata.at("a").size(), kMost);
  const std::string words = "the header has more than 16777216 bytes without a quote";
  expect_refused(ErrorCode::CorruptFile, words, [&] { parse(with_text(kMost + 1)); });
  // As a tree of JSON, 100 MB of these took 1.8 GB.
  std::string numbers = R"({"x":{"dtype":"U8","shape":[)";
  for (int i = 0; i < 20'000'000; ++i) numbers += "0,";
  expect_refused(ErrorCode::CorruptFile, words, [&] { parse(numbers); });
  expect_refused(ErrorCode::CorruptFile, words, [&] { parse("{}" + std::string(kMost, ' ') + "x"); });
  // An escaped quote is no end of a string, and an escaped backslash before it is.
  std::string escapes = "{\"";
  for (std::size_t i = 0; i <= kMost / 2; ++i) escapes += "\\\"";
  expect_refused(ErrorCode::CorruptFile, words, [&] { parse(escapes); });
  EXPECT_EQ(parse(R"({"__metadata__":{"a\\":"\"\\"}})").metadata.at("a\\"), "\"\\");
}

TEST(SafetensorsHeader, AListIsCountedButNotKept) {
  std::string ones = "1";
  for (int i = 1; i < 1'000'000; ++i) ones += ",1";
  const auto parse = [](const std::string& header) {
    return parse_safetensors_header(safetensors_bytes(header, "x"), "f");
  };
  expect_refused(ErrorCode::CorruptFile, "has 1000000 dimensions, expected at most 64",
                 [&] { parse(R"({"x":{"dtype":"U8","shape":[)" + ones + R"(],"data_offsets":[0,1]}})"); });
  expect_refused(ErrorCode::CorruptFile, "data_offsets has 1000000 numbers, expected 2",
                 [&] { parse(R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[)" + ones + "]}}"); });
}

TEST(SafetensorsHeader, TheTextInAMessageIsCut) {
  const std::string open = "{\"" + std::string(1'000'000, 'x');
  try {
    parse_safetensors_header(safetensors_bytes(open, ""), "f");
    FAIL() << "not refused";
  } catch (const Error& e) {
    EXPECT_LT(std::string_view(e.what()).size(), 400u);
  }
}

TEST(SafetensorsHeader, MoreThan64DimensionsAreRefusedAnd64AreNot) {
  const auto parse = [](int dimensions) {
    std::string shape = "1";
    for (int i = 1; i < dimensions; ++i) shape += ",1";
    return parse_safetensors_header(
        safetensors_bytes(R"({"x":{"dtype":"U8","shape":[)" + shape + R"(],"data_offsets":[0,1]}})", "x"),
        "f");
  };
  EXPECT_EQ(parse(64).tensors.front().shape.size(), 64u);
  expect_refused(ErrorCode::CorruptFile, "has 65 dimensions", [&] { parse(65); });
}

TEST(SafetensorsHeader, TheNameInAMessageCannotDriveATerminal) {
  try {
    parse_safetensors_header(safetensors_bytes("{\"\\u001b[2J\": 1}", ""), "f");
    FAIL() << "not refused";
  } catch (const Error& e) {
    EXPECT_EQ(std::string_view(e.what()).find('\x1b'), std::string_view::npos) << e.what();
  }
}

TEST(SafetensorsOpen, SaysNotFoundForWhatIsNotAFile) {
  const TempFolder folder;
  expect_refused(ErrorCode::NotFound, "cannot be read", [&] { SafetensorsFile::open(folder / "none"); });
  expect_refused(ErrorCode::NotFound, "is not a file", [&] { SafetensorsFile::open(folder.path()); });
  // A named pipe used to be the classic way to make a reader wait for ever.
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  expect_refused(ErrorCode::NotFound, "is not a file", [&] { SafetensorsFile::open(folder / "pipe"); });
  write_file_atomically(folder / "empty", "");
  expect_refused(ErrorCode::CorruptFile, "is empty", [&] { SafetensorsFile::open(folder / "empty"); });
}

TEST(SafetensorsOpen, EveryTruncationOfAFileIsRefused) {
  const TempFolder folder;
  write_safetensors(folder / "f",
                    NamedTensors{{"a", torch::ones({3})}, {"b", torch::ones({2}, torch::kInt8)}},
                    {{"format", "pt"}});
  const std::string whole = read_bytes(folder / "f");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_THROW(parse_safetensors_header(std::string_view(whole).substr(0, length), "f"), Error) << length;
  }
  EXPECT_EQ(parse_safetensors_header(whole, "f").tensors.size(), 2u);
}

}  // namespace
}  // namespace reverie
