// tests/server/dialects/ark_images_test.cpp
//
// Ark as its SDKs send it: nulls, streams, literal messages.

#include "server/dialects/ark_images.h"

#include "dialect_fixture.h"

namespace reverie {
namespace {

constexpr const char* kPath = "/api/v3/images/generations";

class ArkImages : public DialectFixture {
 protected:
  ArkImages() { add_route("POST", kPath, ark_images::generations, ark_images::error_reply); }

  static Json body(const Json& more = Json::object()) {
    Json json = {{"model", "seedream-4-5-251128"}, {"prompt", "a lake at dawn"}};
    json.update(more);
    return json;
  }
};

TEST_F(ArkImages, AnswersOnePictureWithUrlSizeAndTokens) {
  const Json reply = call_json("POST", kPath, body());
  EXPECT_EQ(reply["model"], "seedream-4-5-251128");
  ASSERT_EQ(reply["data"].size(), 1U);
  EXPECT_EQ(reply["data"][0]["size"], "2048x2048");
  EXPECT_TRUE(reply["data"][0]["url"].get<std::string>().starts_with("http://reverie.test/files/"));
  EXPECT_FALSE(reply["data"][0].contains("b64_json"));
  EXPECT_EQ(reply["usage"]["generated_images"], 1);
  EXPECT_EQ(reply["usage"]["output_tokens"], 16384);
  EXPECT_TRUE(newest().task.has_watermark);  // Ark's default
}

TEST_F(ArkImages, NullMeansAbsent) {
  Json nulls = body();
  for (const char* name : {"size", "seed", "image", "stream", "response_format", "watermark", "output_format",
                           "guidance_scale", "sequential_image_generation",
                           "sequential_image_generation_options", "optimize_prompt_options", "tools"}) {
    nulls[name] = nullptr;
  }
  call_json("POST", kPath, nulls);
}

TEST_F(ArkImages, UnknownFieldsAreIgnored) {
  call_json("POST", kPath, body({{"n", 3}, {"negative_prompt", "x"}, {"aspect_ratio", "1:1"}}));
  EXPECT_EQ(newest().task.runs, 1);
}

TEST_F(ArkImages, AGroupIsPlannedAndEachPictureListed) {
  const Json reply = call_json("POST", kPath,
                               body({{"sequential_image_generation", "auto"},
                                     {"sequential_image_generation_options", {{"max_images", 3}}},
                                     {"response_format", "b64_json"}}));
  ASSERT_EQ(reply["data"].size(), 3U);
  EXPECT_TRUE(reply["data"][2]["b64_json"].get<std::string>().starts_with("/9j/"));  // a JPEG
  EXPECT_EQ(reply["usage"]["output_tokens"], 3 * 16384);
}

TEST_F(ArkImages, AFailedPictureKeepsItsPlace) {
  const Json reply = call_json("POST", kPath, body({{"prompt", "unpaintable"}}), {}, 400);
  EXPECT_EQ(reply["error"]["code"], "InvalidParameter");
  EXPECT_EQ(reply["error"]["param"], "prompt");
}

TEST_F(ArkImages, StreamsEachPictureThenTheUsageThenDone) {
  const HttpResponse response = call("POST", kPath,
                                     body({{"stream", true},
                                           {"sequential_image_generation", "auto"},
                                           {"sequential_image_generation_options", {{"max_images", 2}}}})
                                         .dump());
  const std::string& text = response.body;
  const std::size_t first = text.find("event: image_generation.partial_succeeded\ndata: {");
  const std::size_t second = text.find("\"image_index\":1");
  const std::size_t completed = text.find("event: image_generation.completed\ndata: {");
  const std::size_t done = text.find("data: [DONE]\n\n");
  ASSERT_NE(done, std::string::npos) << text;
  EXPECT_LT(first, second);
  EXPECT_LT(second, completed);
  EXPECT_LT(completed, done);
}

TEST_F(ArkImages, AStreamOfNothingEndsWithAnError) {
  const HttpResponse response =
      call("POST", kPath, body({{"stream", true}, {"prompt", "catastrophe"}}).dump());
  EXPECT_NE(response.body.find("event: error\ndata: {"), std::string::npos) << response.body;
  EXPECT_NE(response.body.find("InternalServiceError"), std::string::npos);
  EXPECT_NE(response.body.find("data: [DONE]"), std::string::npos);
}

TEST_F(ArkImages, FaultsOfAStreamComeAsAnOrdinaryReply) {
  call_json("POST", kPath, body({{"stream", true}, {"size", "1K"}}), {}, 400);
}

// Clients match these texts with regular expressions.
TEST_F(ArkImages, TheMessagesAreUpstreamsOwn) {
  Json reply = call_json("POST", kPath, body({{"size", "1024x1024"}}), {}, 400);
  EXPECT_NE(
      reply["error"]["message"].get<std::string>().find(
          "The parameter `size` specified in the request is not valid: image size must be at least 3686400 "
          "pixels"),
      std::string::npos)
      << reply;
  EXPECT_EQ(reply["error"]["code"], "InvalidParameter");
  EXPECT_EQ(reply["error"]["type"], "BadRequest");
  EXPECT_NE(reply["error"]["message"].get<std::string>().find("Request id: "), std::string::npos);

  reply = call_json("POST", kPath, body({{"image", "not a url"}}), {}, 400);
  EXPECT_NE(reply["error"]["message"].get<std::string>().find(
                "The parameter `image` specified in the request is not valid: invalid url specified"),
            std::string::npos)
      << reply;

  reply = call_json("POST", kPath, body({{"model", "seedream-9"}}), {}, 404);
  EXPECT_EQ(reply["error"]["code"], "InvalidEndpointOrModel.NotFound");
  EXPECT_NE(reply["error"]["message"].get<std::string>().find(
                "The model or endpoint seedream-9 does not exist or you do not have access to it."),
            std::string::npos);
}

TEST_F(ArkImages, RefusesWhatTheModelDoesNotHave) {
  Json reply = call_json("POST", kPath, body({{"output_format", "png"}}), {}, 400);
  EXPECT_EQ(reply["error"]["param"], "output_format");
  reply = call_json("POST", kPath, body({{"prompt", {"a", "b"}}}), {}, 400);
  EXPECT_EQ(reply["error"]["param"], "prompt");
  reply = call_json("POST", kPath, {{"model", "seedream-4.5"}}, {}, 400);
  EXPECT_EQ(reply["error"]["code"], "MissingParameter");
  call_json("POST", kPath, body({{"model", "seedream-5-0-260128"}}), {}, 404);
}

TEST_F(ArkImages, AWrongKeyIsAnAuthenticationError) {
  const Json reply = call_json("POST", kPath, body(), {{"Authorization", "Bearer wrong"}}, 401);
  EXPECT_EQ(reply["error"]["code"], "AuthenticationError");
}

TEST_F(ArkImages, ThePolicyIsUpstreamsSensitiveContent) {
  const Json reply = call_json("POST", kPath, body({{"prompt", "explicit sex, hardcore sex"}}), {}, 400);
  EXPECT_EQ(reply["error"]["code"], "InputTextSensitiveContentDetected");
}

TEST_F(ArkImages, EveryErrorHasAReply) {
  const HttpRequest request = request_of("POST", kPath, "", {});
  for (const ErrorCode code : kErrorCodes) {
    const HttpResponse response = ark_images::error_reply(request, Error(code, "why", "x"));
    EXPECT_GE(response.status, 400);
    EXPECT_FALSE(Json::parse(response.body)["error"]["code"].get<std::string>().empty());
  }
}

}  // namespace
}  // namespace reverie
