// tests/intake/multipart_test.cpp
//
// Forms as real clients send them, and forms that break each rule of multipart.h.
#include "intake/multipart.h"

#include "intake/intake_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using testing::error_of;
using testing::expect_refused;

// A body with boundary "b" and one part of these headers (each line ends in CRLF).
std::string form_of(const std::string& headers, const std::string& bytes = "x") {
  return "--b\r\n" + headers + "\r\n" + bytes + "\r\n--b--\r\n";
}

std::string field(const std::string& name, const std::string& bytes) {
  return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + bytes + "\r\n";
}

MultipartPart only_part(const std::string& disposition) {
  static std::string body;  // the part views it
  body = form_of("Content-Disposition: " + disposition + "\r\n");
  return parse_multipart(body, "b").at(0);
}

TEST(Multipart, AFormOfACommonClientIsRead) {
  const std::string type = "multipart/form-data; boundary=----formdata-undici-012345678901";
  const std::string boundary = multipart_boundary(type);
  const std::string body =
      "------formdata-undici-012345678901\r\n"
      "Content-Disposition: form-data; name=\"prompt\"\r\n\r\n"
      "a fox in \xc3\xa9t\xc3\xa9\r\n"
      "------formdata-undici-012345678901\r\n"
      "Content-Disposition: form-data; name=\"image[]\"; filename=\"blob\"\r\n"
      "Content-Type: image/png\r\n\r\n"
      "\x89PNG\r\n--\r\n\r\n--b\r\n\r\n"
      "------formdata-undici-012345678901--\r\n";
  const auto parts = parse_multipart(body, boundary);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].name, "prompt");
  EXPECT_FALSE(parts[0].filename);
  EXPECT_EQ(parts[0].content_type, "");
  EXPECT_EQ(parts[0].bytes, "a fox in \xc3\xa9t\xc3\xa9");
  EXPECT_EQ(parts[1].name, "image[]");
  EXPECT_EQ(parts[1].filename, "blob");
  EXPECT_EQ(parts[1].content_type, "image/png");
  EXPECT_EQ(parts[1].bytes, "\x89PNG\r\n--\r\n\r\n--b\r\n");
}

TEST(Multipart, BytesAreViewsIntoTheBodyAndMayBeEmptyOrHaveZeros) {
  const std::string body = field("a", "") + field("b", std::string("\0\r\n\0", 4)) + "--b--";
  const auto parts = parse_multipart(body, "b");
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].bytes, "");
  EXPECT_EQ(parts[1].bytes, std::string_view("\0\r\n\0", 4));
  EXPECT_TRUE(parts[1].bytes.data() >= body.data() && parts[1].bytes.data() < body.data() + body.size());
}

TEST(Multipart, NamesMayRepeatAndKeepTheirOrder) {
  const std::string body = field("i", "1") + field("i", "2") + "--b--\r\n";  // the parts point into it
  const auto parts = parse_multipart(body, "b");
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].bytes, "1");
  EXPECT_EQ(parts[1].bytes, "2");
}

TEST(Multipart, HeaderNamesAreReadInAnyCase) {
  const std::string body = form_of(
      "cOnTeNt-dIsPoSiTiOn:FORM-DATA; NAME=a; FileName=f\r\nCONTENT-TYPE:\timage/png \r\nX-Other: y\r\n");
  const auto parts = parse_multipart(body, "b");
  EXPECT_EQ(parts.at(0).name, "a");
  EXPECT_EQ(parts.at(0).filename, "f");
  EXPECT_EQ(parts.at(0).content_type, "image/png");
}

