// fal's endpoints, at once and through the queue: what becomes a job, what is answered when, what is refused
// and in which words, and what the webhook says.
#include "server/dialects/fal_queue.h"

#include <gmock/gmock.h>

#include "intake/data_uri.h"
#include "server/busy_error.h"
#include "server/dialects/dialect_fixture.h"
#include "server/dialects/fal_endpoints.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kText4 = "/fal-ai/bytedance/seedream/v4/text-to-image";
constexpr const char* kEdit4 = "/fal-ai/bytedance/seedream/v4/edit";
constexpr const char* kText45 = "/fal-ai/bytedance/seedream/v4.5/text-to-image";
constexpr const char* kEdit45 = "/fal-ai/bytedance/seedream/v4.5/edit";
constexpr const char* kRequests = "/fal/queue/fal-ai/bytedance/requests/";

class FalQueue : public DialectFixture {
 protected:
  FalQueue() {
    for (const std::string root : {"/fal-ai", "/fal", "/fal/queue"}) {
      add("POST", root + "/{endpoint...}", fal::run);
      add("GET", root + "/{app...}/requests/{id}/status", fal::status);
      add("GET", root + "/{app...}/requests/{id}/status/stream", fal::stream_status);
      add("GET", root + "/{app...}/requests/{id}", fal::result);
      add("PUT", root + "/{app...}/requests/{id}/cancel", fal::cancel);
    }
  }

  void add(const std::string& method, const std::string& pattern, DialectHandler handler) {
    add_route(method, pattern, handler, fal::error_reply);
  }

  Json run(const Json& input, const std::string& path = kText45) { return call_json("POST", path, input); }
  ImageTask task_of(const Json& input, const std::string& path = kText45) {
    run(input, path);
    return newest().task;
  }
  std::string size_of(const Json& image_size, const std::string& path = kText45) {
    return to_string(task_of({{"prompt", "x"}, {"image_size", image_size}}, path).size);
  }
  // The id of a request in the queue.
  std::string submit(const Json& input = {{"prompt", "a heron"}}, Headers headers = {}) {
    return call_json("POST", "/fal/queue" + std::string(kText45), input, std::move(headers))["request_id"];
  }
  Json faults(const Json& input, const std::string& path = kText45) {
    return call_json("POST", path, input, {}, 422)["detail"];
  }

  // Fails the test after ten seconds.
  static void wait_until(const std::function<bool()>& is_so) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!is_so()) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  static std::string picture(int64_t width_px, int64_t height_px) {
    const Image image{width_px, height_px,
                      std::vector<uint8_t>(static_cast<std::size_t>(width_px * height_px * 3), 90)};
    return make_data_uri("image/png", encode_image(image, ImageFormat::Png));
  }
};

// --- At once ---

TEST_F(FalQueue, AnswersWithFiles) {
  const HttpResponse response = call("POST", kText45, R"({"prompt":"a heron","seed":7})");
  ASSERT_EQ(response.status, 200) << response.body;
  const Json reply = Json::parse(response.body);

  ASSERT_EQ(reply["images"].size(), 1u);
  const Json file = reply["images"][0];
  EXPECT_THAT(file["url"].get<std::string>(), StartsWith("http://reverie.test/files/"));
  EXPECT_EQ(file["content_type"], "image/jpeg");
  EXPECT_EQ(file["file_name"], "0.jpeg");
  EXPECT_GT(file["file_size"].get<int64_t>(), 100);
  EXPECT_EQ(file["width"], 2048);
  EXPECT_EQ(file["height"], 2048);
  EXPECT_EQ(reply["seed"], 7);
  EXPECT_EQ(header_of(response.headers, "x-fal-request-id"), newest().id);
}

TEST_F(FalQueue, AnswersWithDataUrisInSyncMode) {
  const Json reply = run({{"prompt", "x"}, {"sync_mode", true}});
  EXPECT_THAT(reply["images"][0]["url"].get<std::string>(), StartsWith("data:image/jpeg;base64,"));
}

TEST_F(FalQueue, TakesKeysAsFalWritesThem) {
  call_json("POST", kText45, {{"prompt", "x"}}, {{"Authorization", "Key " + key}});
}

