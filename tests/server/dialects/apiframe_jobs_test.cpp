// apiframe's generate, jobs and webhooks: what becomes a job, what is answered, what is refused, and what a
// webhook's receiver can check.
#include "server/dialects/apiframe_jobs.h"

#include <gmock/gmock.h>

#include "intake/data_uri.h"
#include "intake/secrets.h"
#include "intake/webhook_signature.h"
#include "jobs/credits_error.h"
#include "server/busy_error.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr const char* kPrompt = "A lighthouse on a cliff at dawn, oil painting";

class ApiframeJobs : public DialectFixture {
 protected:
  explicit ApiframeJobs(ServiceSettings settings = {}) : DialectFixture(std::move(settings)) {
    add_route("POST", "/v2/images/generate", apiframe::generate, apiframe::error_reply);
    add_route("GET", "/v2/jobs/{id}", apiframe::job, apiframe::error_reply);
    add_route("GET", "/v2/jobs", apiframe::jobs, apiframe::error_reply);
    router.set_error_writer("/v2", apiframe::error_reply);
  }

  static Json request(const Json& params = Json::object()) {
    Json body = {{"prompt", kPrompt}, {"model", "seedream-4.5"}};
    if (!params.empty()) body["seedreamParams"] = params;
    return body;
  }

  static Headers with_key(const std::string& key) { return {{"X-API-Key", key}}; }

  std::string generate(const Json& body, Headers headers = {}) {
    return call_json("POST", "/v2/images/generate", body, std::move(headers), 202).at("jobId");
  }
  ImageTask task_of(const Json& params) { return store.find(generate(request(params))).value().task; }

  Json refused(const Json& body, int status = 400) {
    return call_json("POST", "/v2/images/generate", body, {}, status);
  }
  // The one field at fault, whose faults are returned.
  Json fault_of(const Json& params, const std::string& field) {
    const Json reply = refused(request(params));
    EXPECT_EQ(reply["details"].size(), 1U) << reply;
    return reply["details"].value(field, Json("no fault of " + field + " in " + reply.dump()));
  }

  Json job_of(const std::string& id, Headers headers = {}) {
    return call_json("GET", "/v2/jobs/" + id, {}, std::move(headers));
  }
  Json list_of(const std::string& query) { return call_json("GET", "/v2/jobs" + query); }
  static std::vector<std::string> ids_of(const Json& list) {
    std::vector<std::string> ids;
    for (const Json& job : list["jobs"]) ids.push_back(job["id"]);
    return ids;
  }

  // Finished jobs, oldest first.
  std::vector<std::string> generate_many(int64_t count) {
    std::vector<std::string> ids;
    for (int64_t i = 0; i < count; ++i) {
      ids.push_back(generate(request()));
      finish(ids.back());
    }
    return ids;
  }

  WebhookMessage message_of(const Job& job, const std::string& event) {
    return apiframe::webhook_message(service, job, {.id = 1, .job_id = job.id, .event = event, .attempt = 1},
                                     "https://reverie.test")
        .value();
  }

  static std::string picture(int64_t width_px = 64, int64_t height_px = 48) {
    const Image image{width_px, height_px,
                      std::vector<uint8_t>(static_cast<std::size_t>(width_px * height_px * 3), 90)};
    return make_data_uri("image/png", encode_image(image, ImageFormat::Png));
  }
};

// --- generate ---

TEST_F(ApiframeJobs, AGenerationIsAnsweredAtOnceWithItsJob) {
  const Json reply = call_json("POST", "/v2/images/generate", request(), with_key(key), 202);
  EXPECT_EQ(reply.size(), 2U);
  EXPECT_TRUE(is_uuid(reply["jobId"].get<std::string>()));
  EXPECT_EQ(reply["status"], "QUEUED");
}

TEST_F(ApiframeJobs, TheHeaderOfTheKeyMayBeInLowerCaseAsTheSdkWritesIt) {
  EXPECT_EQ(call("POST", "/v2/images/generate", request().dump(), {{"x-api-key", key}}).status, 202);
}