TEST(Multipart, MarksInNamesAreUnderstoodInBothSpellings) {
  EXPECT_EQ(only_part(R"(form-data; name="a\"b")").name, "a\"b");
  EXPECT_EQ(only_part(R"(form-data; name="a\\")").name, "a\\");
  EXPECT_EQ(only_part(R"(form-data; name="a%22b%2")").name, "a\"b%2");
  EXPECT_EQ(only_part(R"(form-data; name="a;b=c")").name, "a;b=c");
  EXPECT_EQ(only_part(R"(form-data; name="a"; filename="C:\pictures\new.png")").filename,
            "C:\\pictures\\new.png");
  EXPECT_EQ(only_part(R"(form-data; name="a"; filename="")").filename, "");
  EXPECT_EQ(only_part("form-data; name=\"\xe5\x9b\xbe\"").name, "\xe5\x9b\xbe");
}

// .NET sends both.
TEST(Multipart, AnExtendedFilenameBesideAPlainOneIsReadOver) {
  EXPECT_EQ(only_part("form-data; name=image; filename=lake.png; filename*=utf-8''lake.png").filename,
            "lake.png");
}

TEST(Multipart, TransferEncodingsThatChangeNothingAreAccepted) {
  const std::string disposition = "Content-Disposition: form-data; name=a\r\n";
  for (const char* encoding : {"binary", "8bit", "7bit", "Binary"}) {
    const std::string body = form_of(disposition + "Content-Transfer-Encoding: " + encoding + "\r\n");
    EXPECT_NO_THROW(parse_multipart(body, "b")) << encoding;
  }
  for (const char* encoding : {"base64", "quoted-printable", "gzip", ""}) {
    const std::string body = form_of(disposition + "Content-Transfer-Encoding: " + encoding + "\r\n");
    expect_refused([&] { parse_multipart(body, "b"); }, "a", "expected no Content-Transfer-Encoding",
                   encoding);
  }
}

TEST(MultipartBoundary, IsReadWithAndWithoutQuotes) {
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(multipart_boundary("Multipart/Form-Data ;  Boundary=\"a b:c\" ; charset=utf-8"), "a b:c");
  EXPECT_EQ(multipart_boundary("multipart/form-data; charset=utf-8; boundary=----=_Part_1/2(3)?"),
            "----=_Part_1/2(3)?");
  EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=" + std::string(70, 'x')).size(), 70u);
}

TEST(MultipartBoundary, OtherTypesAndBoundariesAreRefused) {
  const std::pair<const char*, const char*> wrong[] = {
      {"", "expected multipart/form-data"},
      {"application/json", "expected multipart/form-data"},
      {"multipart/mixed; boundary=b", "expected multipart/form-data"},
      {"multipart/form-datax; boundary=b", "expected multipart/form-data"},
      {"xmultipart/form-data; boundary=b", "expected multipart/form-data"},
      {"multipart/form-data", "expected a boundary"},
      {"multipart/form-data;", "expected name=value"},
      {"multipart/form-data; boundary", "expected name=value"},
      {"multipart/form-data; =b", "expected name=value"},
      {"multipart/form-data; boundary=", "has no value"},
      {"multipart/form-data; boundary=\"\"", "1 to 70"},
      {"multipart/form-data; boundary=\"b", "no end"},
      {"multipart/form-data; boundary=\"b \"", "1 to 70"},
      {"multipart/form-data; boundary=\"b\"c", "expected \";\""},
      {"multipart/form-data; boundary=b c", "expected \";\""},
      {"multipart/form-data; boundary=b; boundary=c", "two boundaries"},
      {"multipart/form-data; boundary=b, multipart/form-data; boundary=c", "expected \";\""},
      {"multipart/form-data; boundary=a*b", "1 to 70"},
      {"multipart/form-data; boundary=\"a@b\"", "1 to 70"},
      {"multipart/form-data; boundary=\xc3\xa9", "has no value"},
      {"multipart/form-data; boundary=\"a\r\nb\"", "control character"},
  };
  for (const auto& [type, why] : wrong) {
    expect_refused([&] { multipart_boundary(type); }, "Content-Type", why, type);
  }
  expect_refused([] { multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'x')); },
                 "Content-Type", "1 to 70");
}

