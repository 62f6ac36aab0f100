// AI/ML API's images: both models' schemas, the answer for its own readers and for OpenAI's, refusals.
#include "server/dialects/aimlapi_images.h"

#include <gmock/gmock.h>

#include "core/printable.h"
#include "intake/data_uri.h"
#include "server/busy_error.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kPath = "/v1/images/generations";
const std::string k45 = "bytedance/seedream-4-5";
const std::string k4 = "bytedance/seedream-v4-text-to-image";
const std::string k4Edit = "bytedance/seedream-v4-edit";

class AimlapiImages : public DialectFixture {
 protected:
  AimlapiImages() {
    add_route("POST", kPath, aimlapi_images::generations, aimlapi_images::error_reply);
    router.set_error_writer("", aimlapi_images::error_reply);
  }

  Json draw(const Json& body, int expected_status = 200) {
    return call_json("POST", kPath, body, {}, expected_status);
  }
  ImageTask task_of(const Json& body) {
    draw(body);
    return newest().task;
  }

  static std::string picture(int64_t side) {
    const Image image{side, side, std::vector<uint8_t>(static_cast<std::size_t>(side * side * 3), 90)};
    return make_data_uri("image/png", encode_image(image, ImageFormat::Png));
  }
};

// --- Answers ---

TEST_F(AimlapiImages, AnswersItsOwnReadersAndOpenAis) {
  const Json reply = draw({{"model", k45}, {"prompt", "a hedgehog"}});
  ASSERT_EQ(reply["data"].size(), 1u);
  EXPECT_THAT(reply["data"][0]["url"].get<std::string>(), StartsWith("http://reverie.test/files/"));
  EXPECT_EQ(reply["data"][0]["size"], "2048x2048");
  EXPECT_FALSE(reply["data"][0].contains("b64_json"));
  EXPECT_EQ(reply["meta"]["usage"]["credits_used"], 0);
  EXPECT_EQ(reply["model"], k45);
  EXPECT_TRUE(reply["created"].is_number_integer());
  EXPECT_EQ(reply["usage"]["total_tokens"], 16384);
}

TEST_F(AimlapiImages, AnswersTheKeysOfV4Too) {
  const Json reply = draw({{"model", k4}, {"prompt", "a hedgehog"}, {"seed", 11}});
  EXPECT_EQ(reply["images"], reply["data"]);
  const Json picture = reply["data"][0];
  EXPECT_EQ(picture["content_type"], "image/jpeg");
  EXPECT_EQ(picture["width"], 1024);
  EXPECT_EQ(picture["height"], 1024);
  EXPECT_GT(picture["file_size"].get<int64_t>(), 100);
  EXPECT_THAT(picture["url"].get<std::string>(), HasSubstr(picture["file_name"].get<std::string>()));
  EXPECT_EQ(reply["seed"], 11);
  EXPECT_TRUE(reply["meta"]["usage"].contains("tokens_used"));
}

TEST_F(AimlapiImages, SendsPicturesInsideTheAnswer) {
  Json reply = draw({{"model", k45}, {"prompt", "x"}, {"response_format", "b64_json"}});
  EXPECT_TRUE(reply["data"][0]["b64_json"].is_string());
  EXPECT_FALSE(reply["data"][0].contains("url"));
  reply = draw({{"model", k4}, {"prompt", "x"}, {"sync_mode", true}});
  EXPECT_THAT(reply["data"][0]["url"].get<std::string>(), StartsWith("data:image/jpeg;base64,"));
  EXPECT_FALSE(reply.contains("images"));
  for (const bool sync_mode : {false, true}) {
    reply = draw({{"model", k4}, {"prompt", "x"}, {"response_format", "b64_json"}, {"sync_mode", sync_mode}});
    EXPECT_TRUE(reply["data"][0]["b64_json"].is_string());
  }
}

TEST_F(AimlapiImages, TellsCreditsAndIdsInHeaders) {
  const std::string rich = make_key("rich", 100);
  const auto headers_for = [&](const std::string& id) {
    return call("POST", kPath, Json{{"model", k45}, {"prompt", "x"}}.dump(),
                {{"Authorization", "Bearer " + rich}, {"X-Client-Request-Id", id}})
        .headers;
  };
  Headers headers = headers_for("my-run_1.2:3");
  EXPECT_EQ(header_of(headers, "x-inference-id"), newest().id);
  EXPECT_EQ(header_of(headers, "x-client-request-id"), "my-run_1.2:3");
  EXPECT_EQ(header_of(headers, "x-aimlapi-credits-used"), "4");
  EXPECT_EQ(header_of(headers, "x-aimlapi-usd-spent"), "0");
  EXPECT_EQ(store.account("rich")->credits, 96);
  for (const std::string& id : {std::string("two words"), std::string(129, 'a'), std::string("a\tb")}) {
    headers = headers_for(id);
    EXPECT_EQ(header_of(headers, "x-client-request-id"), "") << id;
  }
}

