// Cloudflare's ai/run in both forms: what becomes a job, what is answered, what is refused and in which
// words.
#include "server/dialects/cloudflare_ai.h"

#include <gmock/gmock.h>

#include "intake/data_uri.h"
#include "server/busy_error.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kRun = "/client/v4/accounts/0123456789abcdef0123456789abcdef/ai/run";
constexpr const char* kPrompt = "A cozy reading nook with floor-to-ceiling bookshelves";

class CloudflareAi : public DialectFixture {
 protected:
  explicit CloudflareAi(ServiceSettings settings = {}) : DialectFixture(std::move(settings)) {
    const std::string run = "/client/v4/accounts/{account}/ai/run";
    add_route("POST", run, cloudflare_ai::run, cloudflare_ai::error_reply);
    add_route("POST", run + "/{model...}", cloudflare_ai::run_model, cloudflare_ai::error_reply);
    router.set_error_writer("/client/v4", cloudflare_ai::error_reply);
  }

  // The form with the model in the body. Returns the pictures' task.
  Json run(const std::string& model, const Json& input, int expected_status = 200) {
    return call_json("POST", kRun, {{"model", model}, {"input", input}}, {}, expected_status);
  }
  ImageTask task_of(const std::string& model, const Json& input) {
    run(model, input);
    return newest().task;
  }
  Json fault_of(const std::string& model, const Json& input, int expected_status = 400) {
    const Json reply = run(model, input, expected_status);
    EXPECT_EQ(reply["success"], false);
    EXPECT_EQ(reply["messages"], Json::array());
    return reply["errors"].at(0);
  }

  static std::string picture(int64_t width_px, int64_t height_px) {
    const Image image{width_px, height_px,
                      std::vector<uint8_t>(static_cast<std::size_t>(width_px * height_px * 3), 90)};
    return make_data_uri("image/png", encode_image(image, ImageFormat::Png));
  }
};

class PlainCloudflareAi : public CloudflareAi {
 protected:
  PlainCloudflareAi() : CloudflareAi(settings()) {}
  static ServiceSettings settings() {
    ServiceSettings settings;
    settings.is_cloudflare_plain = true;
    return settings;
  }
};

// --- Answers ---

TEST_F(CloudflareAi, AnswersReadersOfTheWrappedAndOfTheDocumentedForm) {
  const Json reply = run("bytedance/seedream-4.5", {{"prompt", kPrompt}});

  EXPECT_EQ(reply["success"], true);
  EXPECT_EQ(reply["errors"], Json::array());
  EXPECT_EQ(reply["messages"], Json::array());
  EXPECT_EQ(reply["result"]["state"], "Completed");
  EXPECT_EQ(reply["result"]["gatewayMetadata"]["keySource"], "Unified");
  const Json pictures = reply["result"]["result"]["images"];
  ASSERT_EQ(pictures.size(), 1u);
  EXPECT_THAT(pictures[0].get<std::string>(), StartsWith("http://reverie.test/files/"));
  EXPECT_EQ(reply["state"], "Completed");
  EXPECT_EQ(reply["result"]["images"], pictures);
  EXPECT_EQ(reply["gatewayMetadata"]["keySource"], "Unified");
}

TEST_F(PlainCloudflareAi, AnswersTheDocumentedFormAlone) {
  const Json reply = run("bytedance/seedream-4.5", {{"prompt", kPrompt}});
  const Json expected = {{"state", "Completed"},
                         {"result", {{"images", reply["result"]["images"]}}},
                         {"gatewayMetadata", {{"keySource", "Unified"}}}};
  EXPECT_EQ(reply, expected);
  EXPECT_EQ(reply["result"]["images"].size(), 1u);
}

TEST_F(CloudflareAi, AnswersOneStringForSeedream4) {
  const Json reply = run("bytedance/seedream-4.0", {{"prompt", kPrompt}});
  EXPECT_TRUE(reply["result"]["result"]["image"].is_string());
  EXPECT_TRUE(reply["result"]["image"].is_string());
  EXPECT_FALSE(reply["result"].contains("images"));
}

