// What Cloudflare's clients look up before they draw.
#include "server/dialects/cloudflare_catalogue.h"

#include <gmock/gmock.h>

#include "server/dialects/cloudflare_ai.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CloudflareCatalogue : public DialectFixture {
 protected:
  CloudflareCatalogue() {
    const std::string account = "/client/v4/accounts/{account}";
    const auto add = [this](const std::string& path, DialectHandler handler) {
      add_route("GET", path, handler, cloudflare_ai::error_reply);
    };
    add(account + "/ai/models/search", cloudflare_catalogue::search_models);
    add(account + "/ai/models/schema", cloudflare_catalogue::model_schema);
    add(account + "/ai/authors/search", cloudflare_catalogue::search_authors);
    add(account + "/ai/tasks/search", cloudflare_catalogue::search_tasks);
    add(account + "/tokens/verify", cloudflare_catalogue::verify_token);
    add("/client/v4/user/tokens/verify", cloudflare_catalogue::verify_token);
  }

  Json get(const std::string& path, int expected_status = 200) {
    return call_json("GET", "/client/v4/accounts/a1" + path, {}, {}, expected_status);
  }
  std::vector<std::string> names(const std::string& query) {
    std::vector<std::string> names;
    const Json reply = get("/ai/models/search" + query);
    for (const Json& entry : reply["result"]) names.push_back(entry["name"]);
    return names;
  }
};

TEST_F(CloudflareCatalogue, ListsSeedreamAndInstalledModels) {
  const Json reply = get("/ai/models/search");
  EXPECT_EQ(reply["success"], true);
  EXPECT_THAT(names(""), ElementsAre("bytedance/seedream-4.0", "bytedance/seedream-4.5", "mini"));
  const Json entry = reply["result"][1];
  EXPECT_TRUE(is_uuid(entry["id"].get<std::string>()));
  EXPECT_EQ(entry["id"], get("/ai/models/search")["result"][1]["id"]);
  EXPECT_NE(entry["id"], reply["result"][0]["id"]);
  EXPECT_EQ(entry["source"], 1);
  EXPECT_EQ(entry["task"]["name"], "Text-to-Image");
  EXPECT_EQ(entry["description"], "Drawn by mini. a quick engine");
  EXPECT_EQ(reply["result_info"],
            Json({{"page", 1}, {"per_page", 50}, {"count", 3}, {"total_count", 3}, {"total_pages", 1}}));
}

// The npm client asks for page after page until one is empty.
TEST_F(CloudflareCatalogue, AnswersAnEmptyPagePastTheEnd) {
  for (const char* query : {"?page=2", "?page=2147483647", "?page=4&per_page=1", "?page=2&per_page=1000"}) {
    const Json reply = get("/ai/models/search" + std::string(query));
    EXPECT_EQ(reply["result"], Json::array()) << query;
    EXPECT_EQ(reply["success"], true);
    EXPECT_EQ(reply["result_info"]["total_count"], 3);
    EXPECT_EQ(reply["result_info"]["count"], 0);
  }
  EXPECT_EQ(get("/ai/authors/search?page=2")["result"], Json::array());
  EXPECT_EQ(get("/ai/tasks/search?page=2")["result"], Json::array());
}

TEST_F(CloudflareCatalogue, PagesThroughTheList) {
  EXPECT_THAT(names("?per_page=2"), ElementsAre("bytedance/seedream-4.0", "bytedance/seedream-4.5"));
  EXPECT_THAT(names("?per_page=2&page=2"), ElementsAre("mini"));
}

TEST_F(CloudflareCatalogue, RefusesPagesThatAreNone) {
  for (const char* query : {"?page=0", "?page=-1", "?page=x", "?page=1x", "?page=99999999999999999999",
                            "?per_page=0", "?per_page=1001", "?format=openrouter"}) {
    const Json reply = get("/ai/models/search" + std::string(query), 400);
    EXPECT_EQ(reply["errors"][0]["code"], 5006) << query;
  }
}

