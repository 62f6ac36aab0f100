// tests/server/model_api_test.cpp
//
// Models as a form needs them, and prompts that are looked at before they are drawn.

#include "server/model_api.h"

#include <gmock/gmock.h>

#include "server/dialects/dialect_fixture.h"
#include "server/metrics.h"
#include "server/routes.h"

namespace reverie {
namespace {

using testing::Contains;
using testing::Not;

class ModelApi : public DialectFixture {
 protected:
  ModelApi() { add_routes(router, service, blobs, urls, metrics_, {}); }

  Json mini() { return call_json("GET", "/api/models")["models"][0]; }

  static std::vector<std::string> names_of(const Json& fields) {
    std::vector<std::string> names;
    for (const Json& field : fields) names.push_back(field["name"]);
    return names;
  }

  static Json field_of(const Json& model, const std::string& name) {
    for (const Json& field : model["fields"]) {
      if (field["name"] == name) return field;
    }
    ADD_FAILURE() << "no field " << name;
    return {};
  }

  Metrics metrics_{store};
};

TEST_F(ModelApi, AModelSaysWhatItIs) {
  engine.default_guidance = 3.5;
  const Json model = mini();
  EXPECT_EQ(model["default_steps"], 4);
  EXPECT_EQ(model["default_guidance"], 3.5);
  EXPECT_EQ(model["native_max_px"], 1 << 20);
  EXPECT_EQ(model["tokens_max"], QuickEngine::kMostTokens);
  EXPECT_EQ(model["size_bytes"], 123);
}

TEST_F(ModelApi, AFormsFieldsHaveKindsChoicesAndBounds) {
  const Json model = mini();
  EXPECT_EQ(field_of(model, "prompt")["kind"], "text");
  EXPECT_EQ(field_of(model, "watermark")["kind"], "boolean");
  EXPECT_EQ(field_of(model, "format")["choices"], Json({"jpeg", "png", "webp"}));
  EXPECT_EQ(field_of(model, "steps")["least"], 1);
  EXPECT_EQ(field_of(model, "steps")["most"], 1000);
  EXPECT_TRUE(field_of(model, "steps")["most"].is_number_integer());
  EXPECT_FALSE(field_of(model, "prompt").contains("most"));
}

TEST_F(ModelApi, OnlyWhatAModelCanDoIsOffered) {
  EXPECT_THAT(names_of(mini()["fields"]), Not(Contains("guidance")));
  engine.max_references = 3;
  EXPECT_EQ(field_of(mini(), "images")["most"], 3);
  engine.max_references = 0;
  EXPECT_THAT(names_of(mini()["fields"]), Not(Contains("images")));
  engine.default_guidance = 4;
  EXPECT_THAT(names_of(mini()["fields"]), Contains("guidance"));
}

TEST_F(ModelApi, APromptIsMeasured) {
  const Json checked = call_json("POST", "/api/prompts/check", {{"prompt", "a zyzzyva"}});
  EXPECT_EQ(
      checked,
      Json({{"tokens", 9}, {"tokens_max", 64}, {"unknown_words", {"zyzzyva"}}, {"read_as", Json::array()}}));
  EXPECT_EQ(call_json("POST", "/api/prompts/check", {{"prompt", "an avocdao"}})["read_as"],
            Json::array({{{"word", "avocdao"}, {"as", "avocado"}}}));
  EXPECT_EQ(call_json("POST", "/api/prompts/check", {{"prompt", ""}})["tokens"], 0);
  EXPECT_EQ(call_json("POST", "/api/prompts/check", {{"prompt", "a"}, {"model", "seedream-4.5"}})["tokens"],
            1);
}

TEST_F(ModelApi, BadQuestionsAreRefusedByField) {
  const auto field_of_error = [&](const Json& body, int status) {
    return call_json("POST", "/api/prompts/check", body, {}, status)["error"]["field"];
  };
  EXPECT_EQ(field_of_error(Json::object(), 400), "prompt");
  EXPECT_EQ(field_of_error({{"prompt", 1}}, 400), "prompt");
  EXPECT_EQ(field_of_error({{"prompt", "a"}, {"odd", 1}}, 400), "odd");
  EXPECT_EQ(field_of_error({{"prompt", "a"}, {"model", "none"}}, 404), "model");
  EXPECT_EQ(call("POST", "/api/prompts/check", "{}", {{"Authorization", "Bearer none"}}).status, 401);
}

}  // namespace
}  // namespace reverie