TEST_F(PlainCloudflareAi, AnswersOneStringForSeedream4) {
  const Json reply = run("bytedance/seedream-4.0", {{"prompt", kPrompt}});
  EXPECT_TRUE(reply["result"]["image"].is_string());
  EXPECT_FALSE(reply.contains("success"));
}

TEST_F(CloudflareAi, LeavesOutThePicturesThatFailed) {
  const HttpRequest request = request_of(
      "POST", kRun,
      Json{{"model", "bytedance/seedream-4.5"},
           {"input", {{"prompt", kPrompt}, {"sequential_image_generation", "auto"}, {"max_images", 3}}}}
          .dump(),
      {});
  Answer answer = router.handle(request, {});
  const auto& wait = std::get<WaitForJob>(answer);
  finish(wait.job_id);
  JobView view = view_of(wait.job_id);
  view.job.images.at(1).blob.clear();
  view.job.images.at(1).error = StoredError{ErrorCode::Internal, "the brush broke", ""};
  EXPECT_EQ(Json::parse(wait.reply(view).body)["result"]["images"].size(), 2u);
}

// --- The two forms ---

TEST_F(CloudflareAi, TakesTheModelFromThePathWithAnEncodedSlash) {
  const Json body = {{"prompt", kPrompt}, {"size", "4K"}};
  const Json reply = call_json("POST", std::string(kRun) + "/bytedance%2Fseedream-4.5", body);
  EXPECT_EQ(reply["result"]["images"].size(), 1u);
  EXPECT_EQ(newest().model_echo, "bytedance/seedream-4.5");
  EXPECT_EQ(newest().task.size, (PixelSize{4096, 4096}));
}

TEST_F(CloudflareAi, TakesTheModelFromThePathWithAPlainSlash) {
  const Json reply = call_json("POST", std::string(kRun) + "/bytedance/seedream-4.0", {{"prompt", kPrompt}});
  EXPECT_TRUE(reply["result"]["image"].is_string());
}

TEST_F(CloudflareAi, KnowsInstalledModelsByTheirOwnNames) {
  const Json reply = run("mini", {{"prompt", kPrompt}, {"size", "1K"}, {"output_format", "png"}});
  EXPECT_EQ(reply["result"]["images"].size(), 1u);
  EXPECT_EQ(newest().task.format, PictureFormat::Png);
  EXPECT_EQ(newest().task.size, (PixelSize{1024, 1024}));
}

TEST_F(CloudflareAi, IgnoresGatewayHeadersAndTheProvider) {
  const HttpResponse response = call(
      "POST", kRun,
      Json{{"model", "bytedance/seedream-4.5"}, {"input", {{"prompt", kPrompt}}}, {"provider", "x"}}.dump(),
      {{"cf-aig-gateway-id", "default"}, {"cf-aig-request-timeout", "1"}, {"X-Stainless-Lang", "js"}});
  EXPECT_EQ(response.status, 200);
}

// --- The vendor's own examples ---