TEST_F(ApiframeJobs, WithoutParametersItIsOnePictureOf2K) {
  const ImageTask task = task_of({});
  EXPECT_EQ(task.prompt, kPrompt);
  EXPECT_EQ(task.size, (PixelSize{2048, 2048}));
  EXPECT_EQ(task.runs, 1);
  EXPECT_EQ(task.group_max, 0);
  EXPECT_EQ(task.format, PictureFormat::Jpeg);
  EXPECT_EQ(task.rewrite, Rewrite::Off);
  EXPECT_FALSE(task.has_watermark);
}

TEST_F(ApiframeJobs, EveryParameterReachesTheTask) {
  const ImageTask task = task_of({{"aspect_ratio", "16:9"},
                                  {"size", "4K"},
                                  {"image_input", {picture()}},
                                  {"enhance_prompt", true},
                                  {"use_pre_llm", false},
                                  {"guidance_scale", 7.5},
                                  {"output_format", "png"},
                                  {"seed", 42}});
  EXPECT_EQ(task.size, (PixelSize{5504, 3040}));
  EXPECT_EQ(task.references.size(), 1U);
  EXPECT_EQ(task.rewrite, Rewrite::Standard);
  EXPECT_EQ(task.format, PictureFormat::Png);
  EXPECT_EQ(task.seed, 42U);
  EXPECT_FALSE(task.guidance_scale) << "is for Seedream 3";
}

TEST_F(ApiframeJobs, EitherSwitchTurnsTheRewritingOn) {
  EXPECT_EQ(task_of({{"use_pre_llm", true}}).rewrite, Rewrite::Standard);
  EXPECT_EQ(task_of({{"use_pre_llm", false}, {"enhance_prompt", false}}).rewrite, Rewrite::Off);
}

TEST_F(ApiframeJobs, ResolutionIsAnotherNameForTheSize) {
  EXPECT_EQ(task_of({{"resolution", "4K"}}).size, (PixelSize{4096, 4096}));
  EXPECT_EQ(task_of({{"resolution", "4K"}, {"size", "4K"}}).size, (PixelSize{4096, 4096}));
  EXPECT_THAT(fault_of({{"resolution", "4K"}, {"size", "2K"}}, "seedreamParams.resolution"),
              ElementsAre("is not the same as size"));
  EXPECT_THAT(fault_of({{"resolution", "9K"}}, "seedreamParams.resolution")[0].get<std::string>(),
              HasSubstr("9K"));
}

TEST_F(ApiframeJobs, ACustomSizeIsExact) {
  EXPECT_EQ(task_of({{"size", "custom"}, {"width", 2400}, {"height", 1600}}).size, (PixelSize{2400, 1600}));
  EXPECT_EQ(task_of({{"width", 1600}, {"height", 2400}}).size, (PixelSize{1600, 2400}));
}

TEST_F(ApiframeJobs, WidthAndHeightBesideATierAreRefused) {
  const Json details = refused(request({{"size", "2K"}, {"width", 2048}, {"height", 1024}}))["details"];
  EXPECT_THAT(details["seedreamParams.width"], ElementsAre("is only taken with the size custom"));
  EXPECT_THAT(details["seedreamParams.height"], ElementsAre("is only taken with the size custom"));
}

TEST_F(ApiframeJobs, APictureIsMatched) {
  const ImageTask task = task_of({{"aspect_ratio", "match_input_image"}, {"image_input", {picture(96, 64)}}});
  EXPECT_EQ(task.size, (PixelSize{2512, 1680})) << "3:2 of the area of 2K, in steps of 16";
}

TEST_F(ApiframeJobs, Seedream45HasNo1KAndSeedream4Has) {
  EXPECT_THAT(fault_of({{"size", "1K"}}, "seedreamParams.size")[0].get<std::string>(), HasSubstr("2K, 4K"));
  Json body = request({{"size", "1K"}});
  body["model"] = "seedream-4";
  EXPECT_EQ(store.find(generate(body)).value().task.size, (PixelSize{1024, 1024}));
}

TEST_F(ApiframeJobs, TheFormatIsJpgAndNotJpeg) {
  EXPECT_EQ(task_of({{"output_format", "jpg"}}).format, PictureFormat::Jpeg);
  EXPECT_THAT(fault_of({{"output_format", "jpeg"}}, "seedreamParams.output_format")[0].get<std::string>(),
              StartsWith("expected one of jpg, png"));
}

