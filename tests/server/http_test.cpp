// tests/server/http_test.cpp
#include "server/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace reverie {
namespace {

TEST(Http, HeaderNamesAreComparedWithoutCase) {
  const Headers headers{{"X-Key", "first"}, {"x-KEY", "second"}};
  EXPECT_EQ(header_of(headers, "x-key"), "first");
  EXPECT_EQ(header_of(headers, "x-ke"), "");
  EXPECT_TRUE(is_same_name("Content-Type", "content-type"));
  EXPECT_FALSE(is_same_name("Content-Type", "content-typ"));
}

TEST(Http, PercentDecodingLeavesPlusAlone) {
  EXPECT_EQ(percent_decode("a%2Fb%20c+d%c3%A4"), "a/b c+d\xc3\xa4");
  EXPECT_EQ(percent_decode(""), "");
}

TEST(Http, BrokenEscapesAndZeroBytesAreRefused) {
  for (const char* text : {"%", "a%2", "%zz", "%2g", "%-1", "%00", "a%"}) {
    try {
      percent_decode(text);
      ADD_FAILURE() << text;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::InvalidRequest) << text;
    }
  }
}

TEST(Http, QueryValuesAreDecodedAndTheFirstCounts) {
  HttpRequest request;
  request.query = "limit=20&q=red+cat%2Bdog&empty=&bare&limit=30&a%20b=c";
  EXPECT_EQ(request.query_value("limit"), "20");
  EXPECT_EQ(request.query_value("q"), "red cat+dog");
  EXPECT_EQ(request.query_value("empty"), "");
  EXPECT_EQ(request.query_value("bare"), "");
  EXPECT_EQ(request.query_value("a b"), "c");
  EXPECT_EQ(request.query_value("absent"), std::nullopt);
}

TEST(Http, RepeatedQueryValuesCanAllBeRead) {
  HttpRequest request;
  request.query = "tag=a&other=b&tag=c%2Cd&tag";
  EXPECT_THAT(request.query_values("tag"), ::testing::ElementsAre("a", "c,d", ""));
  EXPECT_THAT(request.query_values("absent"), ::testing::IsEmpty());
}

TEST(Http, TheHeadOfARequestIsAllButItsBody) {
  HttpRequest request{"POST", "/a", "b=c", {{"x", "y"}}, "a long body", "127.0.0.1", "id", "http://host"};
  const HttpRequest head = head_of(request);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.method + head.path + head.query + head.client_address + head.id + head.base_url,
            "POST/ab=c127.0.0.1idhttp://host");
  EXPECT_EQ(head.header("x"), "y");
}

TEST(Http, ABrokenQueryValueNamesTheParameter) {
  HttpRequest request;
  request.query = "limit=%zz";
  try {
    request.query_value("limit");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
    EXPECT_EQ(e.field(), "limit");
  }
}

TEST(Http, JsonRepliesSayThatTheyAreJson) {
  const HttpResponse response = json_response(202, {{"id", "a"}});
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(header_of(response.headers, "Content-Type"), "application/json");
  EXPECT_EQ(response.body, R"({"id":"a"})");
}

TEST(Http, JsonRepliesSurviveBytesThatAreNotUtf8) {
  EXPECT_EQ(json_response(400, Json("a\xff")).body, "\"a\xEF\xBF\xBD\"");
}

TEST(Http, EventsHaveANameIfTheyAreGivenOne) {
  EXPECT_EQ(server_sent_event("done", "{}"), "event: done\ndata: {}\n\n");
  EXPECT_EQ(server_sent_event("", "[DONE]"), "data: [DONE]\n\n");
}

TEST(Http, EventsWithALineBreakAreRefused) {
  EXPECT_THROW(server_sent_event("", "a\nb"), Error);
  EXPECT_THROW(server_sent_event("a\rb", ""), Error);
}

}  // namespace
}  // namespace reverie
