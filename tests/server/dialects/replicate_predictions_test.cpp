// Predictions on Replicate's paths: what becomes a job, what is answered when, what is refused and in which
// words, and what webhooks say.
#include "server/dialects/replicate_predictions.h"

#include <gmock/gmock.h>

#include "intake/data_uri.h"
#include "intake/webhook_signature.h"
#include "server/busy_error.h"
#include "server/dialects/dialect_fixture.h"
#include "server/dialects/replicate_models.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

constexpr const char* k45 = "/v1/models/bytedance/seedream-4.5/predictions";
constexpr const char* k4 = "/v1/models/bytedance/seedream-4/predictions";
constexpr const char* kPredictions = "/v1/predictions";
constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const Headers kWait = {{"Prefer", "wait"}};

class ReplicatePredictions : public DialectFixture {
 protected:
  ReplicatePredictions() : DialectFixture(settings()) {
    for (const std::string mount : {"", "/replicate"}) {
      add("POST", mount + "/v1/models/{owner}/{name}/predictions", replicate::create_model_prediction);
      add("POST", mount + "/v1/predictions", replicate::create_prediction);
      add("GET", mount + "/v1/predictions", replicate::list_predictions);
      add("GET", mount + "/v1/predictions/{id}", replicate::get_prediction);
      add("POST", mount + "/v1/predictions/{id}/cancel", replicate::cancel_prediction);
      add("GET", mount + "/v1/webhooks/default/secret", replicate::webhook_secret);
      add("GET", mount + "/v1/account", replicate::account);
    }
    router.set_error_writer("/v1", replicate::error_reply);
  }

  static ServiceSettings settings() {
    ServiceSettings settings;
    settings.webhook_secret = kSecret;
    return settings;
  }

  void add(const std::string& method, const std::string& pattern, DialectHandler handler) {
    add_route(method, pattern, handler, replicate::error_reply);
  }

