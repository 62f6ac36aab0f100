// apiframe's me, models and uploads.
#include "server/dialects/apiframe_account.h"

#include <gmock/gmock.h>

#include "server/dialects/apiframe_jobs.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

class ApiframeAccount : public DialectFixture {
 protected:
  explicit ApiframeAccount(ServiceSettings settings = {}) : DialectFixture(std::move(settings)) {
    add_route("GET", "/v2/me", apiframe::me, apiframe::error_reply);
    add_route("GET", "/v2/models", apiframe::models, apiframe::error_reply);
    add_route("POST", "/v2/uploads", apiframe::uploads, apiframe::upload_error_reply);
    add_route("POST", "/v2/images/generate", apiframe::generate, apiframe::error_reply);
  }

  static std::string png() {
    return encode_image({64, 48, std::vector<uint8_t>(64 * 48 * 3, 90)}, ImageFormat::Png);
  }

  HttpResponse upload(const std::string& name, const std::string& bytes, const std::string& secret) {
    const std::string body = "--b\r\nContent-Disposition: form-data; name=\"" + name +
                             "\"; filename=\"ref.png\"\r\nContent-Type: text/plain\r\n\r\n" + bytes +
                             "\r\n--b--\r\n";
    return call("POST", "/v2/uploads", body,
                {{"X-API-Key", secret}, {"Content-Type", "multipart/form-data; boundary=b"}});
  }
};

TEST_F(ApiframeAccount, AnAccountIsUserTeamAndKey) {
  const std::string rich = make_key("rich", 10);
  const Json me = call_json("GET", "/v2/me", {}, {{"x-api-key", rich}});
  EXPECT_EQ(me, (Json{{"user", {{"id", "rich"}, {"email", "rich@localhost"}, {"role", "user"}}},
                      {"team",
                       {{"id", "rich"},
                        {"name", "rich"},
                        {"credits", 10},
                        {"plan", "self-hosted"},
                        {"customerId", nullptr}}},
                      {"apiKey", {{"id", "rich"}, {"name", "rich"}, {"prefix", rich.substr(0, 8)}}}}));
}

TEST_F(ApiframeAccount, CreditsWithoutLimitAreANumberThatJavaScriptKeeps) {
  EXPECT_EQ(call_json("GET", "/v2/me")["team"]["credits"], 9007199254740991);
}

TEST_F(ApiframeAccount, MeNeedsAKey) {
  EXPECT_EQ(call("GET", "/v2/me", "", {{"X-API-Key", "afk_wrong"}}).status, 401);
}

TEST_F(ApiframeAccount, ModelsAreListedWithoutAKey) {
  const Json list = call_json("GET", "/v2/models?modality=image", {}, {{"X-API-Key", ""}})["models"];
  std::vector<std::string> ids;
  for (const Json& model : list) {
    ids.push_back(model["id"]);
    EXPECT_EQ(model.size(), 7U);
    EXPECT_EQ(model["modality"], "image");
    EXPECT_EQ(model["costMin"], 4);
    EXPECT_EQ(model["costMax"], 4);
    EXPECT_EQ(model["pricingMode"], "flat");
    EXPECT_TRUE(model["label"].is_string() && model["description"].is_string());
  }
  EXPECT_THAT(ids, ElementsAre("seedream-4.5", "seedream-4", "mini"));
  EXPECT_EQ(call_json("GET", "/v2/models?modality=video")["models"], Json::array());
}

TEST_F(ApiframeAccount, AnUploadIsAReferenceByAddressAndById) {
  const HttpResponse response = upload("file", png(), key);
  ASSERT_EQ(response.status, 201) << response.body;
  const Json upload = Json::parse(response.body);
  EXPECT_EQ(upload.size(), 6U);
  EXPECT_EQ(upload["kind"], "image");
  EXPECT_EQ(upload["contentType"], "image/png") << "the first bytes decide, not the form";
  EXPECT_EQ(upload["byteSize"], png().size());
  EXPECT_THAT(upload["url"].get<std::string>(), StartsWith("http://reverie.test/files/"));
  EXPECT_TRUE(upload["expiresAt"].is_string());
  for (const char* name : {"url", "id"}) {
    const Json body = {{"prompt", "A fox"},
                       {"model", "seedream-4.5"},
                       {"seedreamParams", {{"image_input", {upload[name]}}}}};
    call_json("POST", "/v2/images/generate", body, {}, 202);
    EXPECT_THAT(newest().task.references, ElementsAre(sha256_hex(png()))) << name;
  }
}

TEST_F(ApiframeAccount, AnothersUploadCannotBeNamed) {
  const Json upload = Json::parse(this->upload("file", png(), key).body);
  const Json body = {
      {"prompt", "A fox"}, {"model", "seedream-4.5"}, {"seedreamParams", {{"image_input", {upload["id"]}}}}};
  const std::string other = make_key("other");
  EXPECT_EQ(call("POST", "/v2/images/generate", body.dump(), {{"X-API-Key", other}}).status, 400);
}

TEST_F(ApiframeAccount, OnlyPicturesAreKept) {
  const HttpResponse response = upload("file", "#!/bin/sh\n", key);
  EXPECT_EQ(response.status, 400);
  EXPECT_TRUE(Json::parse(response.body)["details"].contains("file"));
}

TEST_F(ApiframeAccount, AFormWithoutTheFileIsRefused) {
  const HttpResponse response = upload("picture", png(), key);
  EXPECT_EQ(response.status, 400);
  EXPECT_TRUE(Json::parse(response.body)["details"].contains("file"));
  EXPECT_EQ(
      call("POST", "/v2/uploads", "{}", {{"X-API-Key", key}, {"Content-Type", "application/json"}}).status,
      400);
  EXPECT_EQ(upload("file", png(), "afk_wrong").status, 401);
}

class PricedApiframeAccount : public ApiframeAccount {
 protected:
  PricedApiframeAccount() : ApiframeAccount(settings()) {}
  static ServiceSettings settings() {
    ServiceSettings settings;
    settings.needs_keys = false;
    settings.credits_by_model = {{"mini", 7}};
    return settings;
  }
};

TEST_F(PricedApiframeAccount, WhoeverAsksWithoutAKeyIsTheLocalAdministrator) {
  const Json me = call_json("GET", "/v2/me", {}, {{"X-API-Key", ""}});
  EXPECT_EQ(me["user"]["id"], "local");
  EXPECT_EQ(me["user"]["role"], "admin");
  EXPECT_EQ(me["apiKey"], nullptr);
}

TEST_F(PricedApiframeAccount, PricesAreThoseOfTheModelThatAnswers) {
  const Json list = call_json("GET", "/v2/models")["models"];
  EXPECT_EQ(list[0]["costMin"], 7);
  EXPECT_EQ(list[0]["costMax"], 7);
}

}  // namespace
}  // namespace reverie