TEST_F(FalQueue, IsReachedUnderItsPrefixToo) {
  EXPECT_EQ(run({{"prompt", "x"}}, "/fal" + std::string(kText45))["images"].size(), 1u);
  EXPECT_EQ(run({{"prompt", "x"}}, "/fal/reverie/mini")["images"].size(), 1u) << "installed models";
  EXPECT_EQ(run({{"prompt", "x"}}, "/fal/bytedance/seedream-4.5")["images"].size(), 1u);
}

// --- What becomes a job ---

TEST_F(FalQueue, ReadsEveryField) {
  const ImageTask task = task_of({{"prompt", "seasons"},
                                  {"num_images", 2},
                                  {"max_images", 3},
                                  {"seed", 5},
                                  {"enable_safety_checker", false},
                                  {"enhance_prompt_mode", "fast"},
                                  {"output_format", "png"},
                                  {"image_urls", {"https://example.com/a.png"}},
                                  {"guidance_scale", 3.5}},
                                 kText4);

  EXPECT_EQ(task.model, "mini");
  EXPECT_EQ(task.runs, 2);
  EXPECT_EQ(task.group_max, 3);
  EXPECT_EQ(task.seed, 5u);
  EXPECT_EQ(task.rewrite, Rewrite::Fast);
  EXPECT_EQ(task.format, PictureFormat::Png);
  EXPECT_TRUE(task.is_safety_checked) << "this key may not switch it off";
  EXPECT_TRUE(task.references.empty()) << "text-to-image reads none";
  EXPECT_FALSE(task.has_watermark);
}

TEST_F(FalQueue, EnrichesPromptsOnV4UnlessTold) {
  EXPECT_EQ(task_of({{"prompt", "x"}}, kText4).rewrite, Rewrite::Standard);
  EXPECT_EQ(task_of({{"prompt", "x"}}, kText45).rewrite, Rewrite::Off);
}

TEST_F(FalQueue, MultipliesRunsAndGroups) {
  EXPECT_EQ(run({{"prompt", "x"}, {"num_images", 2}, {"max_images", 3}})["images"].size(), 6u);
  EXPECT_EQ(run({{"prompt", "x"}, {"num_images", 3}, {"max_images", 1}})["images"].size(), 3u);
}