TEST_F(CloudflareAi, DrawsTheExamplesOfSeedream45) {
  const std::string model = "bytedance/seedream-4.5";
  ImageTask task = task_of(model, {{"prompt", kPrompt}});
  EXPECT_EQ(task.size, (PixelSize{2048, 2048}));
  EXPECT_EQ(task.prompt, kPrompt);
  EXPECT_EQ(task.group_max, 0);
  EXPECT_EQ(task.rewrite, Rewrite::Off);
  EXPECT_FALSE(task.has_watermark);
  EXPECT_TRUE(task.is_safety_checked);

  task = task_of(model, {{"prompt", "A hyperrealistic still life painting of fresh fruit"},
                         {"aspect_ratio", "4:3"},
                         {"size", "4K"}});
  EXPECT_EQ(task.size, (PixelSize{4704, 3520}));

  task = task_of(model, {{"prompt", "Transform this scene into a winter wonderland"},
                         {"aspect_ratio", "match_input_image"},
                         {"image_input", {picture(64, 32)}}});
  EXPECT_EQ(task.references.size(), 1u);
  EXPECT_NEAR(static_cast<double>(task.size.width_px) / static_cast<double>(task.size.height_px), 2.0, 0.02);

  const Json group = run(model, {{"prompt", "A character design sheet for a fantasy warrior"},
                                 {"aspect_ratio", "16:9"},
                                 {"max_images", 3},
                                 {"sequential_image_generation", "auto"}});
  EXPECT_EQ(group["result"]["images"].size(), 3u);
  EXPECT_EQ(newest().task.group_max, 3);
  EXPECT_EQ(newest().task.size, (PixelSize{2848, 1600}));

  task = task_of(model, {{"prompt", "Combine the style of the first image with the subject from the second"},
                         {"image_input", {picture(40, 40), picture(50, 50)}},
                         {"size", "2K"}});
  EXPECT_EQ(task.references.size(), 2u);
  EXPECT_EQ(task.size, (PixelSize{2048, 2048}));
}

TEST_F(CloudflareAi, DrawsTheExamplesOfSeedream4) {
  const std::string model = "bytedance/seedream-4.0";
  EXPECT_EQ(task_of(model, {{"prompt", "A serene mountain lake"}}).size, (PixelSize{2048, 2048}));
  EXPECT_EQ(task_of(model, {{"prompt", "A steampunk owl"}, {"size", "4K"}, {"aspect_ratio", "1:1"}}).size,
            (PixelSize{4096, 4096}));
  EXPECT_EQ(task_of(model, {{"prompt", "A vast desert"}, {"size", "2K"}, {"aspect_ratio", "21:9"}}).size,
            (PixelSize{3136, 1344}));
  const ImageTask poster =
      task_of(model, {{"prompt", "An Art Deco poster"}, {"aspect_ratio", "9:16"}, {"enhance_prompt", true}});
  EXPECT_EQ(poster.size, (PixelSize{1600, 2848}));
  EXPECT_EQ(poster.rewrite, Rewrite::Standard);
  EXPECT_EQ(
      task_of(model, {{"prompt", "Tropical flowers"}, {"size", "custom"}, {"width", 2048}, {"height", 3072}})
          .size,
      (PixelSize{2048, 3072}));
}

// --- Sizes ---

TEST_F(CloudflareAi, ReadsWidthAndHeightUnlessTheSizeIsATier) {
  const std::string model = "bytedance/seedream-4.0";
  const Json sides = {{"prompt", kPrompt}, {"width", 1024}, {"height", 3072}};
  EXPECT_EQ(task_of(model, sides).size, (PixelSize{1024, 3072}));
  Json with_tier = sides;
  with_tier["size"] = "1K";
  EXPECT_EQ(task_of(model, with_tier).size, (PixelSize{1024, 1024}));
  EXPECT_EQ(task_of(model, {{"prompt", kPrompt}, {"size", "custom"}}).size, (PixelSize{2048, 2048}));
  EXPECT_EQ(task_of(model, {{"prompt", kPrompt}, {"size", "custom"}, {"height", 1024}}).size,
            (PixelSize{2048, 1024}));
}

TEST_F(CloudflareAi, MatchesTheFirstPictureWhenNoRatioIsGiven) {
  const PixelSize size =
      task_of("bytedance/seedream-4.5", {{"prompt", kPrompt}, {"image_input", {picture(32, 64)}}}).size;
  EXPECT_GT(size.height_px, size.width_px);
}

// --- Groups, safety, extras of ours ---

TEST_F(CloudflareAi, DrawsOnePictureOfAGroupWithoutMaxImages) {
  const Json reply =
      run("bytedance/seedream-4.5", {{"prompt", kPrompt}, {"sequential_image_generation", "auto"}});
  EXPECT_EQ(reply["result"]["images"].size(), 1u);
  const Json single = run("bytedance/seedream-4.5", {{"prompt", kPrompt}, {"max_images", 5}});
  EXPECT_EQ(single["result"]["images"].size(), 1u);
}

