// Oxen.ai's queue and its stream of events.
#include "server/dialects/oxen_queue.h"

#include <gmock/gmock.h>

#include "intake/data_uri.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAreArray;

constexpr const char* kQueue = "/api/ai/queue";

class OxenQueue : public DialectFixture {
 protected:
  OxenQueue() {
    add_route("POST", kQueue, oxen::enqueue, oxen::error_reply);
    add_route("GET", kQueue, oxen::generations, oxen::error_reply);
    add_route("GET", "/api/ai/queue/{id}", oxen::generation, oxen::error_reply);
    add_route("DELETE", "/api/ai/queue/{id}", oxen::cancel, oxen::error_reply);
    add_route("GET", "/api/events", oxen::events, oxen::error_reply);
    add_route("POST", "/api/ai/images/edit", oxen::images, oxen::error_reply);
  }

  static Json request(const Json& more = Json::object()) {
    Json body = {{"model", "bytedance-seedream-4-5"}, {"prompt", "A cat in a space suit"}};
    if (!more.is_null()) body.update(more);
    return body;
  }
  static Headers with_key(const std::string& key) { return {{"Authorization", "Bearer " + key}}; }

  std::vector<std::string> enqueue(const Json& more, Headers headers = {}) {
    std::vector<std::string> ids;
    const Json reply = call_json("POST", kQueue, request(more), std::move(headers));
    for (const Json& one : reply["generations"]) {
      EXPECT_EQ(one["status"], "queued");
      ids.push_back(one["generation_id"]);
    }
    return ids;
  }
  Json generation(const std::string& id) { return call_json("GET", "/api/ai/queue/" + id); }
  Json finished(const std::string& id) {
    finish(id);
    return generation(id);
  }
  static std::vector<std::string> ids_of(const Json& list) {
    std::vector<std::string> ids;
    for (const Json& one : list["generations"]) ids.push_back(one["generation_id"]);
    EXPECT_EQ(list["count"], ids.size());
    return ids;
  }
  EventStream listen(Headers headers = {}) {
    return std::get<EventStream>(
        router.handle(request_of("GET", "/api/events", "", std::move(headers)), nullptr));
  }
};

TEST_F(OxenQueue, AGenerationIsQueuedAndFetchedLater) {
  const Json reply = call_json("POST", kQueue, request());
  ASSERT_EQ(reply["generations"].size(), 1U);
  const std::string id = reply["generations"][0]["generation_id"];
  EXPECT_TRUE(is_uuid(id));
  const Json generation = finished(id);
  EXPECT_EQ(generation["generation_id"], id);
  EXPECT_EQ(generation["model_name"], "bytedance-seedream-4-5");
  EXPECT_EQ(generation["prompt"], "A cat in a space suit");
  EXPECT_EQ(generation["media_type"], "image");
  EXPECT_EQ(generation["status"], "succeeded");
  EXPECT_THAT(generation["result_url"].get<std::string>(), StartsWith("http://reverie.test/files/"));
  EXPECT_EQ(generation["error_message"], nullptr);
  for (const char* time : {"enqueued_at", "started_at", "completed_at"}) {
    EXPECT_TRUE(generation[time].is_number_integer()) << time;
  }
}

TEST_F(OxenQueue, EveryOtherParameterIsShownAgain) {
  const Json generation = this->generation(
      enqueue({{"size", "4K"}, {"seed", 5}, {"my_label", "x"}, {"status", "mine"}, {"num_generations", 1}})
          .at(0));
  EXPECT_EQ(generation["size"], "4K");
  EXPECT_EQ(generation["seed"], 5);
  EXPECT_EQ(generation["my_label"], "x");
  EXPECT_NE(generation["status"], "mine");
  EXPECT_FALSE(generation.contains("num_generations"));
  EXPECT_FALSE(generation.contains("model"));
}