// Below Seedream's smallest picture, all of them: enlarged, their ratio kept.
TEST_F(FalQueue, EnlargesPresets) {
  const struct {
    const char* name;
    double ratio;
  } presets[] = {{"square_hd", 1},           {"square", 1},
                 {"portrait_4_3", 3.0 / 4},  {"portrait_16_9", 9.0 / 16},
                 {"landscape_4_3", 4.0 / 3}, {"landscape_16_9", 16.0 / 9}};
  for (const auto& preset : presets) {
    for (const char* path : {kText4, kText45}) {
      const PixelSize size = task_of({{"prompt", "x"}, {"image_size", preset.name}}, path).size;
      EXPECT_GE(size.pixels(), path == kText4 ? 921'600 : 3'686'400) << preset.name;
      EXPECT_NEAR(static_cast<double>(size.width_px) / static_cast<double>(size.height_px), preset.ratio,
                  0.02);
    }
  }
  EXPECT_EQ(size_of("square_hd", kText4), "1024x1024") << "large enough for 4.0";
}

TEST_F(FalQueue, ReadsTiersAndSides) {
  EXPECT_EQ(size_of("auto_2K"), "2048x2048");
  EXPECT_EQ(size_of("auto_4K"), "4096x4096");
  EXPECT_EQ(size_of("auto", kText4), "2048x2048");
  EXPECT_EQ(size_of({{"width", 2560}, {"height", 1440}}), "2560x1440");
  EXPECT_EQ(size_of({{"width", 1280}, {"height", 800}}, kText4), "1280x800")
      << "as @ai-sdk/fal asks for 16:10";
}

TEST_F(FalQueue, ScalesSmallSidesUpOnEditsAndRefusesThemElsewhere) {
  const Json small = {{"width", 640}, {"height", 480}};
  const PixelSize size =
      task_of({{"prompt", "x"}, {"image_size", small}, {"image_urls", {picture(32, 32)}}}, kEdit4).size;

  EXPECT_GE(size.pixels(), 921'600);
  EXPECT_NEAR(static_cast<double>(size.width_px) / static_cast<double>(size.height_px), 4.0 / 3, 0.02);
  faults({{"prompt", "x"}, {"image_size", small}}, kText4);
  faults({{"prompt", "x"}, {"image_size", {{"width", 1024}, {"height", 1024}}}}, kText45);
}

TEST_F(FalQueue, TakesTheShapeOfTheFirstReferenceWhenItMay) {
  const PixelSize size =
      task_of({{"prompt", "x"}, {"image_size", "auto_2K"}, {"image_urls", {picture(64, 32)}}}, kEdit45).size;
  EXPECT_NEAR(static_cast<double>(size.width_px) / static_cast<double>(size.height_px), 2, 0.02);
}

// The vendor uses ten, the last ten.
TEST_F(FalQueue, UsesTheLastTenReferences) {
  Json pictures = Json::array();
  for (int i = 0; i < 12; ++i) pictures.push_back(picture(32 + i, 32));
  const ImageTask task = task_of({{"prompt", "x"}, {"image_urls", pictures}}, kEdit45);

  ASSERT_EQ(task.references.size(), 10u);
  EXPECT_EQ(task.references[9],
            sha256_hex(read_inline_image(pictures[11].get<std::string>(), "image_urls").bytes));
}

// @ai-sdk/fal sends one picture as image_url, and num_images always.
TEST_F(FalQueue, TakesTheSinglePictureOfTheAiSdk) {
  const ImageTask task =
      task_of({{"prompt", "x"}, {"image_url", picture(32, 32)}, {"num_images", 1}}, kEdit45);
  EXPECT_EQ(task.references.size(), 1u);
}

// --- Through the queue ---

TEST_F(FalQueue, SubmitsAndDropsTheSubPathFromTheAddresses) {
  const HttpResponse response = call("POST", "/fal/queue" + std::string(kText45), R"({"prompt":"x"})");
  ASSERT_EQ(response.status, 200) << response.body;
  const Json reply = Json::parse(response.body);
  const std::string id = reply["request_id"];

  EXPECT_EQ(reply["status"], "IN_QUEUE");
  EXPECT_EQ(reply["queue_position"], 0);
  EXPECT_EQ(reply["response_url"], "http://reverie.test/fal/queue/fal-ai/bytedance/requests/" + id);
  EXPECT_EQ(reply["status_url"], "http://reverie.test/fal/queue/fal-ai/bytedance/requests/" + id + "/status");
  EXPECT_EQ(reply["cancel_url"], "http://reverie.test/fal/queue/fal-ai/bytedance/requests/" + id + "/cancel");
  EXPECT_EQ(header_of(response.headers, "x-fal-request-id"), id);
  finish(id);
  for (const char* name : {"status_url", "response_url"}) {
    call_json("GET", reply[name].get<std::string>().substr(std::string("http://reverie.test").size()));
  }
}

TEST_F(FalQueue, KeepsToTheBarePathsItWasReachedUnder) {
  const Json reply = call_json("POST", kText45, {{"prompt", "x"}}, {{"x-fal-queue-priority", "normal"}});
  EXPECT_THAT(reply["status_url"].get<std::string>(),
              StartsWith("http://reverie.test/fal-ai/bytedance/requests/"));
}

// One host may stand for both of the vendor's.
TEST_F(FalQueue, KnowsWhatIsMeantForTheQueue) {
  const std::string body = R"({"prompt":"x"})";
  const auto is_queued = [&](const std::string& target, const Headers& headers) {
    return Json::parse(call("POST", target, body, headers).body).contains("request_id");
  };
  const std::string path = kText45;

  EXPECT_FALSE(is_queued(path, {}));
  EXPECT_TRUE(is_queued(path, {{"X-Fal-Queue-Priority", "normal"}}));
  EXPECT_TRUE(is_queued(path, {{"Host", "queue.fal.local"}}));
  EXPECT_TRUE(is_queued(path + "?fal_webhook=https%3A%2F%2Fexample.com%2Fhook", {}));
}

TEST_F(FalQueue, TellsHowFarARequestIs) {
  engine.step_ms = 100;
  submit();
  const std::string id = submit();
  const Json queued = call_json("GET", kRequests + id + "/status?logs=1", {}, {}, 202);
  EXPECT_EQ(queued["status"], "IN_QUEUE");
  EXPECT_TRUE(queued["queue_position"].is_number()) << "the Python client reads it without asking";
  wait_until([&] { return view_of(id).job.state != JobState::Queued; });

  const Json running = call_json("GET", kRequests + id + "/status?logs=0", {}, {}, 202);
  EXPECT_EQ(running["status"], "IN_PROGRESS");
  EXPECT_EQ(running.at("logs"), nullptr) << "the Python client reads it without asking";
  finish(id);

  const Json completed = call_json("GET", kRequests + id + "/status?logs=1");
  EXPECT_EQ(completed["status"], "COMPLETED");
  EXPECT_THAT(completed["logs"][0]["message"].get<std::string>(), StartsWith("Using seed: "));
  EXPECT_EQ(completed["logs"][0]["level"], "INFO");
  EXPECT_TRUE(completed["logs"][0]["timestamp"].is_string());
  EXPECT_GE(completed["metrics"]["inference_time"].get<double>(), 0.1);
  EXPECT_FALSE(completed.contains("error"));
}

TEST_F(FalQueue, StreamsTheStatusAndEachLineOfTheLogOnce) {
  engine.step_ms = 5;
  const std::string id = submit({{"prompt", "x"}, {"num_images", 3}});
  const HttpResponse response = call("GET", kRequests + id + "/status/stream?logs=1");

  std::vector<Json> events;
  for (std::size_t at = 0; (at = response.body.find("data: ", at)) != std::string::npos; at += 6) {
    events.push_back(Json::parse(response.body.substr(at + 6, response.body.find('\n', at) - at - 6)));
  }
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(events.back()["status"], "COMPLETED");
  std::vector<std::string> lines;
  for (const Json& event : events) {
    if (!event.contains("logs")) continue;
    for (const Json& line : event["logs"]) lines.push_back(line["message"]);
  }
  EXPECT_THAT(lines, ElementsAre(StartsWith("Using seed: "), "Picture 1 of 3 is done",
                                 "Picture 2 of 3 is done", "Picture 3 of 3 is done"));
}

TEST_F(FalQueue, HandsTheResultOut) {
  const std::string id = submit({{"prompt", "x"}, {"sync_mode", true}});
  finish(id);
  const HttpResponse response = call("GET", kRequests + id);

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response.headers, "x-fal-request-id"), id);
  EXPECT_THAT(Json::parse(response.body)["images"][0]["url"].get<std::string>(),
              StartsWith("data:image/jpeg"));
}

