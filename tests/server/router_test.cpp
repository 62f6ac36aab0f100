// tests/server/router_test.cpp
#include "server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

// Says which route answered, and with which values.
Handler says(const std::string& name) {
  return [name](const HttpRequest&, const PathValues& values) {
    std::string text = name;
    for (const auto& [key, value] : values) text += " " + key + "=" + value;
    return HttpResponse{200, {}, text, std::nullopt};
  };
}

ErrorWriter writes(const std::string& name) {
  return [name](const HttpRequest&, const Error& error) {
    return HttpResponse{
        400, {}, name + " " + std::string(error_code_name(error.code())) + " " + error.what(), std::nullopt};
  };
}

class RouterTest : public ::testing::Test {
 protected:
  void add(const std::string& method, const std::string& pattern, ErrorWriter on_error = {}) {
    router.add({method, pattern, says(pattern), std::move(on_error)});
  }

  HttpResponse ask(const std::string& method, const std::string& path) {
    HttpRequest request;
    request.method = method;
    request.path = path;
    return std::get<HttpResponse>(
        router.handle(request, [&](const HttpRequest&, const std::string& what) { told.push_back(what); }));
  }
  std::string text(const std::string& method, const std::string& path) { return ask(method, path).body; }

  Router router;
  std::vector<std::string> told;
};

TEST_F(RouterTest, ValuesAreDecodedAfterThePathIsSplit) {
  add("GET", "/v1/models/{id}");
  EXPECT_EQ(text("GET", "/v1/models/bytedance%2Fseedream-4.5"), "/v1/models/{id} id=bytedance/seedream-4.5");
}

TEST_F(RouterTest, RestTakesOneOrMoreSegments) {
  add("POST", "/run/{model...}");
  EXPECT_EQ(text("POST", "/run/a"), "/run/{model...} model=a");
  EXPECT_EQ(text("POST", "/run/@cf/a%20b/c"), "/run/{model...} model=@cf/a b/c");
  EXPECT_EQ(ask("POST", "/run").status, 404);
  EXPECT_EQ(ask("POST", "/run/").status, 404);
  EXPECT_EQ(ask("POST", "/run/a//b").status, 404);
}

TEST_F(RouterTest, SomethingMayFollowRest) {
  add("GET", "/{model...}/requests/{id}/status");
  EXPECT_EQ(text("GET", "/fal-ai/flux/dev/requests/7/status"),
            "/{model...}/requests/{id}/status id=7 model=fal-ai/flux/dev");
  EXPECT_EQ(ask("GET", "/requests/7/status").status, 404);
}

TEST_F(RouterTest, LiteralsWinOverValuesAndValuesOverRest) {
  add("GET", "/v1/{rest...}");
  add("GET", "/v1/{id}");
  add("GET", "/v1/list");
  add("GET", "/{any}/list");
  EXPECT_EQ(text("GET", "/v1/list"), "/v1/list");
  EXPECT_EQ(text("GET", "/v1/other"), "/v1/{id} id=other");
  EXPECT_EQ(text("GET", "/v1/a/b"), "/v1/{rest...} rest=a/b");
  EXPECT_EQ(text("GET", "/v2/list"), "/{any}/list any=v2");
}

TEST_F(RouterTest, TheRootIsAPath) {
  add("GET", "/");
  EXPECT_EQ(text("GET", "/"), "/");
  EXPECT_EQ(ask("GET", "/x").status, 404);
}

TEST_F(RouterTest, EmptySegmentsFitNoValue) {
  add("GET", "/v1/{id}");
  EXPECT_EQ(ask("GET", "/v1/").status, 404);
  EXPECT_EQ(ask("GET", "/v1").status, 404);
  EXPECT_EQ(ask("GET", "//a").status, 404);
}

TEST_F(RouterTest, AnotherMethodIs405AndSaysWhichAreAllowed) {
  add("GET", "/v1/{id}");
  add("DELETE", "/v1/{id}");
  add("POST", "/v1/list");
  const HttpResponse response = ask("PUT", "/v1/list");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(header_of(response.headers, "allow"), "DELETE, GET, HEAD, POST");
}

TEST_F(RouterTest, HeadIsAnsweredByGet) {
  add("GET", "/v1/{id}");
  add("POST", "/v1/list");
  EXPECT_EQ(text("HEAD", "/v1/list"), "/v1/{id} id=list");
}

TEST_F(RouterTest, UnusualMethodsAreMethodsLikeOthers) {
  add("QUERY", "/v1/jobs");
  EXPECT_EQ(text("QUERY", "/v1/jobs"), "/v1/jobs");
}