TEST_F(ApiframeJobs, EveryFaultIsToldAtBothLevels) {
  const Json reply = refused({{"prompt", ""},
                              {"n", 2},
                              {"seedreamParams", {{"width", 100}, {"watermark", true}, {"seed", "x"}}},
                              {"webhookEvents", {"completed", "started"}}});
  std::vector<std::string> fields;
  for (const auto& [field, faults] : reply["details"].items()) {
    fields.push_back(field);
    EXPECT_TRUE(faults.is_array() && faults.size() == 1) << field;
  }
  EXPECT_THAT(fields, ::testing::UnorderedElementsAre("prompt", "model", "n", "seedreamParams.width",
                                                      "seedreamParams.watermark", "seedreamParams.seed",
                                                      "webhookEvents"));
  EXPECT_THAT(reply["details"]["n"], ElementsAre("no such field"));
  EXPECT_THAT(reply["error"].get<std::string>(), StartsWith("prompt: "));
}

TEST_F(ApiframeJobs, BoundsAreTheDocumentedOnes) {
  Json body = request();
  body["prompt"] = std::string(2001, 'a');
  EXPECT_TRUE(refused(body)["details"].contains("prompt"));
  body["prompt"] = std::string(2000, 'a');
  generate(body);
  EXPECT_FALSE(
      fault_of({{"size", "custom"}, {"width", 4097}, {"height", 1024}}, "seedreamParams.width").empty());
  EXPECT_FALSE(fault_of({{"image_input", std::vector<std::string>(15, "https://host/a.png")}},
                        "seedreamParams.image_input")
                   .empty());
  body["webhookUrl"] = "https://93.184.216.34/hook";
  body["webhookEvents"] = Json::array();
  EXPECT_TRUE(refused(body)["details"].contains("webhookEvents"));
}

TEST_F(ApiframeJobs, NullIsNoValue) {
  EXPECT_FALSE(fault_of({{"seed", nullptr}}, "seedreamParams.seed").empty());
}

TEST_F(ApiframeJobs, ABodyThatIsNoObjectHasNoDetails) {
  for (const char* body : {"", "[]", "{", "\"text\""}) {
    const HttpResponse response = call("POST", "/v2/images/generate", body);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_FALSE(Json::parse(response.body).contains("details")) << body;
  }
}

TEST_F(ApiframeJobs, ModelsThatAreNotOursAreAFaultOfTheField) {
  for (const char* model : {"seedream-3", "seedream-5-lite", "seedream-5-pro", "midjourney"}) {
    Json body = request();
    body["model"] = model;
    EXPECT_THAT(refused(body)["details"]["model"][0].get<std::string>(), HasSubstr(model));
  }
}

TEST_F(ApiframeJobs, ARefusedPromptIsAFaultOfThePrompt) {
  Json body = request();
  body["prompt"] = "a nude child";
  EXPECT_THAT(refused(body)["details"]["prompt"][0].get<std::string>(), HasSubstr("content policy"));
}

TEST_F(ApiframeJobs, AReferenceThatIsNoPictureIsAFaultOfItsField) {
  EXPECT_FALSE(
      fault_of({{"image_input", {"data:image/png;base64,AAAA"}}}, "seedreamParams.image_input").empty());
  EXPECT_FALSE(fault_of({{"image_input", {"http://127.0.0.1/a.png"}}}, "seedreamParams.image_input").empty());
}

// --- keys, credits, limits ---

TEST_F(ApiframeJobs, WithoutAKeyNothingIsDone) {
  for (const std::string& wrong : {std::string(), std::string("afk_wrong")}) {
    const HttpResponse response = call("POST", "/v2/images/generate", request().dump(), with_key(wrong));
    EXPECT_EQ(response.status, 401);
    EXPECT_TRUE(Json::parse(response.body)["error"].is_string());
  }
  EXPECT_EQ(call("GET", "/v2/jobs", "", with_key("afk_wrong")).status, 401);
}

TEST_F(ApiframeJobs, MissingCreditsAreToldInNumbers) {
  const std::string poor = make_key("poor", 3);
  const Json reply = call_json("POST", "/v2/images/generate", request(), with_key(poor), 402);
  EXPECT_EQ(reply,
            (Json{{"error", "Insufficient credits"}, {"creditsRequired", 4}, {"creditsAvailable", 3}}));
}