TEST_F(CloudflareAi, SwitchesTheSafetyCheckOffForKeysThatMay) {
  const Json body = {{"model", "bytedance/seedream-4.5"},
                     {"input", {{"prompt", kPrompt}, {"disable_safety_checker", true}}}};
  call_json("POST", kRun, body);
  EXPECT_TRUE(newest().task.is_safety_checked);
  const std::string bold = make_key("bold", std::nullopt, {kScopeGenerate, kScopeUnsafe});
  call_json("POST", kRun, body, {{"Authorization", "Bearer " + bold}});
  EXPECT_FALSE(newest().task.is_safety_checked);
}

TEST_F(CloudflareAi, TakesSeedWatermarkAndPicturesThatTheServiceHasNoFieldFor) {
  const ImageTask task =
      task_of("bytedance/seedream-4.0",
              {{"prompt", kPrompt}, {"seed", 7}, {"watermark", true}, {"image_input", {picture(20, 20)}}});
  EXPECT_EQ(task.seed, 7u);
  EXPECT_TRUE(task.has_watermark);
  EXPECT_EQ(task.references.size(), 1u);
}

// --- Refusals ---

struct Fault {
  const char* model;
  Json input;
  const char* place;
  const char* words;
};

TEST_F(CloudflareAi, RefusesWrongFieldsWithTheirPlace) {
  const std::string v40 = "bytedance/seedream-4.0", v45 = "bytedance/seedream-4.5";
  const Fault faults[] = {
      {v45.c_str(), {{"size", "2K"}}, "/input/prompt", "required properties at '/input' are 'prompt'"},
      {v45.c_str(), {{"prompt", 7}}, "/input/prompt", "expected a string, got 7"},
      {v45.c_str(), {{"prompt", nullptr}}, "/input/prompt", "expected a string, got null"},
      {v45.c_str(), {{"prompt", "  "}}, "/input/prompt", "expected a text"},
      {v45.c_str(), {{"prompt", "x"}, {"size", "1K"}}, "/input/size", "expected one of 2K, 4K"},
      {v45.c_str(), {{"prompt", "x"}, {"size", "2k"}}, "/input/size", "expected one of 2K, 4K"},
      {v45.c_str(), {{"prompt", "x"}, {"aspect_ratio", "5:4"}}, "/input/aspect_ratio", "expected one of"},
      {v45.c_str(), {{"prompt", "x"}, {"max_images", 16}}, "/input/max_images", "expected 1 to 15"},
      {v45.c_str(), {{"prompt", "x"}, {"max_images", "3"}}, "/input/max_images", "a whole number"},
      {v45.c_str(), {{"prompt", "x"}, {"image_input", "a.png"}}, "/input/image_input", "a list of strings"},
      {v45.c_str(), {{"prompt", "x"}, {"image_input", {"not a picture"}}}, "/input/image_input", ""},
      {v45.c_str(), {{"prompt", "x"}, {"width", 2048}}, "/input/width", "a field of Seedream 4.0"},
      {v45.c_str(), {{"prompt", "x"}, {"enhance_prompt", true}}, "/input/enhance_prompt", "Seedream 4.0"},
      {v45.c_str(), {{"prompt", "x"}, {"output_format", "png"}}, "/input/output_format", "Seedream 5 lite"},
      {v45.c_str(), {{"prompt", "x"}, {"image", "u"}}, "/input/image", "a field of Seedream 5 pro"},
      {v45.c_str(), {{"prompt", "x"}, {"n", 2}}, "/input/n", "no such field"},
      {v40.c_str(), {{"prompt", "x"}, {"max_images", 2}}, "/input/max_images", "a field of Seedream 4.5"},
      {v40.c_str(),
       {{"prompt", "x"}, {"disable_safety_checker", true}},
       "/input/disable_safety_checker",
       "4.5"},
      {v40.c_str(), {{"prompt", "x"}, {"size", "custom"}, {"width", 1023}}, "/input/width", "1024 to 4096"},
      {v40.c_str(), {{"prompt", "x"}, {"size", "3K"}}, "/input/size", "1K, 2K, 4K, custom"},
  };
  for (const Fault& expected : faults) {
    SCOPED_TRACE(expected.input.dump());
    const Json fault = fault_of(expected.model, expected.input);
    EXPECT_EQ(fault["code"], 5006);
    EXPECT_EQ(fault["source"]["pointer"], expected.place);
    const auto message = fault["message"].get<std::string>();
    EXPECT_THAT(message, StartsWith("AiError: Bad input: Error: "));
    EXPECT_THAT(message, HasSubstr(expected.words));
    EXPECT_THAT(message, HasSubstr("(00000000000000000000000000000001)"));
  }
  EXPECT_TRUE(store.list({}).empty());
}

