// Oxen.ai's catalogue.
#include "server/dialects/oxen_models.h"

#include <gmock/gmock.h>

#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class OxenModels : public DialectFixture {
 protected:
  OxenModels() {
    add_route("GET", "/api/ai/models", oxen::models, oxen::error_reply);
    add_route("GET", "/api/ai/models/search", oxen::search_models, oxen::error_reply);
    add_route("GET", "/api/ai/models/{id}", oxen::model, oxen::error_reply);
    add_route("POST", "/api/ai/models/{id}/activate", oxen::refuse_activation, oxen::error_reply);
  }

  std::vector<std::string> ids_at(const std::string& target) {
    const Json list = call_json("GET", target);
    EXPECT_EQ(list["object"], "list");
    std::vector<std::string> ids;
    for (const Json& model : list["data"]) ids.push_back(model["id"]);
    return ids;
  }
};

TEST_F(OxenModels, TheListHoldsTheServicesIdsAndOurOwnModels) {
  EXPECT_THAT(ids_at("/api/ai/models"),
              ElementsAre("bytedance-seedream-4-5", "bytedance-seedream-4", "mini"));
  EXPECT_THAT(ids_at("/api/ai/models?developer_name=bytedance"),
              ElementsAre("bytedance-seedream-4-5", "bytedance-seedream-4"));
  EXPECT_THAT(ids_at("/api/ai/models?developer_name=Google"), IsEmpty());
}

TEST_F(OxenModels, ASearchLooksAtNamesWithoutRegardToCase) {
  EXPECT_THAT(ids_at("/api/ai/models/search?search=SEEDREAM+4.5"), ElementsAre("bytedance-seedream-4-5"));
  EXPECT_THAT(ids_at("/api/ai/models/search?search=mini"), ElementsAre("mini"));
  EXPECT_EQ(ids_at("/api/ai/models/search").size(), 3U);
}

TEST_F(OxenModels, AModelHasEveryDocumentedKeyAndItsSchemaTwice) {
  const Json model = call_json("GET", "/api/ai/models/bytedance-seedream-4-5?deployment_status=live");
  for (const char* name :
       {"id", "object", "created", "owned_by", "display_name", "description", "summary", "model_type",
        "endpoint", "capabilities", "pricing", "fine_tuning", "deployments", "developer", "source_model",
        "image_url", "released_at", "request_schema", "json_request_schema"}) {
    EXPECT_TRUE(model.contains(name)) << name;
  }
  EXPECT_EQ(model["object"], "model");
  EXPECT_EQ(model["display_name"], "Seedream 4.5");
  EXPECT_EQ(model["created"], 1764547200);
  EXPECT_THAT(model["summary"].get<std::string>(), HasSubstr("mini")) << "who really answers";
  EXPECT_EQ(model["endpoint"], "/images/edit");
  EXPECT_EQ(model["capabilities"], (Json{{"input", {"text", "image"}}, {"output", {"image"}}}));
  EXPECT_EQ(model["request_schema"], model["json_request_schema"]);
  EXPECT_EQ(model["request_schema"]["required"], Json::array({"prompt"}));
  EXPECT_TRUE(model["request_schema"]["properties"].contains("aspect_ratio"));
  EXPECT_FALSE(model["request_schema"]["properties"].contains("model"));
}

TEST_F(OxenModels, AModelWithoutReferencesTakesTextOnly) {
  engine.max_references = 0;
  EXPECT_EQ(call_json("GET", "/api/ai/models/mini")["capabilities"]["input"], Json::array({"text"}));
}

TEST_F(OxenModels, AnUnknownModelIsNotFound) {
  EXPECT_EQ(call_json("GET", "/api/ai/models/bytedance-seedream-5-pro", {}, {}, 404),
            (Json{{"error", {{"message", "Model not found: bytedance-seedream-5-pro"}}}}));
}

TEST_F(OxenModels, OurModelsCannotBeActivated) {
  EXPECT_EQ(call("POST", "/api/ai/models/mini/activate").status, 400);
  EXPECT_EQ(call("POST", "/api/ai/models/flux/activate").status, 404);
}

TEST_F(OxenModels, TheCatalogueNeedsAKey) {
  EXPECT_EQ(call("GET", "/api/ai/models", "", {{"Authorization", "Bearer wrong"}}).status, 401);
}

}  // namespace
}  // namespace reverie