TEST_F(FalQueue, HasNoResultWhileItIsDrawn) {
  engine.step_ms = 100;
  const Json reply = call_json("GET", kRequests + submit(), {}, {}, 400);
  EXPECT_EQ(reply["detail"], "Request is still in progress");
}

// There is no FAILED: the result is the error.
TEST_F(FalQueue, CompletesWithAnError) {
  const std::string id = submit({{"prompt", "a catastrophe"}});
  finish(id);

  const Json status = call_json("GET", kRequests + id + "/status");
  EXPECT_EQ(status["status"], "COMPLETED");
  EXPECT_TRUE(status["error"].is_string());
  const HttpResponse response = call("GET", kRequests + id);
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(header_of(response.headers, "X-Fal-Retryable"), "true");
  EXPECT_EQ(header_of(response.headers, "x-fal-request-id"), id);
  EXPECT_EQ(Json::parse(response.body)["detail"][0]["type"], "internal_server_error");
}

TEST_F(FalQueue, Cancels) {
  engine.step_ms = 100;
  const std::string id = submit();
  const Json reply = call_json("PUT", kRequests + id + "/cancel", {}, {}, 202);
  EXPECT_EQ(reply["status"], "CANCELLATION_REQUESTED");
  finish(id);

  const Json status = call_json("GET", kRequests + id + "/status");
  EXPECT_EQ(status["status"], "COMPLETED");
  EXPECT_EQ(status["error_type"], "client_cancelled");
  const HttpResponse result = call("GET", kRequests + id);
  EXPECT_EQ(result.status, 499);
  EXPECT_EQ(header_of(result.headers, "X-Fal-Error-Type"), "client_cancelled");
}

TEST_F(FalQueue, DoesNotCancelWhatIsOverOrUnknown) {
  const std::string id = submit();
  finish(id);

  EXPECT_EQ(call_json("PUT", kRequests + id + "/cancel", {}, {}, 400)["status"], "ALREADY_COMPLETED");
  EXPECT_EQ(call_json("PUT", kRequests + new_job_id() + "/cancel", {}, {}, 404)["status"], "NOT_FOUND");
}

