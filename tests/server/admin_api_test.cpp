// tests/server/admin_api_test.cpp
//
// Keys and models over HTTP: what an administrator may, and nobody else.

#include "server/dialects/dialect_fixture.h"
#include "server/metrics.h"
#include "server/routes.h"

namespace reverie {
namespace {

class AdminApi : public DialectFixture {
 protected:
  AdminApi() { add_routes(router, service, blobs, urls, metrics_, {}); }

  Metrics metrics_{store};
  const Headers admin_{
      {"Authorization", "Bearer " + make_key("admin", std::nullopt, {kScopeAdmin, kScopeGenerate})}};
};

TEST_F(AdminApi, AKeyIsMadeUsedSeenAndRevoked) {
  const Json made = call_json("POST", "/api/keys", {{"name", "ada"}, {"credits", 8}}, admin_, 201);
  EXPECT_TRUE(made["key"].get<std::string>().starts_with("rvk_"));
  EXPECT_EQ(made["scopes"], Json({"generate"}));
  EXPECT_EQ(made["per_minute"], nullptr);
  const Headers ada{{"Authorization", "Bearer " + made["key"].get<std::string>()}};
  const Json job = call_json("POST", "/api/jobs", {{"prompt", "a cat"}}, ada, 202);
  finish(job["id"].get<std::string>());
  const Json own = call_json("GET", "/api/usage", {}, ada);
  EXPECT_EQ(own["usage"], Json({{"jobs", 1}, {"images", 1}, {"credits", 4}}));
  EXPECT_EQ(own["credits"], 4);

  const Json all = call_json("GET", "/api/keys", {}, admin_)["keys"];
  const auto seen =
      std::find_if(all.begin(), all.end(), [&](const Json& one) { return one["id"] == made["id"]; });
  ASSERT_NE(seen, all.end());
  EXPECT_EQ((*seen)["usage"]["images"], 1);
  EXPECT_FALSE(seen->contains("key")) << "shown once";

  const std::string revoke = "/api/keys/" + made["id"].get<std::string>() + "/revoke";
  EXPECT_TRUE(call_json("POST", revoke, {}, admin_)["revoked"].is_string());
  call_json("GET", "/api/usage", {}, ada, 401);
  call_json("POST", revoke, {}, admin_, 404);
}

TEST_F(AdminApi, AModelIsLoadedAndReleased) {
  EXPECT_EQ(call_json("POST", "/api/models/mini/load", {}, admin_)["is_loaded"], true);
  EXPECT_EQ(call_json("GET", "/api/models")["models"][0]["is_loaded"], true);
  EXPECT_EQ(call_json("POST", "/api/models/mini/unload", {}, admin_)["is_loaded"], false);
  EXPECT_EQ(call_json("POST", "/api/models/none/load", {}, admin_, 404)["error"]["field"], "name");
}

TEST_F(AdminApi, OnlyAnAdministratorMay) {
  for (const auto& [method, path] :
       std::vector<std::pair<std::string, std::string>>{{"GET", "/api/keys"},
                                                        {"POST", "/api/keys"},
                                                        {"POST", "/api/keys/admin/revoke"},
                                                        {"POST", "/api/models/mini/load"},
                                                        {"POST", "/api/models/mini/unload"}}) {
    EXPECT_EQ(call(method, path, "{}").status, 403) << path;
  }
  call_json("GET", "/api/keys", {}, admin_);  // was not revoked
}

TEST_F(AdminApi, BadKeysAreRefusedByField) {
  const auto field_of = [&](const Json& body) {
    return call_json("POST", "/api/keys", body, admin_, 400)["error"]["field"];
  };
  EXPECT_EQ(field_of({{"credits", 1}}), "name");
  EXPECT_EQ(field_of({{"name", "a"}, {"credits", -1}}), "credits");
  EXPECT_EQ(field_of({{"name", "a"}, {"scopes", {"root"}}}), "scopes");
  EXPECT_EQ(field_of({{"name", "a"}, {"odd", 1}}), "odd");
}

}  // namespace
}  // namespace reverie