TEST_F(CloudflareAi, NamesFieldsWithoutInputWhereTheBodyIsTheInput) {
  const std::string path = std::string(kRun) + "/bytedance/seedream-4.5";
  const Json reply = call_json("POST", path, {{"size", "2K"}}, {}, 400);
  EXPECT_EQ(reply["errors"][0]["source"]["pointer"], "/prompt");
  EXPECT_THAT(reply["errors"][0]["message"].get<std::string>(),
              HasSubstr("required properties at '/' are 'prompt'"));
  EXPECT_EQ(reply["result"], Json::object());
  const Json blank = call_json("POST", path, {{"prompt", ""}}, {}, 400);
  EXPECT_EQ(blank["errors"][0]["source"]["pointer"], "/prompt");
}

TEST_F(CloudflareAi, RefusesAnEnvelopeWithoutItsParts) {
  Json reply = call_json("POST", kRun, {{"input", {{"prompt", "x"}}}}, {}, 400);
  EXPECT_THAT(reply["errors"][0]["message"].get<std::string>(), HasSubstr("are 'model'"));
  reply = call_json("POST", kRun, {{"model", "bytedance/seedream-4.5"}, {"prompt", "x"}}, {}, 400);
  EXPECT_THAT(reply["errors"][0]["message"].get<std::string>(), HasSubstr("are 'input'"));
  reply = call_json("POST", kRun,
                    {{"model", "bytedance/seedream-4.5"}, {"input", {{"prompt", "x"}}}, {"background", true}},
                    {}, 400);
  EXPECT_EQ(reply["errors"][0]["source"]["pointer"], "/background");
}

TEST_F(CloudflareAi, RefusesABodyThatIsMissingOrBroken) {
  const HttpResponse missing = call("POST", kRun, "");
  EXPECT_EQ(missing.status, 400);
  EXPECT_EQ(Json::parse(missing.body)["errors"][0]["code"], 3003);
  for (const char* body : {"{", "[]", "\"x\"", "{\"model\":1,\"model\":2}"}) {
    const HttpResponse broken = call("POST", kRun, body);
    EXPECT_EQ(broken.status, 400) << body;
    EXPECT_EQ(Json::parse(broken.body)["errors"][0]["code"], 5006) << body;
  }
}

TEST_F(CloudflareAi, DoesNotKnowOtherModels) {
  for (const char* model : {"bytedance/seedream-5-lite", "bytedance/seedream-5-pro", "@cf/meta/llama", ""}) {
    const Json fault = fault_of(model, {{"prompt", "x"}});
    EXPECT_EQ(fault["code"], 5007);
    EXPECT_THAT(fault["message"].get<std::string>(),
                StartsWith("AiError: No such model " + std::string(model) + " or task"));
  }
  const Json reply =
      call_json("POST", std::string(kRun) + "/bytedance%2Fseedream-5-lite", {{"prompt", "x"}}, {}, 400);
  EXPECT_EQ(reply["errors"][0]["code"], 5007);
  EXPECT_TRUE(reply["result"].is_null());
}