TEST_F(RouterTest, ErrorsOfAHandlerAreWrittenByItsRoute) {
  router.add({"GET", "/a",
              [](const HttpRequest&, const PathValues&) -> Answer { throw Error(ErrorCode::Busy, "later"); },
              writes("own")});
  EXPECT_EQ(text("GET", "/a"), "own Busy later");
  EXPECT_TRUE(told.empty());
}

TEST_F(RouterTest, OtherExceptionsAreToldToTheLogAndNotToTheClient) {
  router.add({"GET", "/a",
              [](const HttpRequest&, const PathValues&) -> Answer {
                throw std::runtime_error("/secret/path is gone");
              },
              writes("own")});
  router.add({"GET", "/b", [](const HttpRequest&, const PathValues&) -> Answer { throw 7; }, writes("own")});
  EXPECT_EQ(text("GET", "/a"), "own Internal internal error");
  EXPECT_EQ(text("GET", "/b"), "own Internal internal error");
  EXPECT_THAT(told, ElementsAre("/secret/path is gone", HasSubstr("unknown")));
}

TEST_F(RouterTest, ErrorsThatAreOurFaultAreToldToTheLogAndKeepTheirCode) {
  router.add({"GET", "/a",
              [](const HttpRequest&, const PathValues&) -> Answer {
                throw Error(ErrorCode::WriteFailed, "/secret/path: the disk is full");
              },
              writes("own")});
  EXPECT_EQ(text("GET", "/a"), "own WriteFailed internal error");
  EXPECT_THAT(told, ElementsAre("/secret/path: the disk is full"));
}

TEST_F(RouterTest, ABrokenEscapeIsTheRoutesOwnError) {
  add("GET", "/v1/{id}", writes("own"));
  EXPECT_THAT(text("GET", "/v1/a%zz"), HasSubstr("own InvalidRequest"));
  EXPECT_THAT(text("GET", "/v1/%00"), HasSubstr("own InvalidRequest"));
}

TEST_F(RouterTest, PathsWithoutARouteBelongToTheLongestPrefix) {
  router.set_error_writer("", writes("all"));
  router.set_error_writer("/v1", writes("v1"));
  router.set_error_writer("/v1/images", writes("images"));
  EXPECT_THAT(text("GET", "/v1/images/x"), HasSubstr("images NotFound"));
  EXPECT_THAT(text("GET", "/v1/imagesx"), HasSubstr("v1 NotFound"));
  EXPECT_THAT(text("GET", "/v1"), HasSubstr("v1 NotFound"));
  EXPECT_THAT(text("GET", "/v12"), HasSubstr("all NotFound"));
}

TEST_F(RouterTest, WithoutAnyWriterErrorsAreJson) {
  const HttpResponse response = ask("GET", "/nowhere");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(Json::parse(response.body)["error"]["code"], "NotFound");
}

TEST_F(RouterTest, LaterErrorsAreWrittenByTheRouteToo) {
  add("GET", "/v1/{id}", writes("own"));
  HttpRequest request;
  request.method = "GET";
  request.path = "/v1/7";
  EXPECT_EQ(router.error_response(request, Error(ErrorCode::TooLarge, "x")).body, "own TooLarge x");
  request.method = "PATCH";  // refused before its method was looked at
  EXPECT_EQ(router.error_response(request, Error(ErrorCode::TooLarge, "x")).body, "own TooLarge x");
}

TEST_F(RouterTest, TwoRoutesForTheSamePathsAreAMistake) {
  add("GET", "/v1/{id}");
  EXPECT_THROW(add("GET", "/v1/{id}"), Error);
  EXPECT_THROW(add("GET", "/v1/{other}"), Error);
  EXPECT_NO_THROW(add("POST", "/v1/{id}"));
  EXPECT_NO_THROW(add("GET", "/v1/{rest...}"));
}

TEST_F(RouterTest, MalformedPatternsAreMistakes) {
  for (const char* pattern : {"", "v1", "/v1/", "//", "/a//b", "/{", "/{}", "/{...}", "/{a}b", "/a{b}", "/{a",
                              "/{a}/{a}", "/{a...}/{b...}", "/{a{b}}"}) {
    EXPECT_THROW(add("GET", pattern), Error) << pattern;
  }
  EXPECT_THROW(router.add({"GET", "/x", {}, {}}), Error);
  EXPECT_THROW(router.add({"", "/x", says("x"), {}}), Error);
}

}  // namespace
}  // namespace reverie