  // A finished prediction.
  Json predict(const Json& input, const std::string& path = k45) {
    return call_json("POST", path, {{"input", input}}, kWait, 201);
  }
  ImageTask task_of(const Json& input, const std::string& path = k45) {
    predict(input, path);
    return newest().task;
  }
  Json refused(const Json& body, const std::string& path = k45, int status = 422) {
    const Json reply = call_json("POST", path, body, {}, status);
    EXPECT_EQ(reply["status"], status);
    return reply;
  }
  void slow_down() { engine.step_ms = 100; }

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

// --- Answers ---

TEST_F(ReplicatePredictions, AnswersAtOnceWithStarting) {
  const Json reply = call_json("POST", k45, {{"input", {{"prompt", "a heron"}}}}, {}, 201);

  const std::string id = reply["id"];
  EXPECT_TRUE(is_uuid(id));
  EXPECT_EQ(reply["status"], "starting");
  EXPECT_EQ(reply["model"], "bytedance/seedream-4.5");
  EXPECT_EQ(reply["version"], "hidden");
  EXPECT_EQ(reply["input"], (Json{{"prompt", "a heron"}}));
  EXPECT_EQ(reply["output"], nullptr);
  EXPECT_EQ(reply["error"], nullptr);
  EXPECT_EQ(reply["logs"], "");
  EXPECT_EQ(reply["data_removed"], false);
  EXPECT_EQ(reply["source"], "api");
  EXPECT_EQ(reply["started_at"], nullptr);
  EXPECT_EQ(reply["completed_at"], nullptr);
  EXPECT_EQ(reply["metrics"], Json::object());
  EXPECT_EQ(reply["urls"]["get"], "http://reverie.test/v1/predictions/" + id);
  EXPECT_EQ(reply["urls"]["cancel"], "http://reverie.test/v1/predictions/" + id + "/cancel");
  EXPECT_FALSE(reply["urls"].contains("stream"));
}

TEST_F(ReplicatePredictions, WaitsWhenTheClientPrefersIt) {
  const Json reply = predict({{"prompt", "a heron"}});

  EXPECT_EQ(reply["status"], "succeeded");
  ASSERT_EQ(reply["output"].size(), 1u);
  EXPECT_THAT(reply["output"][0].get<std::string>(), StartsWith("http://reverie.test/files/"));
  EXPECT_THAT(reply["output"][0].get<std::string>(), HasSubstr(".jpeg?"));
  EXPECT_TRUE(reply["started_at"].is_string());
  EXPECT_TRUE(reply["completed_at"].is_string());
  EXPECT_GE(reply["metrics"]["total_time"].get<double>(), reply["metrics"]["predict_time"].get<double>());
  EXPECT_EQ(reply["metrics"]["image_count"], 1);
  EXPECT_THAT(reply["logs"].get<std::string>(), HasSubstr("Picture 1 of 1 is done\n"));
}

// run() of both clients takes any other status for the end, and would return null.
TEST_F(ReplicatePredictions, SaysStartingWhenTheWaitRanOutThoughItIsBeingDrawn) {
  slow_down();
  const std::string body = Json{{"input", {{"prompt", "a heron"}}}}.dump();
  call("POST", k45, body);  // keeps the worker busy, and shows that the second is queued
  const HttpResponse response = call("POST", k45, body, {{"Prefer", "wait=1"}}, true);

  EXPECT_EQ(response.status, 202);
  const Json reply = Json::parse(response.body);
  EXPECT_EQ(reply["status"], "starting");
  EXPECT_EQ(reply["output"], nullptr);
  const std::string id = reply["id"];
  wait_until([&] { return view_of(id).job.state != JobState::Queued; });
  EXPECT_EQ(call_json("GET", kPredictions + ("/" + id))["status"], "processing");
  finish(id);
  EXPECT_EQ(call_json("GET", kPredictions + ("/" + id))["status"], "succeeded");
}

TEST_F(ReplicatePredictions, ReadsHowLongTheClientWaits) {
  const auto limit_of = [&](const std::string& prefer) {
    const Answer answer = replicate::create_model_prediction(
        service, request_of("POST", k45, R"({"input":{"prompt":"x"}})", {{"prefer", prefer}}),
        {{"owner", "bytedance"}, {"name", "seedream-4.5"}});
    const auto* wait = std::get_if<WaitForJob>(&answer);
    return wait == nullptr ? -1 : wait->limit.value().count();
  };

  EXPECT_EQ(limit_of("wait"), 60'000);
  EXPECT_EQ(limit_of("wait=5"), 5'000);
  EXPECT_EQ(limit_of("respond-async, Wait = 2.5"), 2'500);
  EXPECT_EQ(limit_of("respond-async"), -1);
  EXPECT_EQ(limit_of("wait=soon"), -1);
  EXPECT_EQ(limit_of("wait=nan"), -1);
  EXPECT_EQ(limit_of("wait=inf"), -1);
  EXPECT_EQ(limit_of("wait=0"), -1);
}

TEST_F(ReplicatePredictions, KeepsThePrefixItWasReachedUnder) {
  const Json reply =
      call_json("POST", "/replicate" + std::string(k45), {{"input", {{"prompt", "x"}}}}, {}, 201);

  EXPECT_THAT(reply["urls"]["get"].get<std::string>(),
              StartsWith("http://reverie.test/replicate/v1/predictions/"));
}

TEST_F(ReplicatePredictions, SaysWhatWentWrongAndWhatTheSeedWas) {
  const Json reply = predict({{"prompt", "a catastrophe"}, {"seed", 7}});

  EXPECT_EQ(reply["status"], "failed");
  EXPECT_TRUE(reply["error"].is_string());
  EXPECT_EQ(reply["output"], nullptr);
  EXPECT_THAT(reply["logs"].get<std::string>(), StartsWith("Using seed: 7\n"));
}

TEST_F(ReplicatePredictions, TellsOfTheRewrittenPromptInTheLog) {
  const Json reply = predict({{"prompt", "a heron"}, {"enhance_prompt", true}}, k4);

  EXPECT_THAT(reply["logs"].get<std::string>(), HasSubstr("Using prompt: a heron, in fine detail\n"));
}

// What parseProgressFromLogs of the npm client and Prediction.progress of the Python one look for.
TEST_F(ReplicatePredictions, ShowsProgressAsClientsParseIt) {
  slow_down();
  const std::string id = call_json("POST", k45, {{"input", {{"prompt", "x"}}}}, {}, 201)["id"];
  wait_until([&] { return view_of(id).progress.share >= 0.5; });

  const std::string logs = call_json("GET", kPredictions + ("/" + id))["logs"];
  EXPECT_THAT(logs, ::testing::ContainsRegex("\n *[0-9]+%\\|[# ]+\\| [0-9]+/100\n"));
}

// --- What becomes a job ---

TEST_F(ReplicatePredictions, DrawsTwoThousandSquareWhenNothingIsSaid) {
  const ImageTask task = task_of({{"prompt", "a heron"}});

  EXPECT_EQ(task.model, "mini");
  EXPECT_EQ(to_string(task.size), "2048x2048");
  EXPECT_EQ(task.runs, 1);
  EXPECT_EQ(task.group_max, 0);
  EXPECT_EQ(task.format, PictureFormat::Jpeg);
  EXPECT_FALSE(task.has_watermark);
  EXPECT_EQ(task.rewrite, Rewrite::Off);
}

TEST_F(ReplicatePredictions, TakesTheShapeOfTheFirstReferenceWhenNothingIsSaid) {
  const ImageTask task =
      task_of({{"prompt", "x"}, {"image_input", {picture(64, 32), picture(32, 64)}}, {"size", "4K"}});

  EXPECT_EQ(task.references.size(), 2u);
  EXPECT_NEAR(static_cast<double>(task.size.width_px) / static_cast<double>(task.size.height_px), 2, 0.02);
}

TEST_F(ReplicatePredictions, ReadsEveryField) {
  const ImageTask task = task_of({{"prompt", "seasons of a tree"},
                                  {"size", "2K"},
                                  {"aspect_ratio", "16:9"},
                                  {"width", 1024},
                                  {"height", 1024},
                                  {"sequential_image_generation", "auto"},
                                  {"max_images", 4},
                                  {"disable_safety_checker", true},
                                  {"seed", 11},
                                  {"output_format", "png"},
                                  {"num_outputs", 3},
                                  {"guidance_scale", 3.5}});

  EXPECT_EQ(to_string(task.size), "2848x1600") << "width and height belong to the size custom alone";
  EXPECT_EQ(task.group_max, 4);
  EXPECT_EQ(task.runs, 1) << "num_outputs is not Seedream's";
  EXPECT_EQ(task.seed, 11u);
  EXPECT_EQ(task.format, PictureFormat::Png);
  EXPECT_TRUE(task.is_safety_checked) << "this key may not switch it off";
}

TEST_F(ReplicatePredictions, ReadsExactSides) {
  EXPECT_EQ(to_string(task_of({{"prompt", "x"},
                               {"size", "custom"},
                               {"width", 1920},
                               {"height", 2560},
                               {"aspect_ratio", "1:1"}})
                          .size),
            "1920x2560");
  EXPECT_EQ(to_string(task_of({{"prompt", "x"}, {"size", "custom"}, {"width", 3000}}).size), "3000x2048");
}

TEST_F(ReplicatePredictions, IgnoresTheMostOfAGroupWithoutAGroup) {
  EXPECT_EQ(task_of({{"prompt", "x"}, {"max_images", 5}}).group_max, 0);
}

// @ai-sdk/replicate sends its picture as "image", whatever the model calls it.
TEST_F(ReplicatePredictions, TakesTheSingleImageOfTheAiSdk) {
  EXPECT_EQ(task_of({{"prompt", "x"}, {"image", picture(32, 32)}}).references.size(), 1u);
}

TEST_F(ReplicatePredictions, DoesNotRepeatPicturesThatCameInTheRequest) {
  const Json reply = predict({{"prompt", "x"}, {"image_input", {picture(64, 64)}}});

  EXPECT_EQ(reply["input"]["image_input"][0], "data:image/png;base64,...");
}

TEST_F(ReplicatePredictions, TakesModelsByVersion) {
  const auto run = [&](const std::string& version) {
    return call_json("POST", kPredictions, {{"version", version}, {"input", {{"prompt", "x"}}}}, kWait, 201);
  };
  const std::string id = replicate::find_model(service, "bytedance/seedream-4", "version").version_id();

  EXPECT_EQ(run("bytedance/seedream-4")["version"], "hidden");
  EXPECT_EQ(run(id)["model"], "bytedance/seedream-4");
  EXPECT_EQ(run(id)["version"], id);
  EXPECT_EQ(run("bytedance/seedream-4:" + id)["version"], id);
  EXPECT_EQ(run("reverie/mini")["model"], "reverie/mini");
  EXPECT_EQ(run("seedream-4.5")["model"], "reverie/seedream-4.5");
}

TEST_F(ReplicatePredictions, TakesTheOldFormOfTheToken) {
  call_json("POST", k45, {{"input", {{"prompt", "x"}}}}, {{"Authorization", "Token " + key}}, 201);
}

// --- Cancelling ---

TEST_F(ReplicatePredictions, Cancels) {
  slow_down();
  const std::string id = call_json("POST", k45, {{"input", {{"prompt", "x"}}}}, {}, 201)["id"];
  EXPECT_EQ(call_json("POST", kPredictions + ("/" + id + "/cancel"))["id"], id);
  finish(id);

  const Json reply = call_json("GET", kPredictions + ("/" + id));
  EXPECT_EQ(reply["status"], "canceled");
  EXPECT_EQ(reply["error"], nullptr);
}

TEST_F(ReplicatePredictions, LeavesAFinishedPredictionAsItIs) {
  const std::string id = predict({{"prompt", "x"}})["id"];

  EXPECT_EQ(call_json("POST", kPredictions + ("/" + id + "/cancel"))["status"], "succeeded");
}

TEST_F(ReplicatePredictions, AbortsWhatDidNotStartInTime) {
  slow_down();
  call_json("POST", k45, {{"input", {{"prompt", "first"}}}}, {}, 201);
  call_json("POST", k45, {{"input", {{"prompt", "second"}}}}, {}, 201);
  call_json("POST", k45, {{"input", {{"prompt", "third"}}}}, {}, 201);
  const Json late = call_json("POST", k45, {{"input", {{"prompt", "late"}}}}, {{"Cancel-After", "1s"}}, 201);
  EXPECT_TRUE(late["deadline"].is_string());
  std::this_thread::sleep_for(std::chrono::milliseconds(1010));
  store.cancel_late();

  EXPECT_EQ(call_json("GET", kPredictions + ("/" + late["id"].get<std::string>()))["status"], "aborted");
}

TEST_F(ReplicatePredictions, ReadsTimesOfCancelAfter) {
  const auto seconds_of = [&](const std::string& text) {
    const Json reply = call_json("POST", k45, {{"input", {{"prompt", "x"}}}}, {{"Cancel-After", text}}, 201);
    const Job job = store.find(reply["id"]).value();
    return (unix_milliseconds(job.deadlines.finish_by.value()) - unix_milliseconds(job.created) + 500) / 1000;
  };

  EXPECT_EQ(seconds_of("90"), 90);
  EXPECT_EQ(seconds_of("1m"), 60);
  EXPECT_EQ(seconds_of("1h30m45s"), 5445);
  for (const char* text : {"soon", "1d", "-5s", "0s", "m", "5s,"}) {
    const Json reply = call_json("POST", k45, {{"input", {{"prompt", "x"}}}}, {{"Cancel-After", text}}, 422);
    EXPECT_EQ(reply["invalid_fields"][0]["field"], "Cancel-After") << text;
  }
}

// --- Lists ---

TEST_F(ReplicatePredictions, ListsTheNewestFirstInPages) {
  std::vector<std::string> ids;
  for (int i = 0; i < 102; ++i) {
    Submission submission;
    submission.account = "tester";
    submission.dialect = i == 50 ? "fal" : "replicate";
    submission.model_echo = "bytedance/seedream-4.5";
    submission.echo = {{"input", {{"prompt", "x"}}}};
    submission.task.model = "mini";
    submission.task.prompt = "x";
    submission.task.size = {1024, 1024};
    ids.push_back(store.submit(submission, {.queue_length = 500, .unfinished_per_account = 500}).id);
  }

  const Json first = call_json("GET", kPredictions);
  EXPECT_EQ(first["previous"], nullptr);
  ASSERT_EQ(first["results"].size(), 100u);
  EXPECT_EQ(first["results"][0]["id"], ids.back());
  const std::string next = first["next"];
  EXPECT_THAT(next, StartsWith("http://reverie.test/v1/predictions?cursor="));
  const Json second = call_json("GET", next.substr(std::string("http://reverie.test").size()));
  ASSERT_EQ(second["results"].size(), 1u);
  EXPECT_EQ(second["results"][0]["id"], ids.front());
  EXPECT_EQ(second["next"], nullptr);
}

TEST_F(ReplicatePredictions, RefusesFiltersThatItDoesNotHave) {
  call_json("GET", std::string(kPredictions) + "?created_after=2025-01-01T00:00:00Z", {}, {}, 422);
}

TEST_F(ReplicatePredictions, KeepsTheJobsOfOthersToThemselves) {
  const std::string id = predict({{"prompt", "mine"}})["id"];
  const Headers other = {{"Authorization", "Bearer " + make_key("other")}};

  const Json reply = call_json("GET", kPredictions + ("/" + id), {}, other, 404);
  EXPECT_EQ(reply["status"], 404);
  EXPECT_EQ(call_json("POST", kPredictions + ("/" + id + "/cancel"), {}, other, 404)["title"], "Not found");
  EXPECT_EQ(call_json("GET", kPredictions, {}, other)["results"], Json::array());
  call_json("GET", std::string(kPredictions) + "?cursor=" + id, {}, other, 404);
}

TEST_F(ReplicatePredictions, DoesNotKnowJobsOfOtherApis) {
  Submission submission;
  submission.account = "tester";
  submission.dialect = "ark";
  submission.task.model = "mini";
  submission.task.prompt = "x";
  submission.task.size = {1024, 1024};
  const std::string id = store.submit(submission, {}).id;

  call_json("GET", kPredictions + ("/" + id), {}, {}, 404);
}

// --- Refusals ---

// To the letter, as live answers were recorded.
TEST_F(ReplicatePredictions, SaysWhichFieldIsMissingInTheVendorsWords) {
  EXPECT_EQ(refused({{"input", Json::object()}}),
            (Json{{"title", "Input validation failed"},
                  {"detail", "- input: prompt is required\n"},
                  {"status", 422},
                  {"invalid_fields",
                   {{{"type", "required"}, {"field", "input"}, {"description", "prompt is required"}}}}}));
}

// The vendor's own example of a misspelled "input".
TEST_F(ReplicatePredictions, RefusesUnknownFieldsBesideTheInput) {
  const Json reply =
      refused({{"version", "bytedance/seedream-4"}, {"inptu", {{"text", "Alice"}}}}, kPredictions);

  EXPECT_EQ(reply["invalid_fields"],
            (Json{{{"type", "required"}, {"field", ""}, {"description", "input is required"}},
                  {{"type", "additional_property_not_allowed"},
                   {"field", ""},
                   {"description", "Additional property inptu is not allowed"}}}));
}

TEST_F(ReplicatePredictions, ListsEveryFieldAtFault) {
  const Json fields = refused({{"input",
                                {{"size", "1K"},
                                 {"image_input", "https://example.com/a.png"},
                                 {"max_images", 16},
                                 {"seed", nullptr}}}})["invalid_fields"];

  std::vector<std::string> types;
  for (const Json& field : fields) {
    types.push_back(field["type"].get<std::string>() + " " + field["field"].get<std::string>());
  }
  EXPECT_THAT(types,
              UnorderedElementsAre("required input", "enum input.size", "invalid_type input.image_input",
                                   "out_of_range input.max_images", "invalid_type input.seed"));
}

TEST_F(ReplicatePredictions, KnowsTheBoundsOfEachModel) {
  Json references = Json::array();
  for (int i = 0; i < 11; ++i) references.push_back(picture(32, 32));

  refused({{"input", {{"prompt", "x"}, {"image_input", references}}}}, k4);
  EXPECT_EQ(task_of({{"prompt", "x"}, {"image_input", references}}).references.size(), 11u);
  EXPECT_EQ(to_string(task_of({{"prompt", "x"}, {"size", "1K"}}, k4).size), "1024x1024");
  refused({{"input", {{"prompt", std::string(4001, 'x')}}}});
  predict({{"prompt", std::string(4001, 'x')}}, k4);
}

TEST_F(ReplicatePredictions, NamesAReferenceThatIsNoPicture) {
  const Json reply = refused({{"input", {{"prompt", "x"}, {"image_input", {"data:image/png;base64,AAAA"}}}}});

  EXPECT_EQ(reply["invalid_fields"][0]["field"], "input.image_input");
  EXPECT_THAT(reply["detail"].get<std::string>(), StartsWith("- input.image_input: "));
}

TEST_F(ReplicatePredictions, DoesNotKnowSeedreamFive) {
  const Json reply =
      refused({{"input", {{"prompt", "x"}}}}, "/v1/models/bytedance/seedream-5-lite/predictions", 404);
  EXPECT_EQ(reply["title"], "Not found");
}

TEST_F(ReplicatePredictions, SaysThatAVersionIsInvalidInTheVendorsWords) {
  const Json reply = refused({{"version", std::string(64, 'a')}, {"input", {{"prompt", "x"}}}}, kPredictions);
  EXPECT_EQ(reply["title"], "Invalid version or not permitted");
}

TEST_F(ReplicatePredictions, RefusesWhatThePolicyForbids) {
  const Json reply = refused({{"input", {{"prompt", "a naked child"}}}});
  EXPECT_EQ(reply["title"], "Content flagged as sensitive");
}

TEST_F(ReplicatePredictions, AsksForAToken) {
  const Json reply =
      call_json("POST", k45, {{"input", {{"prompt", "x"}}}}, {{"Authorization", "Bearer wrong"}}, 401);
  EXPECT_EQ(reply["title"], "Unauthenticated");
  EXPECT_EQ(reply["status"], 401);
}

TEST_F(ReplicatePredictions, RefusesABodyThatIsNoObject) {
  EXPECT_EQ(call("POST", k45, "[]").status, 422);
  EXPECT_EQ(call("POST", k45, "{").status, 422);
}

TEST_F(ReplicatePredictions, HasAnAnswerForEachError) {
  const std::map<ErrorCode, int> statuses = {
      {ErrorCode::InvalidRequest, 422}, {ErrorCode::TooLarge, 413},     {ErrorCode::Unauthenticated, 401},
      {ErrorCode::Forbidden, 403},      {ErrorCode::OutOfCredits, 402}, {ErrorCode::Refused, 422},
      {ErrorCode::NotFound, 404},       {ErrorCode::Conflict, 409},     {ErrorCode::Busy, 429},
      {ErrorCode::Cancelled, 409},      {ErrorCode::OutOfMemory, 500},  {ErrorCode::CorruptFile, 500},
      {ErrorCode::Unreachable, 422},    {ErrorCode::WriteFailed, 500},  {ErrorCode::Internal, 500}};
  for (const ErrorCode code : kErrorCodes) {
    const HttpResponse response = replicate::error_reply({}, Error(code, "what"));
    const Json body = Json::parse(response.body);
    EXPECT_EQ(response.status, statuses.at(code)) << error_code_name(code);
    EXPECT_EQ(body["status"], response.status);
    EXPECT_EQ(body["detail"], "what");
    EXPECT_TRUE(body["title"].is_string());
  }
  const HttpResponse busy = replicate::error_reply({}, BusyError("later", std::chrono::seconds(9)));
  EXPECT_EQ(header_of(busy.headers, "Retry-After"), "9");
  EXPECT_EQ(Json::parse(busy.body)["retry_after"], 9);
}

// --- Webhooks ---

TEST_F(ReplicatePredictions, MapsTheEventsOfWebhooks) {
  const auto events_of = [&](Json fields) {
    fields["input"] = {{"prompt", "x"}};
    const Json reply = call_json("POST", k45, fields, {}, 201);
    return store.find(reply["id"]).value().webhook.value().events;
  };
  const std::string url = "https://example.com/hook";

  EXPECT_THAT(events_of({{"webhook", url}}), ElementsAre("image", "succeeded", "failed", "cancelled"));
  EXPECT_THAT(events_of({{"webhook", url}, {"webhook_events_filter", {"start"}}}), ElementsAre("started"));
  EXPECT_THAT(events_of({{"webhook", url}, {"webhook_events_filter", {"output", "logs"}}}),
              ElementsAre("image"));
  EXPECT_THAT(events_of({{"webhook", url}, {"webhook_events_filter", {"completed"}}}),
              ElementsAre("succeeded", "failed", "cancelled"));
  EXPECT_THAT(events_of({{"webhook_completed", url}}), ElementsAre("succeeded", "failed", "cancelled"));
}

TEST_F(ReplicatePredictions, RefusesWebhooksThatItCannotSend) {
  const Json input = {{"prompt", "x"}};
  EXPECT_EQ(refused({{"input", input}, {"webhook", "not a url"}})["invalid_fields"][0]["field"], "webhook");
  refused({{"input", input}, {"webhook", "https://example.com"}, {"webhook_events_filter", {"end"}}});
}

// The check that the npm client's validateWebhook makes.
TEST_F(ReplicatePredictions, SignsWhatItSends) {
  const std::string id = predict({{"prompt", "a heron"}})["id"];
  const Job job = store.find(id).value();
  const DueDelivery delivery{.id = 17, .job_id = id, .event = "succeeded", .attempt = 2};
  const WebhookMessage message =
      replicate::webhook_message(service, job, delivery, "https://public.test").value();

  const Json body = Json::parse(message.body);
  EXPECT_EQ(body["status"], "succeeded");
  EXPECT_EQ(body["urls"]["get"], "https://public.test/v1/predictions/" + id);
  EXPECT_THAT(body["output"][0].get<std::string>(), StartsWith("https://public.test/files/"));
  const std::string webhook_id(header_of(message.headers, "webhook-id"));
  EXPECT_EQ(webhook_id, "msg_" + id + "_17");
  const int64_t seconds = std::stoll(std::string(header_of(message.headers, "webhook-timestamp")));
  EXPECT_EQ(header_of(message.headers, "webhook-signature"),
            standard_webhook_signature(kSecret, webhook_id, seconds, message.body));
}

TEST_F(ReplicatePredictions, TellsTheSecretOfWebhooks) {
  EXPECT_EQ(call_json("GET", "/v1/webhooks/default/secret"), (Json{{"key", kSecret}}));
  call_json("GET", "/v1/webhooks/default/secret", {}, {{"Authorization", "Bearer wrong"}}, 401);
}

TEST_F(ReplicatePredictions, TellsWhoseTokenItIs) {
  EXPECT_EQ(call_json("GET", "/v1/account")["username"], "tester");
}

// --- After the files are gone ---

TEST_F(ReplicatePredictions, SaysThatTheDataWasRemoved) {
  const std::string id = predict({{"prompt", "x"}})["id"];
  store.expire(now() + std::chrono::hours(1));

  const Json reply = call_json("GET", kPredictions + ("/" + id));
  EXPECT_EQ(reply["data_removed"], true);
  EXPECT_EQ(reply["output"], nullptr);
  EXPECT_EQ(reply["input"], Json::object());
}

}  // namespace
}  // namespace reverie