TEST_F(OxenQueue, FourGenerationsAreFourJobsWithSeedsOfTheirOwn) {
  const std::vector<std::string> ids = enqueue({{"num_generations", 4}, {"seed", 5}});
  ASSERT_EQ(ids.size(), 4U);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const Job job = finish(ids[i]);
    EXPECT_EQ(job.task.seed, 5 + i);
    EXPECT_EQ(job.task.runs, 1);
    EXPECT_EQ(count_done(job), 1);
  }
}

TEST_F(OxenQueue, GenerationsOfOneRequestShareItsReferencesAndNotTheirLimit) {
  const Image image{64, 48, std::vector<uint8_t>(64 * 48 * 3, 90)};
  const std::string picture = make_data_uri("image/png", encode_image(image, ImageFormat::Png));
  const auto ids = enqueue({{"num_generations", 4}, {"input_image", std::vector<std::string>(14, picture)}});
  for (const std::string& id : ids) EXPECT_EQ(finish(id).state, JobState::Succeeded);
  EXPECT_EQ(generation(ids.at(0))["input_image"][0], "data:image/png;base64,...");
}

TEST_F(OxenQueue, TheModelAndTheCountAreCheckedAtOnce) {
  EXPECT_EQ(call_json("POST", kQueue, request({{"model", "flux"}}), {}, 404),
            (Json{{"error", {{"message", "Model not found: flux"}}}}));
  for (const Json& wrong : {Json(0), Json(5), Json("2"), Json(1.5)}) {
    EXPECT_EQ(call_json("POST", kQueue, request({{"num_generations", wrong}}), {}, 400)["status_message"],
              "invalid_params");
  }
  EXPECT_EQ(call("POST", kQueue, "{\"prompt\":\"A cat\"}").status, 400);
  EXPECT_EQ(call("POST", kQueue, "[]").status, 400);
  EXPECT_EQ(call("POST", kQueue, request().dump(), with_key("wrong")).status, 401);
  EXPECT_TRUE(store.list({}).empty());
}

TEST_F(OxenQueue, EveryOtherFaultIsAFailedGeneration) {
  const std::pair<Json, const char*> faults[] = {
      {{{"size", "9K"}}, "size"},
      {{{"size", 4}}, "size"},
      {{{"size", "100x100"}}, "size"},
      {{{"aspect_ratio", "5:4"}}, "aspect_ratio"},
      {{{"prompt", ""}}, "Prompt cannot be empty"},
      {{{"prompt", "a nude child"}}, "content policy"},
      {{{"input_image", "http://127.0.0.1/a.png"}}, "127.0.0.1"},
      {{{"input_image", "data:image/png;base64,AAAA"}}, ""},
      {{{"watermark", "yes"}}, "watermark"},
  };
  for (const auto& [more, words] : faults) {
    const Json generation = this->generation(enqueue(more).at(0));
    EXPECT_EQ(generation["status"], "failed") << more;
    EXPECT_THAT(generation["error_message"].get<std::string>(), HasSubstr(words)) << more;
    EXPECT_EQ(generation["result_url"], nullptr);
    EXPECT_TRUE(generation["completed_at"].is_number_integer());
    EXPECT_EQ(generation["started_at"], nullptr);
    EXPECT_EQ(generation["prompt"], request(more)["prompt"]);
  }
  EXPECT_EQ(engine.drawn, 0);
  EXPECT_EQ(store.count_in(JobState::Queued), 0);
}

TEST_F(OxenQueue, AFaultIsOfEveryGenerationOfTheRequest) {
  const auto ids = enqueue({{"num_generations", 3}, {"size", "9K"}});
  ASSERT_EQ(ids.size(), 3U);
  for (const std::string& id : ids) EXPECT_EQ(generation(id)["status"], "failed");
}

TEST_F(OxenQueue, AGenerationThatFailsWhileItRunsSaysWhy) {
  const Json generation = finished(enqueue({{"prompt", QuickEngine::kFailsHere}}).at(0));
  EXPECT_EQ(generation["status"], "failed");
  EXPECT_THAT(generation["error_message"].get<std::string>(), HasSubstr("cannot be painted"));
}