TEST_F(CloudflareCatalogue, FindsByWordsTaskAuthorAndSource) {
  EXPECT_THAT(names("?search=SEEDREAM-4.5"), ElementsAre("bytedance/seedream-4.5"));
  EXPECT_THAT(names("?search=nothing+of+the+kind"), ElementsAre());
  EXPECT_EQ(names("?task=Text-to-Image").size(), 3u);
  EXPECT_THAT(names("?task=Text%20Generation"), ElementsAre());
  EXPECT_THAT(names("?author=reverie"), ElementsAre("mini"));
  EXPECT_EQ(names("?author=bytedance&source=1").size(), 2u);
  EXPECT_THAT(names("?source=2"), ElementsAre());
  EXPECT_EQ(names("?hide_experimental=true&include_deprecated=true").size(), 3u);
}

TEST_F(CloudflareCatalogue, ShowsTheSchemaOfAModel) {
  const Json v45 = get("/ai/models/schema?model=bytedance%2Fseedream-4.5")["result"];
  EXPECT_TRUE(v45["input"]["properties"].contains("image_input"));
  EXPECT_EQ(v45["input"]["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(v45["output"]["properties"]["images"]["minItems"], 1);
  const Json v40 = get("/ai/models/schema?model=bytedance/seedream-4.0")["result"];
  EXPECT_EQ(v40["output"]["properties"]["image"]["format"], "uri");
  EXPECT_EQ(v40["output"]["required"], Json::array({"image"}));
}

TEST_F(CloudflareCatalogue, RefusesTheSchemaOfNoModel) {
  EXPECT_EQ(get("/ai/models/schema?model=bytedance/seedream-5-lite", 400)["errors"][0]["code"], 5007);
  const Json missing = get("/ai/models/schema", 400)["errors"][0];
  EXPECT_EQ(missing["code"], 5006);
  EXPECT_THAT(missing["message"].get<std::string>(), HasSubstr("are 'model'"));
}

TEST_F(CloudflareCatalogue, ListsAuthorsAndTasks) {
  const Json authors = get("/ai/authors/search")["result"];
  ASSERT_EQ(authors.size(), 2u);
  EXPECT_EQ(authors[0]["name"], "bytedance");
  EXPECT_EQ(authors[1]["name"], "reverie");
  EXPECT_EQ(get("/ai/tasks/search")["result"][0]["name"], "Text-to-Image");
}

TEST_F(CloudflareCatalogue, VerifiesATokenInBothPlaces) {
  for (const char* path : {"/client/v4/user/tokens/verify", "/client/v4/accounts/a1/tokens/verify"}) {
    const Json reply = call_json("GET", path);
    EXPECT_EQ(reply["result"]["status"], "active");
    EXPECT_EQ(reply["result"]["id"], "tester");
    EXPECT_EQ(reply["messages"][0]["message"], "This API Token is valid and active");
  }
}

TEST_F(CloudflareCatalogue, NeedsAKeyEverywhere) {
  for (const char* path : {"accounts/a1/ai/models/search", "accounts/a1/ai/models/schema?model=mini",
                           "accounts/a1/ai/authors/search", "accounts/a1/ai/tasks/search",
                           "accounts/a1/tokens/verify", "user/tokens/verify"}) {
    const HttpResponse response =
        call("GET", std::string("/client/v4/") + path, "", {{"Authorization", "Bearer no"}});
    EXPECT_EQ(response.status, 401) << path;
    EXPECT_EQ(Json::parse(response.body)["errors"][0]["code"], 10000) << path;
  }
}

TEST_F(CloudflareCatalogue, RefusesAnAccountThatIsNone) {
  EXPECT_EQ(call("GET", "/client/v4/accounts/a%2Fb/ai/models/search").status, 404);
}

}  // namespace
}  // namespace reverie