TEST_F(AimlapiImages, LeavesOutThePicturesThatFailed) {
  const HttpRequest request =
      request_of("POST", kPath, Json{{"model", k4}, {"prompt", "x"}, {"num_images", 3}}.dump(), {});
  Answer answer = router.handle(request, {});
  const auto& wait = std::get<WaitForJob>(answer);
  finish(wait.job_id);
  JobView view = view_of(wait.job_id);
  EXPECT_EQ(Json::parse(wait.reply(view).body)["data"].size(), 3u);
  view.job.images.at(0).blob.clear();
  EXPECT_EQ(Json::parse(wait.reply(view).body)["data"].size(), 2u);
}

// --- The vendor's own examples ---

TEST_F(AimlapiImages, DrawsTheExamplesOfThePages) {
  ImageTask task = task_of({{"model", k45},
                            {"prompt", "Combine the images so the T-Rex is wearing a business suit"},
                            {"image_urls", {picture(30), picture(40)}}});
  EXPECT_EQ(task.references.size(), 2u);
  EXPECT_EQ(task.size, (PixelSize{2048, 2048}));
  EXPECT_FALSE(task.has_watermark);

  task = task_of({{"model", k4},
                  {"prompt", "A T-Rex relaxing on a beach"},
                  {"image_size", {{"width", 4096}, {"height", 4096}}}});
  EXPECT_EQ(task.size, (PixelSize{4096, 4096}));

  task = task_of({{"model", k4}, {"prompt", "A T-Rex relaxing on a beach"}});
  EXPECT_EQ(task.size, (PixelSize{1024, 1024}));
  EXPECT_TRUE(task.is_safety_checked);

  task = task_of({{"model", k4Edit}, {"prompt", "Add a crown to the T-rex's head."}, {"image", picture(30)}});
  EXPECT_EQ(task.references.size(), 1u);
  task = task_of({{"model", k4Edit}, {"prompt", "Add a bird"}, {"image_urls", {picture(30)}}});
  EXPECT_EQ(task.references.size(), 1u);
}

// --- Sizes ---

TEST_F(AimlapiImages, ReadsTheSizesOf45) {
  const auto size_for = [&](const Json& size) {
    return task_of({{"model", k45}, {"prompt", "x"}, {"image_size", size}}).size;
  };
  EXPECT_EQ(size_for("2K"), (PixelSize{2048, 2048}));
  EXPECT_EQ(size_for("4K"), (PixelSize{4096, 4096}));
  EXPECT_EQ(size_for({{"width", 1440}, {"height", 2560}}), (PixelSize{1440, 2560}));
  EXPECT_EQ(size_for({{"width", 1440}}), (PixelSize{1440, 2048}));
  EXPECT_EQ(size_for(Json::object()), (PixelSize{2048, 2048}));
}

TEST_F(AimlapiImages, EnlargesThePresetsOfV4ToItsSmallestPicture) {
  struct Row {
    const char* name;
    int64_t width, height;
  };
  for (const Row& row :
       {Row{"square_hd", 1024, 1024}, Row{"square", 960, 960}, Row{"portrait_4_3", 832, 1120},
        Row{"landscape_4_3", 1120, 832}, Row{"portrait_16_9", 720, 1280}, Row{"landscape_16_9", 1280, 720}}) {
    const PixelSize size = task_of({{"model", k4}, {"prompt", "x"}, {"image_size", row.name}}).size;
    EXPECT_EQ(size, (PixelSize{row.width, row.height})) << row.name;
  }
}

// --- Other fields ---

TEST_F(AimlapiImages, DrawsSeveralPictures) {
  EXPECT_EQ(draw({{"model", k4}, {"prompt", "x"}, {"num_images", 4}})["data"].size(), 4u);
  EXPECT_EQ(newest().task.runs, 4);
}