TEST_F(OxenQueue, CreditsAreCheckedForAllGenerationsOrNoneIsQueued) {
  const std::string account = make_key("some", 10);  // two generations and a half
  EXPECT_EQ(call("POST", kQueue, request({{"num_generations", 3}}).dump(), with_key(account)).status, 402);
  EXPECT_EQ(store.account("some")->credits, 10);
  EXPECT_TRUE(store.list({}).empty());
  EXPECT_EQ(enqueue({{"num_generations", 2}}, with_key(account)).size(), 2U);
}

TEST_F(OxenQueue, AFailedGenerationNeedsCreditsAndGivesThemBack) {
  const std::string poor = make_key("poor", 3);
  EXPECT_EQ(call("POST", kQueue, request({{"size", "9K"}}).dump(), with_key(poor)).status, 402);
  const std::string rich = make_key("rich", 8);
  EXPECT_EQ(enqueue({{"size", "9K"}, {"num_generations", 2}}, with_key(rich)).size(), 2U);
  EXPECT_EQ(store.account("rich")->credits, 8);
}

TEST_F(OxenQueue, ARepeatedRequestIsTheSameGenerations) {
  const Headers headers = {{"Authorization", "Bearer " + key}, {"Idempotency-Key", "order-1"}};
  const auto ids = enqueue({{"num_generations", 3}}, headers);
  EXPECT_EQ(enqueue({{"num_generations", 3}}, headers), ids);
  EXPECT_EQ(call("POST", kQueue, request({{"num_generations", 2}}).dump(), headers).status, 409);
  const Headers others = {{"Authorization", "Bearer " + key}, {"Idempotency-Key", "order-2"}};
  const auto failed = enqueue({{"num_generations", 2}, {"size", "9K"}}, others);
  EXPECT_EQ(enqueue({{"num_generations", 2}, {"size", "9K"}}, others), failed);
}

// --- list, cancel ---

TEST_F(OxenQueue, TheListShowsWhatIsNotFinishedUnlessAsked) {
  const std::string done = enqueue({}).at(0);
  finish(done);
  const std::string failed = enqueue({{"size", "9K"}}).at(0);
  engine.step_ms = 50;
  const auto ids = enqueue({{"num_generations", 2}});
  EXPECT_THAT(ids_of(call_json("GET", kQueue)), UnorderedElementsAreArray(ids));
  EXPECT_THAT(ids_of(call_json("GET", std::string(kQueue) + "?status=succeeded")), ElementsAre(done));
  EXPECT_THAT(ids_of(call_json("GET", std::string(kQueue) + "?status=failed&media_type=image")),
              ElementsAre(failed));
  EXPECT_THAT(ids_of(call_json("GET", std::string(kQueue) + "?model=bytedance-seedream-4")), IsEmpty());
  EXPECT_THAT(ids_of(call_json("GET", std::string(kQueue) + "?media_type=video")), IsEmpty());
  EXPECT_EQ(call("GET", std::string(kQueue) + "?status=done").status, 400);
}

TEST_F(OxenQueue, ACancelledGenerationIsCancelledAndAFinishedOneStaysAsItIs) {
  engine.step_ms = 30;
  const auto ids = enqueue({{"num_generations", 2}});
  const Json reply = call_json("DELETE", "/api/ai/queue/" + ids[1]);
  EXPECT_EQ(reply, (Json{{"status", "success"}, {"generation_id", ids[1]}}));
  EXPECT_EQ(finished(ids[1])["status"], "cancelled");
  EXPECT_EQ(generation(ids[1])["error_message"], nullptr);
  EXPECT_EQ(finished(ids[0])["status"], "succeeded");
  call_json("DELETE", "/api/ai/queue/" + ids[0]);
  EXPECT_EQ(generation(ids[0])["status"], "succeeded");
}