TEST_F(FalQueue, GivesUpWhatDidNotStartInTime) {
  engine.step_ms = 100;
  for (int i = 0; i < 3; ++i) submit();
  const std::string id = submit({{"prompt", "x"}}, {{"X-Fal-Request-Timeout", "0.5"}});
  std::this_thread::sleep_for(std::chrono::milliseconds(510));
  store.cancel_late();

  EXPECT_EQ(call_json("GET", kRequests + id + "/status")["error_type"], "request_timeout");
  const HttpResponse response = call("GET", kRequests + id);
  EXPECT_EQ(response.status, 504);
  EXPECT_EQ(header_of(response.headers, "X-Fal-Request-Timeout-Type"), "user") << "or the npm client retries";
  EXPECT_EQ(Json::parse(response.body)["error_type"], "request_timeout");
}

TEST_F(FalQueue, RefusesATimeoutThatIsNone) {
  for (const char* text : {"soon", "0", "-1", "nan", "1e300", "5s"}) {
    const Json reply = call_json("POST", "/fal/queue" + std::string(kText45), {{"prompt", "x"}},
                                 {{"x-fal-request-timeout", text}}, 422);
    EXPECT_EQ(reply["detail"][0]["loc"], Json({"header", "x-fal-request-timeout"})) << text;
  }
}

TEST_F(FalQueue, KeepsTheRequestsOfOthersToThemselves) {
  const std::string id = submit();
  finish(id);
  const Headers other = {{"Authorization", "Key " + make_key("other")}};

  call_json("GET", kRequests + id, {}, other, 404);
  call_json("GET", kRequests + id + "/status", {}, other, 404);
  call_json("GET", kRequests + id + "/status/stream", {}, other, 404);
  EXPECT_EQ(call_json("PUT", kRequests + id + "/cancel", {}, other, 404)["status"], "NOT_FOUND");
}

TEST_F(FalQueue, DoesNotKnowJobsOfOtherApis) {
  Submission submission;
  submission.account = "tester";
  submission.dialect = "ark";
  submission.task.model = "mini";
  submission.task.prompt = "x";
  submission.task.size = {1024, 1024};

  call_json("GET", kRequests + store.submit(submission, {}).id, {}, {}, 404);
}

TEST_F(FalQueue, SaysWhenTheFilesAreGone) {
  const std::string id = submit();
  finish(id);
  store.expire(now() + std::chrono::hours(1));

  EXPECT_THAT(call_json("GET", kRequests + id, {}, {}, 404)["detail"].get<std::string>(),
              HasSubstr("deleted"));
}

// --- Refusals ---

// The fields of the vendor's own example; @ai-sdk/fal takes strings alone in loc.
TEST_F(FalQueue, ListsFaultsOfTheBody) {
  const Json list = faults({{"image_size", {{"width", 2048}}}, {"num_images", "two"}, {"seed", -2}});

  std::vector<std::string> found;
  for (const Json& fault : list) {
    std::string line = fault["type"];
    for (const Json& part : fault["loc"]) line += " " + part.get<std::string>();
    found.push_back(line);
    EXPECT_TRUE(fault["msg"].is_string());
    EXPECT_TRUE(fault["url"].is_string());
  }
  EXPECT_THAT(found, ::testing::UnorderedElementsAre("missing body prompt", "missing body image_size height",
                                                     "type_error body num_images", "value_error body seed"));
}

TEST_F(FalQueue, ToldInHeadersWhetherToTryAgain) {
  EXPECT_EQ(header_of(call("POST", kText45, "{}").headers, "x-fal-retryable"), "false");
}

TEST_F(FalQueue, WantsAReferenceToEdit) {
  const Json list = faults({{"prompt", "x"}}, kEdit45);
  EXPECT_EQ(list[0]["loc"], Json({"body", "image_urls"}));
  EXPECT_EQ(list[0]["type"], "missing");
  EXPECT_EQ(faults({{"prompt", "x"}, {"image_urls", {"data:image/png;base64,AAAA"}}}, kEdit45)[0]["type"],
            "image_load_error");
}

TEST_F(FalQueue, KnowsAutoOnV4Alone) {
  EXPECT_EQ(faults({{"prompt", "x"}, {"image_size", "auto"}}, kText45)[0]["type"], "literal_error");
}

TEST_F(FalQueue, RefusesWhatThePolicyForbids) {
  const Json list = faults({{"prompt", "a naked child"}});
  EXPECT_EQ(list[0]["type"], "content_policy_violation");
  EXPECT_EQ(list[0]["loc"], Json({"body", "prompt"}));
}