TEST_F(AimlapiImages, TakesSeedAndWatermark) {
  const ImageTask task = task_of({{"model", k45}, {"prompt", "x"}, {"seed", 42}, {"watermark", true}});
  EXPECT_EQ(task.seed, 42u);
  EXPECT_TRUE(task.has_watermark);
}

TEST_F(AimlapiImages, SwitchesTheSafetyCheckOffForKeysThatMay) {
  const Json body = {{"model", k4}, {"prompt", "x"}, {"enable_safety_checker", false}};
  EXPECT_TRUE(task_of(body).is_safety_checked);
  const std::string bold = make_key("bold", std::nullopt, {kScopeGenerate, kScopeUnsafe});
  call_json("POST", kPath, body, {{"Authorization", "Bearer " + bold}});
  EXPECT_FALSE(newest().task.is_safety_checked);
}

TEST_F(AimlapiImages, TakesWhatOpenAisClientsSend) {
  const Json reply = draw({{"model", k45},
                           {"prompt", "x"},
                           {"n", 2},
                           {"size", "2048x2048"},
                           {"quality", "hd"},
                           {"style", "vivid"},
                           {"user", "u1"},
                           {"background", "auto"},
                           {"stream", false},
                           {"output_format", "png"}});
  EXPECT_EQ(reply["data"].size(), 2u);
  EXPECT_EQ(newest().task.format, PictureFormat::Png);
  EXPECT_EQ(newest().task.size, (PixelSize{2048, 2048}));
  EXPECT_EQ(task_of({{"model", k45}, {"prompt", "x"}, {"size", "auto"}}).size, (PixelSize{2048, 2048}));
  EXPECT_EQ(task_of({{"model", k45}, {"prompt", "x"}, {"size", "2K"}, {"image_size", "4K"}}).size,
            (PixelSize{4096, 4096}));
}

TEST_F(AimlapiImages, IgnoresFieldsItDoesNotKnow) {
  EXPECT_EQ(draw({{"model", k45}, {"prompt", "x"}, {"negative_prompt", "y"}})["data"].size(), 1u);
}

TEST_F(AimlapiImages, KnowsInstalledModelsByTheirOwnNames) {
  EXPECT_EQ(task_of({{"model", "mini"}, {"prompt", "x"}, {"size", "1K"}}).size, (PixelSize{1024, 1024}));
}

// --- Refusals ---

TEST_F(AimlapiImages, RefusesWrongFieldsWithTheirPlace) {
  struct Fault {
    Json body;
    std::string param;
    std::string words;
  };
  const Fault faults[] = {
      {{{"prompt", "x"}}, "model", "missing"},
      {{{"model", 7}, {"prompt", "x"}}, "model", "expected a string, got 7"},
      {{{"model", k45}}, "prompt", "missing"},
      {{{"model", k45}, {"prompt", ""}}, "prompt", "expected a text"},
      {{{"model", k45}, {"prompt", nullptr}}, "prompt", "got null"},
      {{{"model", k45}, {"prompt", "x"}, {"image_size", "1K"}}, "image_size", "2K, 4K"},
      {{{"model", k45}, {"prompt", "x"}, {"image_size", 5}}, "image_size", "a string or an object"},
      {{{"model", k45}, {"prompt", "x"}, {"image_size", {{"width", 1439}}}},
       "image_size.width",
       "1440 to 4096"},
      {{{"model", k45}, {"prompt", "x"}, {"image_size", {{"height", 4097}}}},
       "image_size.height",
       "1440 to 4096"},
      {{{"model", k45}, {"prompt", "x"}, {"size", "512x512"}}, "size", "at least"},
      {{{"model", k45}, {"prompt", "x"}, {"image_urls", Json::array()}}, "image_urls", "1 to 14"},
      {{{"model", k45}, {"prompt", "x"}, {"image_urls", Json::array({"nonsense"})}}, "image_urls", ""},
      {{{"model", k45}, {"prompt", "x"}, {"image", "nonsense"}}, "image", ""},
      {{{"model", k45}, {"prompt", "x"}, {"response_format", "png"}}, "response_format", "url, b64_json"},
      {{{"model", k45}, {"prompt", "x"}, {"watermark", "no"}}, "watermark", "true or false"},
      {{{"model", k45}, {"prompt", "x"}, {"stream", true}}, "stream", "comes whole"},
      {{{"model", k45}, {"prompt", "x"}, {"sequential_image_generation", "auto"}},
       "sequential_image_generation",
       "no groups here"},
      {{{"model", k4}, {"prompt", "x"}, {"image_size", "2K"}}, "image_size", "square_hd"},
      {{{"model", k4}, {"prompt", "x"}, {"image_size", {{"width", 2048}}}}, "image_size.height", "missing"},
      {{{"model", k4}, {"prompt", "x"}, {"image_size", {{"width", 1023}, {"height", 2048}}}},
       "image_size.width",
       "1024 to 4096"},
      {{{"model", k4}, {"prompt", "x"}, {"num_images", 5}}, "num_images", "1 to 4"},
      {{{"model", k4}, {"prompt", "x"}, {"seed", 0}}, "seed", "1 to"},
      {{{"model", k4}, {"prompt", std::string(4001, 'x')}}, "prompt", "at most 4000 characters, got 4001"},
      {{{"model", k4Edit}, {"prompt", "x"}}, "image_urls", "missing"},
      {{{"model", k4Edit}, {"prompt", "x"}, {"image_urls", std::vector<std::string>(11, "u")}},
       "image_urls",
       "1 to 10"},
  };
  for (const Fault& expected : faults) {
    SCOPED_TRACE(printable(expected.body.dump(), 120));
    const Json reply = draw(expected.body, 400);
    const auto message = reply["message"].get<std::string>();
    EXPECT_THAT(message, StartsWith("Body validation error"));
    EXPECT_THAT(message, HasSubstr(expected.words));
    EXPECT_EQ(reply["error"]["param"], expected.param);
    EXPECT_EQ(reply["error"]["type"], "invalid_request_error");
    EXPECT_EQ(reply["statusCode"], 400);
    EXPECT_FALSE(reply["meta"].empty());
  }
  EXPECT_TRUE(store.list({}).empty());
}