TEST_F(CloudflareAi, AnswersPathsThatLeadNowhere) {
  for (const char* path : {"/client/v4/accounts/a%20b/ai/run", "/client/v4/accounts/../ai/run",
                           "/client/v4/accounts/x/workers/scripts"}) {
    const HttpResponse response = call("POST", path, "{}");
    EXPECT_EQ(response.status, 404) << path;
    const Json fault = Json::parse(response.body)["errors"][0];
    EXPECT_EQ(fault["code"], 7003) << path;
    EXPECT_EQ(fault["message"],
              "Could not route to " + std::string(path) + ", perhaps your object identifier is invalid?");
  }
}

TEST_F(CloudflareAi, NeedsAKeyInOneOfItsTwoHeaders) {
  const std::string body = Json{{"model", "bytedance/seedream-4.5"}, {"input", {{"prompt", "x"}}}}.dump();
  const HttpResponse refused = call("POST", kRun, body, {{"Authorization", "Bearer wrong"}});
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(Json::parse(refused.body), Json::parse(R"({"result": null, "success": false, "messages": [],
                            "errors": [{"code": 10000, "message": "Authentication error"}]})"));
  EXPECT_EQ(call("POST", kRun, body, {{"X-Auth-Email", "a@b.c"}, {"X-Auth-Key", key}}).status, 200);
}

TEST_F(CloudflareAi, RefusesAPromptAgainstThePolicy) {
  const Json fault = fault_of("bytedance/seedream-4.5", {{"prompt", "a naked child"}});
  EXPECT_EQ(fault["code"], 3030);
}

TEST_F(CloudflareAi, TellsThatCreditsAreUsedUp) {
  const std::string poor = make_key("poor", 3);
  const Json reply =
      call_json("POST", kRun, {{"model", "bytedance/seedream-4.5"}, {"input", {{"prompt", "x"}}}},
                {{"Authorization", "Bearer " + poor}}, 402);
  EXPECT_EQ(reply["errors"][0]["code"], 2021);
}

TEST_F(CloudflareAi, TellsOfAJobThatFailed) {
  const HttpResponse response =
      call("POST", kRun,
           Json{{"model", "bytedance/seedream-4.5"}, {"input", {{"prompt", "a catastrophe"}}}}.dump());
  EXPECT_EQ(response.status, 500);
  const Json reply = Json::parse(response.body);
  EXPECT_EQ(reply["errors"][0]["code"], 3001);
  EXPECT_TRUE(reply["result"].is_null());
}

// --- Idempotency ---

TEST_F(CloudflareAi, AnswersARepeatedRequestWithTheSameJob) {
  const Json body = {{"model", "bytedance/seedream-4.5"}, {"input", {{"prompt", kPrompt}}}};
  const Headers headers = {{"Authorization", "Bearer " + key}, {"Idempotency-Key", "k1"}};
  const Json first = call_json("POST", kRun, body, headers);
  EXPECT_EQ(call_json("POST", kRun, body, headers)["result"]["images"], first["result"]["images"]);
  EXPECT_EQ(store.list({}).size(), 1u);

  Json other = body;
  other["input"]["prompt"] = "something else";
  const HttpResponse conflict = call("POST", kRun, other.dump(), headers);
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(header_of(conflict.headers, "x-should-retry"), "false");

  const std::string stranger = make_key("stranger");
  call_json("POST", kRun, other, {{"Authorization", "Bearer " + stranger}, {"Idempotency-Key", "k1"}});
  EXPECT_EQ(store.list({}).size(), 2u);
}

// --- The error table ---