TEST(Multipart, BodiesThatBreakTheFrameAreRefused) {
  const std::string good = field("a", "x");
  const std::tuple<std::string, std::string, std::string> wrong[] = {
      // body, field, why
      {"", "", "at its first byte"},
      {"x", "", "at its first byte"},
      {"--", "", "at its first byte"},
      {"\r\n" + good + "--b--", "", "at its first byte"},
      {"preamble\r\n" + good + "--b--", "", "at its first byte"},
      {"--c\r\n" + good + "--b--", "", "at its first byte"},
      {"--B" + good.substr(3) + "--b--", "", "at its first byte"},
      {"--b", "", "part 1 of the form: expected a line end"},
      {"--b\n" + good.substr(5) + "--b--", "", "expected a line end"},
      {"--b \r\n" + good.substr(5) + "--b--", "", "expected a line end"},
      {"--bx\r\n" + good.substr(5) + "--b--", "", "expected a line end"},
      {"--b--", "", "at least one part"},
      {"--b--\r\n", "", "at least one part"},
      {"--b-", "", "expected a line end"},
      {"--b--\r\n--b\r\n" + good, "", "nothing after the last boundary"},
      {good, "a", "expected a boundary after it"},
      {good + "--b", "", "part 2 of the form: expected a line end"},
      {good + "--b-", "", "part 2 of the form: expected a line end"},
      {good + "--b\r\n", "", "part 2 of the form: expected at most 8192 bytes"},
      {good + "--b--x", "", "nothing after the last boundary"},
      {good + "--b--\n", "", "nothing after the last boundary"},
      {good + "--b--\r\nepilogue", "", "nothing after the last boundary"},
      {good + "--b--\r\n\r\n", "", "nothing after the last boundary"},
      {field("a", "x\r\n--bc\r\ny") + "--b--", "", "part 2 of the form: expected a line end"},
      {"--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\n--b--\r\n", "a",
       "expected a boundary after it"},
      {"--b\r\nContent-Disposition: form-data; name=a\n\nx\r\n--b--\r\n", "", "expected at most 8192 bytes"},
      {"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n--b--\r\n", "a", "expected a boundary after it"},
  };
  for (const auto& [body, at, why] : wrong) {
    expect_refused([&] { parse_multipart(body, "b"); }, at, why, body);
  }
}