TEST_F(AimlapiImages, ListsEveryFaultOfABody) {
  const Json reply =
      draw({{"model", k45}, {"image_size", {{"width", 1}, {"height", 1}}}, {"watermark", 1}}, 400);
  ASSERT_EQ(reply["meta"].size(), 4u);
  EXPECT_EQ(reply["meta"][1]["path"], Json::array({"image_size", "width"}));
  EXPECT_EQ(reply["meta"][1]["message"], "expected 1440 to 4096, got 1");
}

TEST_F(AimlapiImages, WritesErrorsForItsOwnReadersAndOpenAis) {
  const HttpResponse response =
      call("POST", kPath, "{", {{"Authorization", "Bearer " + key}, {"x-client-request-id", "c1"}});
  EXPECT_EQ(response.status, 400);
  const Json reply = Json::parse(response.body);
  EXPECT_EQ(reply["path"], kPath);
  EXPECT_EQ(reply["requestId"], "00000000000000000000000000000001");
  EXPECT_THAT(reply["timestamp"].get<std::string>(), ::testing::MatchesRegex(".*T.*Z"));
  EXPECT_TRUE(reply["error"]["param"].is_null());
  EXPECT_EQ(header_of(response.headers, "x-inference-id"), "00000000000000000000000000000001");
  EXPECT_EQ(header_of(response.headers, "x-client-request-id"), "c1");
}

TEST_F(AimlapiImages, DoesNotKnowOtherModels) {
  for (const char* model :
       {"bytedance/seedream-5-0-pro", "bytedance/seedream-5-0-lite-preview", "flux/dev"}) {
    const Json reply = draw({{"model", model}, {"prompt", "x"}}, 404);
    EXPECT_EQ(reply["statusCode"], 404);
    EXPECT_EQ(reply["error"]["code"], "model_not_found");
    EXPECT_THAT(reply["message"].get<std::string>(), HasSubstr(model));
  }
}

TEST_F(AimlapiImages, NeedsAKey) {
  const HttpResponse response =
      call("POST", kPath, Json{{"model", k45}, {"prompt", "x"}}.dump(), {{"Authorization", "Bearer no"}});
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(Json::parse(response.body)["error"]["code"], "invalid_api_key");
}

TEST_F(AimlapiImages, TellsThatCreditsAreUsedUp) {
  const std::string poor = make_key("poor", 3);
  const Json reply =
      call_json("POST", kPath, {{"model", k45}, {"prompt", "x"}}, {{"Authorization", "Bearer " + poor}}, 403);
  EXPECT_EQ(reply["error"]["code"], "insufficient_quota");
}

