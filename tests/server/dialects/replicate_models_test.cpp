// Replicate's catalogue: models, versions with their schemas, and the search by QUERY.
#include "server/dialects/replicate_models.h"

#include <gmock/gmock.h>

#include "server/dialects/dialect_fixture.h"
#include "server/dialects/replicate_predictions.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;

class ReplicateModels : public DialectFixture {
 protected:
  ReplicateModels() {
    add("GET", "/v1/models", replicate::list_models);
    add("QUERY", "/v1/models", replicate::search_models);
    add("GET", "/v1/models/{owner}/{name}", replicate::get_model);
    add("GET", "/v1/models/{owner}/{name}/versions", replicate::list_versions);
    add("GET", "/v1/models/{owner}/{name}/versions/{version}", replicate::get_version);
  }

  void add(const std::string& method, const std::string& pattern, DialectHandler handler) {
    add_route(method, pattern, handler, replicate::error_reply);
  }

  static std::vector<std::string> names_in(const Json& page) {
    std::vector<std::string> names;
    for (const Json& model : page["results"]) {
      names.push_back(model["owner"].get<std::string>() + "/" + model["name"].get<std::string>());
    }
    return names;
  }
};

TEST_F(ReplicateModels, ListsSeedreamAndWhatIsInstalled) {
  const Json page = call_json("GET", "/v1/models");

  EXPECT_THAT(names_in(page), ElementsAre("bytedance/seedream-4", "bytedance/seedream-4.5", "reverie/mini"));
  EXPECT_EQ(page["next"], nullptr);
  EXPECT_EQ(page["previous"], nullptr);
}

// Everything that the Python client's Model and Version have as a must.
TEST_F(ReplicateModels, ShowsAModelWithItsVersion) {
  const Json model = call_json("GET", "/v1/models/bytedance/seedream-4.5");

  EXPECT_EQ(model["url"], "http://reverie.test/v1/models/bytedance/seedream-4.5");
  EXPECT_EQ(model["owner"], "bytedance");
  EXPECT_EQ(model["name"], "seedream-4.5");
  EXPECT_EQ(model["visibility"], "public");
  EXPECT_TRUE(model["run_count"].is_number());
  const Json version = model["latest_version"];
  EXPECT_EQ(version["id"].get<std::string>().size(), 64u);
  EXPECT_TRUE(version["created_at"].is_string());
  EXPECT_TRUE(version["cog_version"].is_string());
}

TEST_F(ReplicateModels, DescribesTheInputWithTheTableThatChecksIt) {
  const Json schemas = call_json(
      "GET",
      "/v1/models/bytedance/seedream-4.5")["latest_version"]["openapi_schema"]["components"]["schemas"];
  const Json input = schemas["Input"]["properties"];

  EXPECT_EQ(schemas["Input"]["required"], Json({"prompt"}));
  EXPECT_EQ(input["prompt"]["maxLength"], 4000);
  EXPECT_EQ(input["prompt"]["x-order"], 0);
  EXPECT_EQ(input["image_input"]["maxItems"], 14);
  EXPECT_EQ(input["size"]["enum"], Json({"2K", "4K", "custom"}));
  EXPECT_EQ(input["size"]["default"], "2K");
  EXPECT_EQ(input["width"]["minimum"], 1024);
  EXPECT_EQ(input["width"]["maximum"], 4096);
  EXPECT_EQ(input["aspect_ratio"]["default"], "match_input_image");
  EXPECT_EQ(schemas["Output"]["items"]["format"], "uri");
  EXPECT_FALSE(schemas["Output"].contains("x-cog-array-type")) << "would make run() return an iterator";

  const Json of_4 = call_json("GET", "/v1/models/bytedance/seedream-4")["latest_version"]["openapi_schema"];
  EXPECT_EQ(of_4["components"]["schemas"]["Input"]["properties"]["size"]["enum"][0], "1K");
}

TEST_F(ReplicateModels, FindsVersions) {
  const Json page = call_json("GET", "/v1/models/reverie/mini/versions");
  ASSERT_EQ(page["results"].size(), 1u);
  const std::string id = page["results"][0]["id"];

  EXPECT_EQ(call_json("GET", "/v1/models/reverie/mini/versions/" + id)["id"], id);
  call_json("GET", "/v1/models/bytedance/seedream-4/versions/" + id, {}, {}, 404);
}

TEST_F(ReplicateModels, SearchesByTheMethodQuery) {
  const auto search = [&](const std::string& words) {
    const HttpResponse response = call("QUERY", "/v1/models", words, {{"Content-Type", "text/plain"}});
    EXPECT_EQ(response.status, 200);
    return names_in(Json::parse(response.body));
  };

  EXPECT_THAT(search("Seedream 4.5"), ElementsAre("bytedance/seedream-4.5"));
  EXPECT_THAT(search("\"seedream 4.5\""), ElementsAre("bytedance/seedream-4.5")) << "as npm sends it";
  EXPECT_THAT(search("reverie"), ElementsAre("reverie/mini"));
  EXPECT_THAT(search("flux"), ElementsAre());
  EXPECT_EQ(search("").size(), 3u);
}

TEST_F(ReplicateModels, DoesNotKnowOthers) {
  EXPECT_EQ(call_json("GET", "/v1/models/bytedance/seedream-5-lite", {}, {}, 404)["status"], 404);
  call_json("GET", "/v1/models", {}, {{"Authorization", "Bearer wrong"}}, 401);
}

}  // namespace
}  // namespace reverie