TEST_F(ApiframeJobs, AJobCostsCreditsUnlessItFails) {
  const std::string rich = make_key("rich", 10);
  const std::string good = generate(request(), with_key(rich));
  finish(good);
  EXPECT_EQ(job_of(good, with_key(rich))["creditCost"], 4);
  EXPECT_EQ(store.account("rich")->credits, 6);

  Json body = request();
  body["prompt"] = QuickEngine::kFailsHere;
  const std::string bad = generate(body, with_key(rich));
  finish(bad);
  const Json job = job_of(bad, with_key(rich));
  EXPECT_EQ(job["status"], "FAILED");
  EXPECT_EQ(job["creditCost"], 0);
  EXPECT_EQ(job["result"], nullptr);
  EXPECT_THAT(job["error"].get<std::string>(), HasSubstr("cannot be painted"));
  EXPECT_EQ(store.account("rich")->credits, 6);
}

TEST_F(ApiframeJobs, TheSameIdempotencyKeyMakesOneJob) {
  const Headers headers = {{"X-API-Key", key}, {"Idempotency-Key", "order-1"}};
  const std::string id = generate(request(), headers);
  EXPECT_EQ(generate(request(), headers), id);
  const Json reply = call_json("POST", "/v2/images/generate", request({{"seed", 1}}), headers, 409);
  EXPECT_TRUE(reply["error"].is_string());
  EXPECT_NE(generate(request(), {{"X-API-Key", key}, {"Idempotency-Key", "order-2"}}), id);
}

TEST_F(ApiframeJobs, AnIdempotencyKeyHasAtMost255Characters) {
  const auto status = [&](std::size_t size) {
    return call("POST", "/v2/images/generate", request().dump(),
                {{"X-API-Key", key}, {"Idempotency-Key", std::string(size, 'k')}})
        .status;
  };
  EXPECT_EQ(status(255), 202);
  EXPECT_EQ(status(256), 400);
}

TEST_F(ApiframeJobs, TooManyRequestsAreToldWhenToComeBack) {
  Account account;
  account.id = account.name = "hasty";
  account.scopes = {kScopeGenerate};
  account.per_minute = 1;
  account.created = now();
  store.add_account(account, sha256_hex("afk_hasty"));
  generate(request(), with_key("afk_hasty"));
  const HttpResponse response = call("POST", "/v2/images/generate", request().dump(), with_key("afk_hasty"));
  EXPECT_EQ(response.status, 429);
  EXPECT_GE(std::stoi(std::string(header_of(response.headers, "retry-after"))), 1);
  EXPECT_TRUE(Json::parse(response.body)["error"].is_string());
}

TEST_F(ApiframeJobs, EveryErrorHasItsStatus) {
  const std::map<ErrorCode, int> expected = {
      {ErrorCode::InvalidRequest, 400}, {ErrorCode::TooLarge, 400},     {ErrorCode::Unauthenticated, 401},
      {ErrorCode::Forbidden, 403},      {ErrorCode::OutOfCredits, 402}, {ErrorCode::Refused, 400},
      {ErrorCode::NotFound, 404},       {ErrorCode::Conflict, 409},     {ErrorCode::Busy, 429},
      {ErrorCode::Cancelled, 409},      {ErrorCode::OutOfMemory, 503},  {ErrorCode::CorruptFile, 500},
      {ErrorCode::Unreachable, 400},    {ErrorCode::WriteFailed, 503},  {ErrorCode::Internal, 500}};
  for (const ErrorCode code : kErrorCodes) {
    const HttpResponse response = apiframe::error_reply({}, Error(code, "why"));
    EXPECT_EQ(response.status, expected.at(code)) << error_code_name(code);
    const Json body = Json::parse(response.body);
    EXPECT_TRUE(body["error"].is_string());
    EXPECT_FALSE(body.contains("details"));
    EXPECT_EQ(!header_of(response.headers, "retry-after").empty(), code == ErrorCode::Busy);
  }
  EXPECT_EQ(apiframe::error_reply({}, Error(ErrorCode::NotFound, "no model", "model")).status, 400);
  EXPECT_EQ(apiframe::upload_error_reply({}, Error(ErrorCode::WriteFailed, "disk full")).status, 502);
}

// --- one job ---