TEST_F(AimlapiImages, RefusesAPromptAgainstThePolicy) {
  const Json reply = draw({{"model", k45}, {"prompt", "a naked child"}}, 400);
  EXPECT_EQ(reply["error"]["code"], "moderation_blocked");
}

TEST_F(AimlapiImages, TellsOfAJobThatFailedAndGivesTheCreditsBack) {
  const std::string rich = make_key("rich", 10);
  const Json reply = call_json("POST", kPath, {{"model", k45}, {"prompt", "a catastrophe"}},
                               {{"Authorization", "Bearer " + rich}}, 500);
  EXPECT_EQ(reply["statusCode"], 500);
  EXPECT_EQ(store.account("rich")->credits, 10);
}

TEST_F(AimlapiImages, AnswersARepeatedRequestWithTheSameJob) {
  const Json body = {{"model", k45}, {"prompt", "x"}};
  const Headers headers = {{"Authorization", "Bearer " + key}, {"Idempotency-Key", "k1"}};
  const Json first = call_json("POST", kPath, body, headers);
  EXPECT_EQ(call_json("POST", kPath, body, headers)["data"], first["data"]);
  EXPECT_EQ(store.list({}).size(), 1u);
  call_json("POST", kPath, {{"model", k45}, {"prompt", "y"}}, headers, 409);
  const std::string stranger = make_key("stranger");
  call_json("POST", kPath, {{"model", k45}, {"prompt", "y"}},
            {{"Authorization", "Bearer " + stranger}, {"Idempotency-Key", "k1"}});
  EXPECT_EQ(store.list({}).size(), 2u);
}

// --- The path shared with OpenAI ---

TEST(AimlapiRequests, AreKnownByModelOrField) {
  EXPECT_TRUE(aimlapi_images::is_ours({{"model", k45}}));
  EXPECT_TRUE(aimlapi_images::is_ours({{"model", k4Edit}}));
  EXPECT_TRUE(aimlapi_images::is_ours({{"model", "mini"}, {"image_urls", Json::array()}}));
  EXPECT_TRUE(aimlapi_images::is_ours({{"image_size", "2K"}}));
  EXPECT_FALSE(aimlapi_images::is_ours({{"model", "bytedance/seedream-4.5"}, {"size", "2K"}}));
  EXPECT_FALSE(aimlapi_images::is_ours({{"model", 7}}));
  EXPECT_FALSE(aimlapi_images::is_ours(Json::array()));
}

// --- The error table ---

TEST(AimlapiErrors, GiveEachCodeItsStatusAndName) {
  struct Row {
    ErrorCode code;
    int status;
    const char* name;
  };
  const Row rows[] = {{ErrorCode::InvalidRequest, 400, "invalid_value"},
                      {ErrorCode::TooLarge, 413, "request_too_large"},
                      {ErrorCode::Unauthenticated, 401, "invalid_api_key"},
                      {ErrorCode::Forbidden, 403, "permission_denied"},
                      {ErrorCode::OutOfCredits, 403, "insufficient_quota"},
                      {ErrorCode::Refused, 400, "moderation_blocked"},
                      {ErrorCode::NotFound, 404, "not_found"},
                      {ErrorCode::Conflict, 409, "idempotency_conflict"},
                      {ErrorCode::Busy, 429, "rate_limit_exceeded"},
                      {ErrorCode::Cancelled, 499, "cancelled"},
                      {ErrorCode::OutOfMemory, 503, "overloaded"},
                      {ErrorCode::CorruptFile, 500, "internal_error"},
                      {ErrorCode::Unreachable, 400, "invalid_image_url"},
                      {ErrorCode::WriteFailed, 500, "internal_error"},
                      {ErrorCode::Internal, 500, "internal_error"}};
  ASSERT_EQ(std::size(rows), kErrorCodes.size());
  for (const Row& row : rows) {
    const HttpResponse response = aimlapi_images::error_reply({}, Error(row.code, "words"));
    EXPECT_EQ(response.status, row.status) << error_code_name(row.code);
    const Json reply = Json::parse(response.body);
    EXPECT_EQ(reply["statusCode"], row.status);
    EXPECT_EQ(reply["error"]["code"], row.name);
    EXPECT_EQ(reply["error"]["message"], "words");
  }
  const HttpResponse busy = aimlapi_images::error_reply({}, BusyError("x", std::chrono::seconds(9)));
  EXPECT_EQ(header_of(busy.headers, "retry-after"), "9");
}

}  // namespace
}  // namespace reverie