TEST(CloudflareAiErrors, GiveEachCodeItsStatusAndNumber) {
  struct Row {
    ErrorCode code;
    int status;
    int number;
  };
  const Row rows[] = {{ErrorCode::InvalidRequest, 400, 5006},
                      {ErrorCode::TooLarge, 413, 3006},
                      {ErrorCode::Unauthenticated, 401, 10000},
                      {ErrorCode::Forbidden, 403, 5018},
                      {ErrorCode::OutOfCredits, 402, 2021},
                      {ErrorCode::Refused, 400, 3030},
                      {ErrorCode::NotFound, 404, 7003},
                      {ErrorCode::Conflict, 409, 5006},
                      {ErrorCode::Busy, 429, 3040},
                      {ErrorCode::Cancelled, 408, 3008},
                      {ErrorCode::OutOfMemory, 500, 3001},
                      {ErrorCode::CorruptFile, 500, 3001},
                      {ErrorCode::Unreachable, 400, 5006},
                      {ErrorCode::WriteFailed, 500, 3001},
                      {ErrorCode::Internal, 500, 3001}};
  ASSERT_EQ(std::size(rows), kErrorCodes.size());
  HttpRequest request;
  request.path = "/client/v4/x";
  for (const Row& row : rows) {
    const HttpResponse response = cloudflare_ai::error_reply(request, Error(row.code, "words"));
    EXPECT_EQ(response.status, row.status) << error_code_name(row.code);
    const Json reply = Json::parse(response.body);
    EXPECT_EQ(reply["errors"][0]["code"], row.number) << error_code_name(row.code);
    EXPECT_EQ(reply["success"], false);
    EXPECT_EQ(header_of(response.headers, "content-type"), "application/json");
  }
}

TEST(CloudflareAiErrors, TellClientsWhatIsNotWorthRepeating) {
  const auto header = [](const Error& error, std::string_view name) {
    return std::string(header_of(cloudflare_ai::error_reply({}, error).headers, name));
  };
  EXPECT_EQ(header(Error(ErrorCode::Cancelled, "x"), "x-should-retry"), "false");
  EXPECT_EQ(header(Error(ErrorCode::OutOfMemory, "x"), "x-should-retry"), "false");
  EXPECT_EQ(header(Error(ErrorCode::Internal, "x"), "x-should-retry"), "");
  const BusyError busy("x", std::chrono::seconds(9));
  EXPECT_EQ(header(busy, "x-should-retry"), "");
  EXPECT_EQ(header(busy, "retry-after"), "9");
}

TEST(CloudflareAiErrors, NameAPictureThatIsNotThere) {
  const Json reply = Json::parse(
      cloudflare_ai::error_reply({}, Error(ErrorCode::NotFound, "there is no file x", "input.image_input"))
          .body);
  EXPECT_EQ(reply["errors"][0]["code"], 5006);
  EXPECT_EQ(reply["errors"][0]["source"]["pointer"], "/input/image_input");
}

// --- Schemas ---

TEST(CloudflareAiSchema, HasEveryDocumentedProperty) {
  const auto has = [](Family family, std::initializer_list<const char*> names) {
    const Json schema = schema_of(cloudflare_ai::input_fields(family));
    EXPECT_EQ(schema["additionalProperties"], false);
    EXPECT_EQ(schema["required"], Json::array({"prompt"}));
    for (const char* name : names) EXPECT_TRUE(schema["properties"].contains(name)) << name;
    return schema["properties"];
  };
  const Json v4 =
      has(Family::Seedream4, {"prompt", "size", "aspect_ratio", "width", "height", "enhance_prompt"});
  EXPECT_EQ(v4["size"]["enum"], Json::array({"1K", "2K", "4K", "custom"}));
  EXPECT_EQ(v4["width"]["minimum"], 1024);
  EXPECT_EQ(v4["width"]["maximum"], 4096);
  EXPECT_FALSE(v4.contains("max_images"));
  const Json v45 = has(Family::Seedream45, {"prompt", "size", "aspect_ratio", "image_input", "max_images",
                                            "sequential_image_generation", "disable_safety_checker"});
  EXPECT_EQ(v45["aspect_ratio"]["enum"].size(), 9u);
  EXPECT_FALSE(v45.contains("width"));
}

}  // namespace
}  // namespace reverie