TEST(Multipart, HeadersThatBreakTheRulesAreRefused) {
  const std::string good = "Content-Disposition: form-data; name=a\r\n";
  const std::tuple<std::string, std::string, std::string> wrong[] = {
      {"", "", "of headers and an empty line"},
      {"\r\nX: a\r\n", "", "expected a header"},
      {"Content-Type: image/png\r\n", "", "expected a Content-Disposition"},
      {good + good, "a", "comes twice"},
      {good + "Content-Type: a/b\r\ncontent-type: c/d\r\n", "a", "comes twice"},
      {good + "Content-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: 8bit\r\n", "a", "comes twice"},
      {good + "no colon\r\n", "a", "expected a header"},
      {good + ": no name\r\n", "a", "expected a header"},
      {good + "Content-Type : image/png\r\n", "a", "expected a header"},
      {good + " folded\r\n", "a", "expected a header"},
      {good + "\tfolded: yes\r\n", "a", "expected a header"},
      {good + "X: a\nContent-Type: b\r\n", "a", "control character"},
      {good + "X: a\rb\r\n", "a", "control character"},
      {good + std::string("X: a\0b\r\n", 8), "a", "control character"},
      {"Content-Disposition: attachment; name=a\r\n", "", "expected Content-Disposition: form-data"},
      {"Content-Disposition: form-data\r\n", "", "has no name"},
      {"Content-Disposition: form-data; name=\"\"\r\n", "", "has no name"},
      {"Content-Disposition: form-data; name=\r\n", "", "has no value"},
      {"Content-Disposition: form-data; filename=a\r\n", "", "has no name"},
      {"Content-Disposition: form-data; name=a; name=b\r\n", "", "two names"},
      {"Content-Disposition: form-data; name=a; NAME=b\r\n", "", "two names"},
      {"Content-Disposition: form-data; name=a; filename=b; filename=c\r\n", "", "two filenames"},
      {"Content-Disposition: form-data; name=\"a\r\n", "", "no end"},
      {"Content-Disposition: form-data; name=\"a\\\"\r\n", "", "no end"},
      {"Content-Disposition: form-data; name=\"a\" filename=\"b\"\r\n", "", "expected \";\""},
      {"Content-Disposition: form-data; name=a b\r\n", "", "expected \";\""},
      {"Content-Disposition: form-data; name=a; size=7\r\n", "", "a parameter \"size\""},
      {"Content-Disposition: form-data; name*=utf-8''a\r\n", "", "a parameter \"name*\""},
      {"Content-Disposition: form-data; name=\"a\xff\"\r\n", "", "UTF-8"},
      {"Content-Disposition: form-data; name=\"a\xc0\xaf\"\r\n", "", "UTF-8"},      // not the shortest form
      {"Content-Disposition: form-data; name=\"a\xed\xa0\x80\"\r\n", "", "UTF-8"},  // half a pair
      {"Content-Disposition: form-data; name=\"a\xf4\x90\x80\x80\"\r\n", "", "UTF-8"},  // beyond Unicode
      {"Content-Disposition: form-data; name=\"a\xe2\x82\"\r\n", "", "UTF-8"},          // cut short
      {"Content-Disposition: form-data; name=\"a\tb\"\r\n", "", "UTF-8"},
      {"Content-Disposition: form-data; name=a; filename=\"\xe9\"\r\n", "", "expected a filename"},
      {"Content-Disposition: form-data; name=\"" + std::string(257, 'n') + "\"\r\n", "", "at most 256 bytes"},
  };
  for (const auto& [headers, at, why] : wrong) {
    expect_refused([&] { parse_multipart(form_of(headers), "b"); }, at, why, headers);
    const Error e = error_of([&] { parse_multipart(form_of(headers), "b"); });
    EXPECT_TRUE(contains(e.what(), "part 1 of the form: ")) << e.what();
  }
}

TEST(Multipart, HeadersHave8KibibytesAndNoMore) {
  const std::string start = "Content-Disposition: form-data; name=a\r\nX: ";
  const std::string fits = start + std::string(kMaxPartHeaderBytes - start.size(), 'x') + "\r\n";
  EXPECT_NO_THROW(parse_multipart(form_of(fits), "b"));
  expect_refused([&] { parse_multipart(form_of(fits.substr(0, fits.size() - 2) + "x\r\n"), "b"); }, "",
                 "at most 8192 bytes");
}

TEST(Multipart, ThereMayBe64PartsAndNoMore) {
  std::string body;
  for (std::size_t i = 0; i < kMaxParts; ++i) body += field("a", "x");
  EXPECT_EQ(parse_multipart(body + "--b--", "b").size(), kMaxParts);
  expect_refused([&] { parse_multipart(body + field("a", "x") + "--b--", "b"); }, "", "at most 64 parts");
}

// A search that begins again after each half of a boundary would take minutes for this.
TEST(Multipart, ABodyOfHalfBoundariesIsReadInOnePass) {
  const std::string boundary(70, 'b');
  std::string bytes;
  for (int i = 0; i < 50'000; ++i) bytes += "\r\n--" + boundary.substr(1);
  const std::string body = "--" + boundary + "\r\nContent-Disposition: form-data; name=a\r\n\r\n" + bytes +
                           "\r\n--" + boundary + "--";
  EXPECT_EQ(parse_multipart(body, boundary).at(0).bytes.size(), bytes.size());
}

}  // namespace
}  // namespace reverie