TEST_F(ApiframeJobs, AFinishedJobHasEveryDocumentedKey) {
  const std::string id = generate(request({{"size", "4K"}}));
  const Job stored = finish(id);
  const Json job = job_of(id);
  EXPECT_EQ(job["id"], id);
  EXPECT_EQ(job["status"], "COMPLETED");
  EXPECT_EQ(job["model"], "seedream-4.5");
  EXPECT_EQ(job["progress"], 100);
  ASSERT_EQ(job["result"]["images"].size(), 1U);
  EXPECT_THAT(job["result"]["images"][0].get<std::string>(), StartsWith("http://reverie.test/files/"));
  EXPECT_EQ(job["error"], nullptr);
  EXPECT_EQ(job["creditCost"], 0) << "the account is not limited";
  EXPECT_EQ(job["webhookStatus"], nullptr);
  EXPECT_EQ(job["createdAt"], iso_time(stored.created));
  EXPECT_EQ(job["completedAt"], iso_time(stored.finished.value()));
  EXPECT_EQ(job["expired"], false);
  EXPECT_EQ(job["input"], (Json{{"prompt", kPrompt}, {"seedreamParams", {{"size", "4K"}}}}));
}

TEST_F(ApiframeJobs, AJobThatIsNotFinishedHasItsProgressAndNoResult) {
  engine.step_ms = 60;
  const std::string id = generate(request());
  Json job = job_of(id);
  for (int i = 0; i < 200 && job["progress"] == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    job = job_of(id);
  }
  EXPECT_EQ(job["status"], "PROCESSING");
  EXPECT_GE(job["progress"], 1);
  EXPECT_LE(job["progress"], 99);
  EXPECT_EQ(job["result"], nullptr);
  EXPECT_EQ(job["completedAt"], nullptr);
  const std::string waiting = generate(request());
  EXPECT_EQ(job_of(waiting)["status"], "QUEUED");
  EXPECT_EQ(job_of(waiting)["progress"], 0);
}

TEST_F(ApiframeJobs, ACancelledJobSaysSo) {
  engine.step_ms = 20;
  const std::string id = generate(request());
  service.cancel({store.account("tester").value()}, id);
  finish(id);
  EXPECT_EQ(job_of(id)["status"], "CANCELLED");
  EXPECT_EQ(job_of(id)["error"], "the job was cancelled");
}

TEST_F(ApiframeJobs, AJobWhoseFilesAreDeletedIsExpired) {
  const std::string id = generate(request());
  finish(id);
  store.expire(now() + std::chrono::hours(1));
  EXPECT_EQ(job_of(id)["expired"], true);
  EXPECT_EQ(job_of(id)["status"], "COMPLETED");
  EXPECT_EQ(job_of(id)["result"], nullptr);
}

TEST_F(ApiframeJobs, AnIdThatIsNoUuidIs400AndAnUnknownOne404) {
  EXPECT_TRUE(call_json("GET", "/v2/jobs/one", {}, {}, 400)["details"].contains("id"));
  EXPECT_EQ(call("GET", "/v2/jobs/7b7f0f9e-0000-4000-8000-000000000001").status, 404);
}

TEST_F(ApiframeJobs, AnotherAccountsJobIsNotThere) {
  const std::string id = generate(request());
  finish(id);
  const std::string other = make_key("other");
  EXPECT_EQ(call("GET", "/v2/jobs/" + id, "", with_key(other)).status, 404);
  EXPECT_EQ(call_json("GET", "/v2/jobs", {}, with_key(other))["jobs"].size(), 0U);
  EXPECT_EQ(call_json("GET", "/v2/jobs?search=" + id, {}, with_key(other))["jobs"].size(), 0U);
  EXPECT_EQ(call("GET", "/v2/jobs?cursor=" + id, "", with_key(other)).status, 400);
}

TEST_F(ApiframeJobs, AJobOfAnotherApiIsNotThere) {
  Submission submission;
  submission.account = "tester";
  submission.dialect = "ark";
  submission.task.model = "mini";
  submission.task.size = {1024, 1024};
  const Job job = store.submit(submission, {});
  EXPECT_EQ(call("GET", "/v2/jobs/" + job.id).status, 404);
  EXPECT_EQ(list_of("")["jobs"].size(), 0U);
}

// --- lists ---