TEST_F(OxenQueue, WhatIsNotTheCallersIsNotThere) {
  const std::string id = enqueue({}).at(0);
  const std::string other = make_key("other");
  for (const char* method : {"GET", "DELETE"}) {
    for (const std::string& name :
         {id, std::string("7b7f0f9e-0000-4000-8000-000000000001"), std::string("x")}) {
      const HttpResponse response = call(method, "/api/ai/queue/" + name, "", with_key(other));
      EXPECT_EQ(response.status, 404) << method << name;
      EXPECT_EQ(Json::parse(response.body)["status_message"], "resource_not_found");
    }
  }
  EXPECT_THAT(ids_of(call_json("GET", kQueue, {}, with_key(other))), IsEmpty());
}

TEST_F(OxenQueue, ASynchronousRequestIsNoGeneration) {
  call_json("POST", "/api/ai/images/edit", request());
  EXPECT_EQ(call("GET", "/api/ai/queue/" + newest().id).status, 404);
  EXPECT_THAT(ids_of(call_json("GET", std::string(kQueue) + "?status=succeeded")), IsEmpty());
}

// --- events ---

TEST_F(OxenQueue, AFinishedGenerationIsToldOnce) {
  const EventStream stream = listen();
  EXPECT_EQ(stream.account, "tester");
  EXPECT_EQ(stream.job_id, "");
  const std::string id = enqueue({}).at(0);
  const std::string expected_url = finished(id)["result_url"];
  const EventStream::Step step = stream.on_change(view_of(id));
  EXPECT_FALSE(step.is_last);
  ASSERT_THAT(step.text, StartsWith("event: media_generation_completed\ndata: {"));
  EXPECT_EQ(Json::parse(step.text.substr(step.text.find('{'))), (Json{{"generation_id", id},
                                                                      {"status", "succeeded"},
                                                                      {"media_type", "image"},
                                                                      {"model", "bytedance-seedream-4-5"},
                                                                      {"url", expected_url}}));
  EXPECT_EQ(stream.on_change(view_of(id)).text, "") << "the news may come twice";
}

TEST_F(OxenQueue, AFailedGenerationIsToldWithItsError) {
  const EventStream stream = listen();
  const std::string id = enqueue({{"prompt", ""}}).at(0);
  const std::string text = stream.on_change(view_of(id)).text;
  ASSERT_THAT(text, StartsWith("event: media_generation_completed\ndata: {"));
  EXPECT_EQ(Json::parse(text.substr(text.find('{'))), (Json{{"generation_id", id},
                                                            {"status", "failed"},
                                                            {"media_type", "image"},
                                                            {"error", "Prompt cannot be empty"}}));
}

TEST_F(OxenQueue, WhatIsNotFinishedOrWasCancelledIsNotTold) {
  const EventStream stream = listen();
  engine.step_ms = 30;
  const auto ids = enqueue({{"num_generations", 2}});
  EXPECT_EQ(stream.on_change(view_of(ids[0])).text, "");
  call_json("DELETE", "/api/ai/queue/" + ids[1]);
  finish(ids[1]);
  EXPECT_EQ(stream.on_change(view_of(ids[1])).text, "");
}

TEST_F(OxenQueue, WhatWasFinishedBeforeIsNotTold) {
  const std::string id = enqueue({}).at(0);
  finish(id);
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  EXPECT_EQ(listen().on_change(view_of(id)).text, "");
}

TEST_F(OxenQueue, WhatIsNoGenerationIsNotTold) {
  const EventStream stream = listen();
  call_json("POST", "/api/ai/images/edit", request());
  EXPECT_EQ(stream.on_change(view_of(newest().id)).text, "");
}

TEST_F(OxenQueue, ListeningNeedsAKey) {
  EXPECT_EQ(call("GET", "/api/events", "", with_key("wrong")).status, 401);
}

}  // namespace
}  // namespace reverie
