// What clients of AI/ML API look up: models and the balance of a key.
#include "server/dialects/aimlapi_catalogue.h"

#include <gmock/gmock.h>

#include "server/dialects/aimlapi_images.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::Gt;

class AimlapiCatalogue : public DialectFixture {
 protected:
  AimlapiCatalogue() {
    add_route("GET", "/v1/models", aimlapi_catalogue::models, aimlapi_images::error_reply);
    add_route("GET", "/models", aimlapi_catalogue::old_models, aimlapi_images::error_reply);
    add_route("GET", "/model/{id...}", aimlapi_catalogue::model, aimlapi_images::error_reply);
    add_route("GET", "/v1/billing/balance", aimlapi_catalogue::balance, aimlapi_images::error_reply);
  }

  // No key: the list needs none.
  Json get(const std::string& path, int expected_status = 200) {
    return call_json("GET", path, {}, {{"Authorization", ""}}, expected_status);
  }
  std::vector<std::string> ids(const std::string& query) {
    std::vector<std::string> ids;
    const Json reply = get("/v1/models" + query);
    for (const Json& entry : reply["data"]) ids.push_back(entry["id"]);
    return ids;
  }
};

TEST_F(AimlapiCatalogue, ListsModelsWithoutAKey) {
  const Json reply = get("/v1/models");
  EXPECT_EQ(reply["object"], "list");
  EXPECT_THAT(ids(""), ElementsAre("bytedance/seedream-4-5", "bytedance/seedream-v4-text-to-image",
                                   "bytedance/seedream-v4-edit", "mini"));
  const Json entry = reply["data"][0];
  EXPECT_EQ(entry["type"], "image");
  EXPECT_EQ(entry["info"]["name"], "Seedream 4.5");
  EXPECT_EQ(entry["info"]["description"], "Drawn by mini. a quick engine");
  EXPECT_EQ(entry["endpoints"], Json::array({"/v1/images/generations"}));
  // OpenAI's readers
  EXPECT_EQ(entry["object"], "model");
  EXPECT_EQ(entry["owned_by"], "reverie");
  EXPECT_THAT(entry["created"].get<int64_t>(), Gt(0));
  for (const char* section : {"pricing", "modalities", "capabilities"}) EXPECT_FALSE(entry.contains(section));
}

TEST_F(AimlapiCatalogue, AddsTheSectionsThatAreAskedFor) {
  const Json priced = get("/v1/models?include=pricing,nonsense")["data"][0];
  EXPECT_EQ(priced["pricing"]["kind"], "fixed");
  EXPECT_EQ(priced["pricing"]["units"][0]["price"], 0);
  EXPECT_FALSE(priced.contains("modalities"));
  for (const char* query :
       {"?include=all", "?details=true", "?include=Pricing&include=modalities,capabilities"}) {
    const Json entry = get("/v1/models" + std::string(query))["data"][0];
    EXPECT_TRUE(entry.contains("pricing") && entry.contains("modalities") && entry.contains("capabilities"))
        << query;
  }
}

TEST_F(AimlapiCatalogue, Filters) {
  EXPECT_THAT(ids("?id=MINI"), ElementsAre("mini"));
  EXPECT_THAT(ids("?id=bytedance%2Fseedream-4.5"), ElementsAre("bytedance/seedream-4-5"));
  EXPECT_THAT(ids("?id=mini,bytedance/seedream-v4-edit"), ElementsAre("bytedance/seedream-v4-edit", "mini"));
  EXPECT_THAT(ids("?id=mini&id=bytedance/seedream-v4-edit"),
              ElementsAre("bytedance/seedream-v4-edit", "mini"));
  EXPECT_EQ(ids("?type=image").size(), 4u);
  EXPECT_THAT(ids("?type=chat-completion"), ElementsAre());
  EXPECT_EQ(ids("?tags=playground:image").size(), 4u);
  EXPECT_EQ(ids("?modalities=text").size(), 4u);
  EXPECT_THAT(ids("?output_modalities=text"), ElementsAre());
  EXPECT_EQ(ids("?input_modalities=image&output_modalities=image").size(), 4u);
  EXPECT_EQ(ids("?capabilities=text_to_image").size(), 3u);
  EXPECT_THAT(ids("?capabilities=text_to_image&id=bytedance/seedream-v4-edit"), ElementsAre());
  EXPECT_EQ(ids("?id=").size(), 4u);
}

TEST_F(AimlapiCatalogue, AnswersTheOlderListToo) {
  const Json reply = get("/models");
  ASSERT_TRUE(reply.is_array());
  for (const char* name : {"id", "type", "info", "features", "endpoints"})
    EXPECT_TRUE(reply[0].contains(name));
  for (const char* name : {"name", "developer", "description", "url", "docs_url"}) {
    EXPECT_TRUE(reply[0]["info"][name].is_string()) << name;
  }
}

TEST_F(AimlapiCatalogue, SaysThatNothingChanged) {
  const HttpResponse first = call("GET", "/v1/models");
  const std::string tag(header_of(first.headers, "etag"));
  ASSERT_FALSE(tag.empty());
  const HttpResponse second = call("GET", "/v1/models", "", {{"If-None-Match", tag}});
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, "");
  EXPECT_EQ(header_of(second.headers, "etag"), tag);
  EXPECT_EQ(call("GET", "/v1/models?include=all", "", {{"If-None-Match", tag}}).status, 200);
}

TEST_F(AimlapiCatalogue, ShowsOneModelByIdOrAlias) {
  for (const char* id : {"bytedance/seedream-4-5", "bytedance%2Fseedream-4-5", "bytedance/seedream-4.5"}) {
    const Json reply = get("/model/" + std::string(id));
    EXPECT_EQ(reply["object"], "model");
    EXPECT_EQ(reply["data"]["id"], "bytedance/seedream-4-5");
  }
  const Json missing = get("/model/bytedance/seedream-5-0-pro", 404);
  EXPECT_EQ(missing["error"]["code"], "model_not_found");
  EXPECT_EQ(missing["path"], "/model/bytedance/seedream-5-0-pro");
}

TEST_F(AimlapiCatalogue, TellsTheBalanceOfAKey) {
  const auto balance_of = [this](const std::string& secret, int status = 200) {
    return call_json("GET", "/v1/billing/balance", {}, {{"Authorization", "Bearer " + secret}}, status);
  };
  const Json rich = balance_of(make_key("rich", 10));
  EXPECT_EQ(rich["balance"], 10);
  EXPECT_EQ(rich["lowBalance"], false);
  EXPECT_EQ(rich["lowBalanceThreshold"], 4);
  EXPECT_EQ(rich["status"], "current");
  EXPECT_EQ(rich["autoDebitStatus"], "disabled");
  EXPECT_TRUE(rich["lastUpdated"].is_string());
  const Json poor = balance_of(make_key("poor", 3));
  EXPECT_EQ(poor["lowBalance"], true);
  const Json unlimited = balance_of(key);
  EXPECT_EQ(unlimited["balance"], 9007199254740991);
  EXPECT_EQ(unlimited["lowBalance"], false);
  EXPECT_EQ(balance_of("wrong", 401)["statusCode"], 401);
}

}  // namespace
}  // namespace reverie