TEST_F(ApiframeJobs, AListIsReadPageByPage) {
  const std::vector<std::string> ids = generate_many(5);
  const Json first = list_of("?limit=2");
  EXPECT_THAT(ids_of(first), ElementsAre(ids[4], ids[3]));
  EXPECT_EQ(first["hasMore"], true);
  const Json second = list_of("?limit=2&cursor=" + first["nextCursor"].get<std::string>());
  EXPECT_THAT(ids_of(second), ElementsAre(ids[2], ids[1]));
  const Json third = list_of("?limit=2&cursor=" + second["nextCursor"].get<std::string>());
  EXPECT_THAT(ids_of(third), ElementsAre(ids[0]));
  EXPECT_EQ(third["hasMore"], false);
  EXPECT_EQ(third["nextCursor"], nullptr);
  EXPECT_FALSE(third.contains("models"));
}

TEST_F(ApiframeJobs, AListIsFiltered) {
  const std::string good = generate(request());
  finish(good);
  Json body = request();
  body["model"] = "seedream-4";
  body["prompt"] = QuickEngine::kFailsHere;
  const std::string bad = generate(body);
  finish(bad);

  EXPECT_THAT(ids_of(list_of("?status=COMPLETED")), ElementsAre(good));
  EXPECT_THAT(ids_of(list_of("?status=FAILED&scope=team")), ElementsAre(bad));
  EXPECT_THAT(ids_of(list_of("?model=seedream-4.5&scope=user")), ElementsAre(good));
  EXPECT_THAT(ids_of(list_of("?search=" + bad)), ElementsAre(bad));
  EXPECT_THAT(ids_of(list_of("?status=COMPLETED&search=" + bad)), IsEmpty());
  EXPECT_EQ(list_of("?include_models=true")["models"], (Json{"seedream-4", "seedream-4.5"}));
}

TEST_F(ApiframeJobs, AQueryThatMakesNoSenseIsRefusedByName) {
  const std::pair<const char*, const char*> wrong[] = {
      {"?limit=0", "limit"},
      {"?limit=101", "limit"},
      {"?limit=ten", "limit"},
      {"?limit=", "limit"},
      {"?status=queued", "status"},
      {"?scope=all", "scope"},
      {"?search=fox", "search"},
      {"?cursor=1", "cursor"},
      {"?include_models=yes", "include_models"},
      {"?cursor=7b7f0f9e-0000-4000-8000-000000000001", "cursor"}};
  for (const auto& [query, field] : wrong) {
    EXPECT_TRUE(call_json("GET", std::string("/v2/jobs") + query, {}, {}, 400)["details"].contains(field))
        << query;
  }
}

TEST_F(ApiframeJobs, OtherEndpointsOfTheServiceAreNotThere) {
  EXPECT_EQ(call("POST", "/v2/images/upscale", "{}").status, 404);
  EXPECT_TRUE(Json::parse(call("POST", "/v2/images/upscale", "{}").body)["error"].is_string());
}

// --- webhooks ---

TEST_F(ApiframeJobs, TheWordsForEventsBecomeOurs) {
  const auto events = [&](const Json& theirs) {
    Json body = request();
    body["webhookUrl"] = "https://93.184.216.34/hook";
    if (!theirs.is_null()) body["webhookEvents"] = theirs;
    return store.find(generate(body)).value().webhook.value().events;
  };
  EXPECT_THAT(events({}), ElementsAre("succeeded", "failed", "cancelled"));
  EXPECT_THAT(events({"progress"}), ElementsAre("started", "image"));
  EXPECT_THAT(events({"completed"}), ElementsAre("succeeded"));
  EXPECT_THAT(events({"failed", "completed"}), ElementsAre("failed", "cancelled", "succeeded"));
}

TEST_F(ApiframeJobs, AWebhookIntoOurOwnNetworkIsRefused) {
  for (const char* url :
       {"http://127.0.0.1/hook", "http://169.254.169.254/latest", "file:///etc/passwd", ""}) {
    Json body = request();
    body["webhookUrl"] = url;
    EXPECT_TRUE(refused(body)["details"].contains("webhookUrl")) << url;
  }
}

