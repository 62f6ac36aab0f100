// tests/server/routes_test.cpp
//
// The whole list mounted: native and prefixed paths lead to the same dialect, and each owner answers errors
// below its paths.

#include "server/routes.h"

#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

class Routes : public DialectFixture {
 protected:
  Routes() { add_routes(router, service, blobs, urls, metrics_, {}); }
  Metrics metrics_{store};
};

TEST_F(Routes, OnePictureThroughEveryDialect) {
  const Json prompt = {{"prompt", "a cat"}};
  const auto with = [&](const Json& more) {
    Json body = prompt;
    body.update(more);
    return body;
  };
  for (const std::string prefix : {"", "/ark"}) {
    call_json("POST", prefix + "/api/v3/images/generations", with({{"model", "seedream-4-5-251128"}}));
  }
  for (const std::string prefix : {"", "/openai", "/aimlapi"}) {
    call_json("POST", prefix + "/v1/images/generations", with({{"model", "bytedance/seedream-4-5"}}));
  }
  for (const std::string prefix : {"", "/cloudflare"}) {
    call_json("POST", prefix + "/client/v4/accounts/a1/ai/run/bytedance%2Fseedream-4.5", prompt);
    call_json("POST", prefix + "/client/v4/accounts/a1/ai/run",
              {{"model", "bytedance/seedream-4.0"}, {"input", prompt}});
  }
  for (const std::string prefix : {"", "/apiframe"}) {
    call_json("POST", prefix + "/v2/images/generate", with({{"model", "seedream-4.5"}}), {}, 202);
  }
  for (const std::string prefix : {"", "/oxen"}) {
    call_json("POST", prefix + "/api/ai/images/generate", with({{"model", "bytedance-seedream-4-5"}}));
  }
  for (const std::string prefix : {"", "/replicate"}) {
    call_json("POST", prefix + "/v1/models/bytedance/seedream-4.5/predictions", {{"input", prompt}},
              {{"Prefer", "wait"}}, 201);
  }
  for (const std::string prefix : {"", "/fal"}) {
    call_json("POST", prefix + "/fal-ai/bytedance/seedream/v4.5/text-to-image", prompt);
  }
  call_json("POST", "/api/jobs", prompt, {}, 202);
}

TEST_F(Routes, ASharedPathTellsItsDialectsApart) {
  const Json openai =
      call_json("POST", "/v1/images/generations", {{"model", "seedream-4.5"}, {"prompt", "a cat"}});
  EXPECT_FALSE(openai.contains("meta"));
  const Json aimlapi =
      call_json("POST", "/v1/images/generations",
                {{"model", "bytedance/seedream-4-5"}, {"prompt", "a cat"}, {"image_size", "2K"}});
  EXPECT_TRUE(aimlapi.contains("meta"));
  const Json listed = call_json("GET", "/v1/models");
  EXPECT_EQ(listed["object"], "list");
  EXPECT_TRUE(listed["data"].is_array());
  EXPECT_TRUE(listed["results"].is_array());
}

TEST_F(Routes, UnknownPathsAreAnsweredByTheirOwner) {
  EXPECT_EQ(Json::parse(call("GET", "/client/v4/nothing").body)["success"], false);
  EXPECT_TRUE(Json::parse(call("GET", "/v2/nothing").body)["error"].is_string());
  EXPECT_TRUE(Json::parse(call("GET", "/replicate/v1/nothing").body).contains("detail"));
  EXPECT_EQ(call("GET", "/nothing").status, 404);
  EXPECT_EQ(call("OPTIONS", "/v2/jobs").status, 204);
  EXPECT_EQ(call("GET", "/api/v3/images/generations").status, 405);
}

TEST_F(Routes, PicturesAreServedByTheirAddress) {
  const Json reply =
      call_json("POST", "/v1/images/generations", {{"model", "mini"}, {"prompt", "a cat"}, {"size", "1K"}});
  const std::string url =
      reply["data"][0]["url"].get<std::string>().substr(std::string("http://reverie.test").size());
  HttpResponse file = call("GET", url);
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(header_of(file.headers, "content-type"), "image/jpeg");
  ASSERT_TRUE(file.blob);
  EXPECT_EQ(file.blob->size, blobs.size(file.blob->name));
  const std::string etag(header_of(file.headers, "etag"));
  EXPECT_EQ(call("GET", url, "", {{"If-None-Match", etag}}).status, 304);
  file = call("GET", url, "", {{"Range", "bytes=10-19"}});
  EXPECT_EQ(file.status, 206);
  EXPECT_EQ(file.blob->begin, 10);
  EXPECT_EQ(file.blob->size, 10);
  EXPECT_EQ(call("GET", url, "", {{"Range", "bytes=-5"}}).blob->size, 5);
  EXPECT_EQ(call("GET", url, "", {{"Range", "bytes=99999999-"}}).status, 416);
  EXPECT_EQ(call("GET", url, "", {{"Range", "lines=1-2"}}).status, 200);
  EXPECT_EQ(call("GET", url + "0").status, 403);
  EXPECT_EQ(call("GET", "/files/..%2f..%2fetc%2fpasswd?expires=9999999999&signature=00").status, 403);
}

