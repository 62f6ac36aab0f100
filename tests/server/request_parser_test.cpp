// tests/server/request_parser_test.cpp
#include "server/request_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reverie {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kMaxHead = 32 * 1024;

RequestHead parse(const std::string& text) {
  HeadScanner scanner;
  const auto size = scanner.scan(text, kMaxHead);
  if (!size) throw std::runtime_error("not whole");
  return parse_request_head(std::string_view(text).substr(0, *size));
}

int status_of(const std::string& text) {
  try {
    parse(text);
    return 0;
  } catch (const RefusedRequest& refusal) {
    return refusal.status();
  }
}

std::string with(const std::string& headers) {
  return "POST /a HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}

TEST(RequestParser, ReadsAnOrdinaryRequest) {
  const RequestHead head = parse(
      "POST /v1/images?a=b&c HTTP/1.1\r\nHost: example.org:8080\r\nX-Empty:\r\nX-Pad:  two words \t\r\n"
      "content-length: 12\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.path, "/v1/images");
  EXPECT_EQ(head.query, "a=b&c");
  EXPECT_EQ(head.host, "example.org:8080");
  EXPECT_EQ(head.length, 12u);
  EXPECT_TRUE(head.has_body());
  EXPECT_FALSE(head.is_chunked);
  EXPECT_FALSE(head.wants_close);
  EXPECT_EQ(header_of(head.headers, "x-pad"), "two words");
  EXPECT_EQ(head.headers.size(), 5u);
}

TEST(RequestParser, FindsTheEndOfAHeadThatComesByteByByte) {
  const std::string text = "GET / HTTP/1.1\r\nHost: h\r\n\r\nrest";
  HeadScanner scanner;
  for (std::size_t size = 1; size < text.size() - 4; ++size) {
    EXPECT_EQ(scanner.scan(std::string_view(text).substr(0, size), kMaxHead), std::nullopt) << size;
  }
  EXPECT_EQ(scanner.scan(text, kMaxHead), text.size() - 4);
}

TEST(RequestParser, TakesMethodsItDoesNotKnow) {
  EXPECT_EQ(parse("QUERY / HTTP/1.1\r\nHost: h\r\n\r\n").method, "QUERY");
  EXPECT_EQ(parse("M-SEARCH / HTTP/1.1\r\nHost: h\r\n\r\n").method, "M-SEARCH");
}

TEST(RequestParser, TakesTargetsWithAHost) {
  const RequestHead head = parse("GET http://other:81/a?b HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(head.path, "/a");
  EXPECT_EQ(head.query, "b");
  EXPECT_EQ(head.host, "other:81");
  EXPECT_EQ(parse("GET HTTPS://other HTTP/1.1\r\nHost: h\r\n\r\n").path, "/");
  EXPECT_EQ(parse("GET http://other?q HTTP/1.1\r\nHost: h\r\n\r\n").query, "q");
}

TEST(RequestParser, ClosesAsAsked) {
  EXPECT_TRUE(parse(with("Connection: Close\r\n")).wants_close);
  EXPECT_TRUE(parse(with("Connection: foo , close\r\n")).wants_close);
  EXPECT_FALSE(parse(with("Connection: closed\r\n")).wants_close);
  EXPECT_TRUE(parse("GET / HTTP/1.0\r\n\r\n").wants_close);
}

TEST(RequestParser, KnowsOneExpectation) {
  EXPECT_TRUE(parse(with("Expect: 100-Continue\r\n")).wants_continue);
  EXPECT_EQ(status_of(with("Expect: tea\r\n")), 417);
}

// What a proxy in front of us may have read in another way.
TEST(RequestParser, RefusesWhatCanBeReadInTwoWays) {
  const std::vector<std::pair<const char*, std::string>> cases{
      {"both lengths", with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")},
      {"both, the other way round", with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n")},
      {"two lengths", with("Content-Length: 3\r\nContent-Length: 4\r\n")},
      {"the same length twice", with("Content-Length: 3\r\ncontent-length: 3\r\n")},
      {"a list of lengths", with("Content-Length: 3, 3\r\n")},
      {"a signed length", with("Content-Length: +3\r\n")},
      {"a negative length", with("Content-Length: -3\r\n")},
      {"a hexadecimal length", with("Content-Length: 0x3\r\n")},
      {"an empty length", with("Content-Length:\r\n")},
      {"a length of more than 64 bits", with("Content-Length: 18446744073709551619\r\n")},
      {"two codings", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")},
      {"a blank before the colon", with("Content-Length : 3\r\n")},
      {"a tab before the colon", with("Transfer-Encoding\t: chunked\r\n")},
      {"a continued header", with("X-A: b\r\n Content-Length: 3\r\n")},
      {"a continued header with a tab", with("X-A: b\r\n\tc\r\n")},
      {"a header continued from the request line", "GET / HTTP/1.1\r\n Host: h\r\n\r\n"},
      {"LF alone in the headers", "GET / HTTP/1.1\r\nHost: h\nContent-Length: 3\r\n\r\n"},
      {"LF alone at the end", "GET / HTTP/1.1\r\nHost: h\n\n"},
      {"LF alone after CR LF", "GET / HTTP/1.1\r\nHost: h\r\n\n"},
      {"CR alone in a value", with("X-A: b\rContent-Length: 3\r\n")},
      {"CR CR LF", with("X-A: b\r\r\n")},
      {"a zero byte in a value", with(std::string("X-A: b\0c\r\n", 10))},
      {"a control character in a name", with("X-\x01: b\r\n")},
      {"DEL in a value", with("X-A: \x7f\r\n")},
      {"no name", with(": b\r\n")},
      {"no colon", with("Content-Length\r\n")},
      {"no host", "GET / HTTP/1.1\r\n\r\n"},
      {"two hosts", with("Host: other\r\n")},
      {"a host that is none", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
      {"a host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"},
      {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {"no version", "GET /\r\nHost: h\r\n\r\n"},
      {"a version in small letters", "GET / http/1.1\r\nHost: h\r\n\r\n"},
      {"two blanks", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a blank in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a tab in the target", "GET /a\tb HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a control character in the target", "GET /a\x01 HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"bytes above ASCII in the target", "GET /\xc3\xa4 HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a fragment", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a target without a slash", "GET a HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a proxy's target", "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"the server as the target", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"another scheme", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a target with a user", "GET http://a@b/ HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a target with an empty host", "GET http:///a HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a method that is none", "GE(T / HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a blank line first", "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"a TLS handshake", std::string("\x16\x03\x01\x02\x00", 5)},
  };
  for (const auto& [name, text] : cases) EXPECT_EQ(status_of(text), 400) << name;
}

TEST(RequestParser, RefusesCodingsAndVersionsItDoesNotKnow) {
  EXPECT_EQ(status_of(with("Transfer-Encoding: gzip, chunked\r\n")), 501);
  EXPECT_EQ(status_of(with("Transfer-Encoding: xchunked\r\n")), 501);
  EXPECT_EQ(status_of(with("Transfer-Encoding: \"chunked\"\r\n")), 501);
  EXPECT_EQ(status_of("GET / HTTP/2.0\r\nHost: h\r\n\r\n"), 505);
}

TEST(RequestParser, BoundsTheHead) {
  EXPECT_EQ(status_of(with("X-A: " + std::string(kMaxHead, 'a') + "\r\n")), 431);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nX: " + std::string(kMaxHead, 'a')), 431);
  EXPECT_EQ(status_of("GET /" + std::string(kMaxTargetBytes, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n"), 414);
  EXPECT_EQ(status_of("GET /" + std::string(2 * kMaxTargetBytes, 'a')), 414);
  std::string many;
  for (std::size_t i = 0; i < kMaxHeaders; ++i) many += "X-A: b\r\n";
  EXPECT_EQ(status_of(with(many)), 431);  // with Host one too many
}

TEST(RequestParser, GuessesTheRouteOfARefusedHead) {
  HttpRequest request;
  guess_route("POST /v1/images?x=y HTTP/1.1\r\nbroken", request);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/v1/images");
  guess_route("\x16\x03\x01", request);
  EXPECT_EQ(request.path, "/");
  guess_route("", request);
  EXPECT_EQ(request.path, "/");
}

// --- bodies ---------------------------------------------------------------------------------------

struct Body {
  std::string text;
  std::size_t used = 0;
  bool is_whole = false;
};

RequestHead chunked_head() {
  RequestHead head;
  head.is_chunked = true;
  return head;
}

// Feeds `bytes` in pieces of `piece` bytes, as a connection does.
Body read_body(const RequestHead& head, const std::string& bytes, std::size_t piece, uint64_t max = 1000) {
  BodyReader reader(head, max);
  Body body;
  std::string unread;
  for (std::size_t at = 0; at <= bytes.size() && !reader.is_whole(); at += piece) {
    unread += bytes.substr(at, piece);
    const std::size_t used = reader.take(unread, body.text);
    unread.erase(0, used);
    body.used += used;
  }
  body.is_whole = reader.is_whole();
  return body;
}

int body_status(const std::string& bytes, std::size_t piece = 1000, uint64_t max = 1000) {
  try {
    return read_body(chunked_head(), bytes, piece, max).is_whole ? 0 : -1;
  } catch (const RefusedRequest& refusal) {
    return refusal.status();
  }
}

TEST(BodyReader, TakesAsManyBytesAsWereAnnounced) {
  RequestHead head;
  head.length = 5;
  for (std::size_t piece : {1, 2, 100}) {
    const Body body = read_body(head, "helloGET /", piece);
    EXPECT_TRUE(body.is_whole);
    EXPECT_EQ(body.text, "hello");
    EXPECT_EQ(body.used, 5u);
  }
  EXPECT_FALSE(read_body(head, "hell", 1).is_whole);
}

TEST(BodyReader, JoinsChunksHoweverTheyArrive) {
  const std::string bytes = "5\r\nhello\r\n1;name=\"v\"\r\n \r\nA\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n";
  for (std::size_t piece = 1; piece < bytes.size(); ++piece) {
    const Body body = read_body(chunked_head(), bytes + "GET /next", piece);
    EXPECT_TRUE(body.is_whole) << piece;
    EXPECT_EQ(body.text, "hello 0123456789") << piece;
    EXPECT_EQ(body.used, bytes.size()) << piece;
  }
}

TEST(BodyReader, RefusesDoubtfulChunks) {
  const std::vector<std::pair<const char*, std::string>> cases{
      {"LF alone after the size", "5\nhello\r\n0\r\n\r\n"},
      {"LF alone after the chunk", "5\r\nhello\n0\r\n\r\n"},
      {"nothing after the chunk", "5\r\nhello0\r\n\r\n"},
      {"a chunk that is longer", "5\r\nhello!\r\n0\r\n\r\n"},
      {"no size", "\r\nhello\r\n"},
      {"a size that is none", "g\r\n"},
      {"a signed size", "+5\r\nhello\r\n"},
      {"a size with 0x", "0x5\r\nhello\r\n"},
      {"a blank before the size", " 5\r\nhello\r\n"},
      {"a blank after the size", "5 \r\nhello\r\n"},
      {"a size of more than 64 bits", "10000000000000005\r\nhello\r\n"},
      {"CR alone in an extension", "5;a\rb\r\nhello\r\n"},
      {"a long extension", "5;" + std::string(1000, 'a') + "\r\nhello\r\n"},
      {"an endless size", std::string(1000, '0')},
      {"LF alone in the trailers", "0\r\nX: y\n\r\n"},
  };
  for (const auto& [name, bytes] : cases) {
    EXPECT_EQ(body_status(bytes), 400) << name;
    EXPECT_EQ(body_status(bytes, 1), 400) << name;
  }
}

TEST(BodyReader, BoundsBodiesAndTrailers) {
  EXPECT_EQ(body_status("5\r\nhello\r\n6\r\n", 1000, 10), 413);
  EXPECT_EQ(body_status("5\r\nhello\r\n5\r\nhello\r\n0\r\n\r\n", 1000, 10), 0);
  EXPECT_EQ(body_status("FFFFFFFFFFFFFFFF\r\n", 1000, 10), 413);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 1000; ++i) trailers += "X-A: bcd\r\n";
  EXPECT_EQ(body_status(trailers), 431);
  RequestHead head;
  head.length = 11;
  EXPECT_THROW(BodyReader(head, 10), RefusedRequest);
}

}  // namespace
}  // namespace reverie