TEST_F(FalQueue, RefusesAWebhookThatIsNoUrl) {
  const Json reply = call_json("POST", "/fal/queue" + std::string(kText45) + "?fal_webhook=nowhere",
                               {{"prompt", "x"}}, {}, 422);
  EXPECT_EQ(reply["detail"][0]["loc"], Json({"query", "fal_webhook"}));
}

// "detail" for fal's clients, "message" for @ai-sdk/fal.
TEST_F(FalQueue, DoesNotKnowSeedreamFive) {
  const Json reply =
      call_json("POST", "/fal/bytedance/seedream/v5/lite/text-to-image", {{"prompt", "x"}}, {}, 404);
  EXPECT_EQ(reply["detail"], reply["message"]);
}

TEST_F(FalQueue, AsksForAKey) {
  const Json reply = call_json("POST", kText45, {{"prompt", "x"}}, {{"Authorization", "Key wrong"}}, 401);
  EXPECT_TRUE(reply["detail"].is_string());
}

TEST_F(FalQueue, HasAnAnswerForEachError) {
  const std::map<ErrorCode, int> statuses = {
      {ErrorCode::InvalidRequest, 422}, {ErrorCode::TooLarge, 413},     {ErrorCode::Unauthenticated, 401},
      {ErrorCode::Forbidden, 403},      {ErrorCode::OutOfCredits, 403}, {ErrorCode::Refused, 422},
      {ErrorCode::NotFound, 404},       {ErrorCode::Conflict, 409},     {ErrorCode::Busy, 429},
      {ErrorCode::Cancelled, 499},      {ErrorCode::OutOfMemory, 500},  {ErrorCode::CorruptFile, 500},
      {ErrorCode::Unreachable, 422},    {ErrorCode::WriteFailed, 500},  {ErrorCode::Internal, 500}};
  HttpRequest request;
  request.id = "some id";
  for (const ErrorCode code : kErrorCodes) {
    const HttpResponse response = fal::error_reply(request, Error(code, "what"));
    const Json detail = Json::parse(response.body)["detail"];
    EXPECT_EQ(response.status, statuses.at(code)) << error_code_name(code);
    EXPECT_EQ(detail.is_array() ? detail[0]["msg"] : detail, "what");
    EXPECT_EQ(header_of(response.headers, "x-fal-request-id"), "some id");
  }
  const HttpResponse busy = fal::error_reply(request, BusyError("later", std::chrono::seconds(9)));
  EXPECT_EQ(header_of(busy.headers, "retry-after"), "9");
}

// --- Webhooks ---

TEST_F(FalQueue, TellsItsWebhookOfTheEnd) {
  const Json submitted =
      call_json("POST", "/fal/queue" + std::string(kText45) + "?fal_webhook=https%3A%2F%2Fexample.com%2Fhook",
                {{"prompt", "x"}});
  const Job job = finish(submitted["request_id"]);
  EXPECT_EQ(job.webhook.value().url, "https://example.com/hook");
  EXPECT_THAT(job.webhook->events, ElementsAre("succeeded", "failed", "cancelled"));

  const WebhookMessage message = fal::webhook_message(service, job, {}, "https://public.test").value();
  const Json body = Json::parse(message.body);
  EXPECT_EQ(body["request_id"], job.id);
  EXPECT_EQ(body["gateway_request_id"], job.id);
  EXPECT_EQ(body["status"], "OK");
  EXPECT_FALSE(body.contains("error"));
  EXPECT_THAT(body["payload"]["images"][0]["url"].get<std::string>(),
              StartsWith("https://public.test/files/"));
}

TEST_F(FalQueue, TellsItsWebhookOfAFailure) {
  const Job job = finish(submit({{"prompt", "a catastrophe"}}));
  const Json body = Json::parse(fal::webhook_message(service, job, {}, "https://public.test").value().body);

  EXPECT_EQ(body["status"], "ERROR");
  EXPECT_EQ(body["error"], "Invalid status code: 500");
  EXPECT_TRUE(body["payload"]["detail"].is_array());
}

TEST_F(FalQueue, HasNothingToTellBeforeTheEnd) {
  engine.step_ms = 100;
  const std::string id = submit();
  EXPECT_FALSE(fal::webhook_message(service, store.find(id).value(), {}, "https://public.test"));
}

}  // namespace
}  // namespace reverie