TEST_F(ApiframeJobs, ACompletedJobIsToldWithItsResultAndSigned) {
  const std::string rich = make_key("rich", 10);
  const std::string id = generate(request(), with_key(rich));
  const Job job = finish(id);
  const WebhookMessage message = message_of(job, "succeeded");
  const Json body = Json::parse(message.body);
  EXPECT_EQ(body.size(), 8U);
  EXPECT_EQ(body["event"], "completed");
  EXPECT_EQ(body["jobId"], id);
  EXPECT_EQ(body["status"], "COMPLETED");
  EXPECT_EQ(body["progress"], 100);
  EXPECT_THAT(body["result"]["images"][0].get<std::string>(), StartsWith("https://reverie.test/files/"));
  EXPECT_EQ(body["model"], "seedream-4.5");
  EXPECT_EQ(body["creditCost"], 4);
  EXPECT_EQ(body["completedAt"], iso_time(job.finished.value()));
  EXPECT_EQ(header_of(message.headers, "X-Webhook-Event"), "completed");
  EXPECT_EQ(header_of(message.headers, "Content-Type"), "application/json");
  // As the SDK checks it: the key is the raw SHA-256 of the API key.
  EXPECT_EQ(header_of(message.headers, "X-Webhook-Signature"),
            "sha256=" + lower_hex(hmac_sha256(sha256(rich), message.body)));
}

TEST_F(ApiframeJobs, AFailedAndACancelledJobAreToldAsFailed) {
  Json request_body = request();
  request_body["prompt"] = QuickEngine::kFailsHere;
  const Job failed = finish(generate(request_body));
  EXPECT_EQ(Json::parse(message_of(failed, "failed").body), (Json{{"event", "failed"},
                                                                  {"jobId", failed.id},
                                                                  {"status", "FAILED"},
                                                                  {"error", "prompt: this cannot be painted"},
                                                                  {"model", "seedream-4.5"}}));

  engine.step_ms = 20;
  const std::string id = generate(request());
  service.cancel({store.account("tester").value()}, id);
  const WebhookMessage message = message_of(finish(id), "cancelled");
  EXPECT_EQ(header_of(message.headers, "x-webhook-event"), "failed");
  EXPECT_EQ(Json::parse(message.body)["error"], "the job was cancelled");
}

TEST_F(ApiframeJobs, ProgressIsToldInPercent) {
  Job job = finish(generate(request()));
  Json expected = {{"event", "progress"},
                   {"jobId", job.id},
                   {"status", "PROCESSING"},
                   {"progress", 99},
                   {"model", "seedream-4.5"}};
  EXPECT_EQ(Json::parse(message_of(job, "image").body), expected) << "100 would mean that it is finished";
  job.images.clear();
  expected["progress"] = 0;
  EXPECT_EQ(Json::parse(message_of(job, "started").body), expected);
}

TEST_F(ApiframeJobs, AnEventWithoutAWordIsNotTold) {
  const Job job = finish(generate(request()));
  EXPECT_FALSE(
      apiframe::webhook_message(service, job, {.id = 1, .job_id = job.id, .event = "?", .attempt = 1}, "x"));
}

TEST_F(ApiframeJobs, TheStateOfTheWebhookIsShown) {
  Json body = request();
  body["webhookUrl"] = "https://93.184.216.34/hook";
  const std::string id = generate(body);
  finish(id);
  EXPECT_EQ(job_of(id)["webhookStatus"], "pending");
  store.delivered(store.due_deliveries(1, std::chrono::seconds(1)).at(0).id);
  EXPECT_EQ(job_of(id)["webhookStatus"], "delivered");

  body["webhookEvents"] = {"failed"};
  engine.step_ms = 20;
  const std::string silent = generate(body);
  EXPECT_EQ(job_of(silent)["webhookStatus"], "pending");
  finish(silent);
  EXPECT_EQ(job_of(silent)["webhookStatus"], nullptr) << "it did not fail: there is nothing to tell";
}

class KeylessApiframeJobs : public ApiframeJobs {
 protected:
  KeylessApiframeJobs() : ApiframeJobs(settings()) {}
  static ServiceSettings settings() {
    ServiceSettings settings;
    settings.needs_keys = false;
    return settings;
  }
};

TEST_F(KeylessApiframeJobs, WithoutAKeyThereIsNothingToSignWith) {
  const Job job = finish(generate(request(), {{"X-API-Key", ""}}));
  EXPECT_EQ(job.account, kLocalAccount);
  EXPECT_EQ(header_of(message_of(job, "succeeded").headers, "x-webhook-signature"), "");
}

}  // namespace
}  // namespace reverie