TEST_F(Routes, DocumentsAndHealthNeedNoKey) {
  for (const char* path : {"/openapi.json", "/ark/openapi.json", "/cloudflare/openapi.json",
                           "/fal/openapi.json", "/replicate/openapi.json", "/apiframe/openapi.json",
                           "/oxen/openapi.json", "/aimlapi/openapi.json", "/openai/openapi.json"}) {
    const Json document = call_json("GET", path, {}, {{"Authorization", "none"}});
    EXPECT_EQ(document["openapi"], "3.1.0") << path;
    EXPECT_FALSE(document["paths"].empty()) << path;
    for (const auto& [name, methods] : document["paths"].items()) {
      for (const Json& operation : methods) {
        EXPECT_TRUE(operation["responses"]["4XX"]["content"].contains("application/json")) << name;
      }
    }
  }
  EXPECT_EQ(call("GET", "/healthz").status, 200);
  EXPECT_EQ(call("GET", "/readyz").status, 200);
  EXPECT_NE(call("GET", "/metrics").body.find("reverie_jobs{state=\"queued\"} 0"), std::string::npos);
}

TEST_F(Routes, TheOwnApiTellsAJobsWholeStory) {
  const Json job = call_json("POST", "/api/jobs", {{"prompt", "a cat"}, {"count", 2}, {"seed", 9}}, {}, 202);
  const std::string path = "/api/jobs/" + job["id"].get<std::string>();
  const HttpResponse events = call("GET", path + "/events");
  EXPECT_NE(events.body.find("event: image\n"), std::string::npos);
  EXPECT_NE(events.body.find("event: job\n"), std::string::npos);
  const Json done = call_json("GET", path);
  EXPECT_EQ(done["state"], "succeeded");
  EXPECT_EQ(done["images"].size(), 2U);
  EXPECT_EQ(done["images"][1]["seed"], 10);
  const Json again = call_json("POST", path + "/regenerate", {{"seed", 9}}, {}, 202);
  finish(again["id"].get<std::string>());
  const Json same = call_json("GET", "/api/jobs/" + again["id"].get<std::string>());
  EXPECT_EQ(same["images"][0]["bytes"], done["images"][0]["bytes"]);
  EXPECT_EQ(call_json("GET", "/api/jobs?search=CAT&limit=1")["jobs"].size(), 1U);
  EXPECT_EQ(call_json("GET", "/api/jobs?search=dog")["jobs"].size(), 0U);
  call_json("GET", "/api/jobs?state=odd", {}, {}, 400);
  call_json("POST", path + "/cancel");  // of a finished one: nothing happens
  EXPECT_EQ(call_json("GET", path)["state"], "succeeded");
  EXPECT_EQ(call_json("GET", "/api/models")["models"][0]["name"], "mini");
  EXPECT_EQ(call_json("GET", "/api/usage")["name"], "tester");
}

TEST_F(Routes, AnotherAccountsJobIsNotThere) {
  const Json job = call_json("POST", "/api/jobs", {{"prompt", "a cat"}}, {}, 202);
  const std::string path = "/api/jobs/" + job["id"].get<std::string>();
  const Headers stranger{{"Authorization", "Bearer " + make_key("stranger")}};
  const Headers admin{{"Authorization", "Bearer " + make_key("admin", std::nullopt, {kScopeAdmin})}};
  EXPECT_EQ(call("GET", path, "", stranger).status, 404);
  EXPECT_EQ(call("POST", path + "/cancel", "", stranger).status, 404);
  EXPECT_EQ(call("GET", path + "/events", "", stranger).status, 404);
  EXPECT_EQ(call("GET", path, "", admin).status, 200);
  EXPECT_EQ(call_json("GET", "/api/jobs", {}, stranger)["jobs"].size(), 0U);
}

}  // namespace
}  // namespace reverie
