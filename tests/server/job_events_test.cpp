// tests/server/job_events_test.cpp
//
// The stream of all of an account's jobs, without sockets: what is told, once, and to whom.

#include "server/job_events.h"

#include <gmock/gmock.h>

#include "server/dialects/dialect_fixture.h"
#include "server/metrics.h"
#include "server/routes.h"

namespace reverie {
namespace {

using testing::ElementsAre;

struct Event {
  std::string name;
  Json data;
};

class JobEvents : public DialectFixture {
 protected:
  JobEvents() { add_routes(router, service, blobs, urls, metrics_, {}); }

  EventStream open(Headers headers = {}) {
    Answer answer = router.handle(request_of("GET", "/api/jobs/events", "", std::move(headers)), {});
    return std::get<EventStream>(std::move(answer));
  }

  static std::vector<Event> events_in(const std::string& text) {
    std::vector<Event> events;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find("\n\n", at);
      const std::string one = text.substr(at, end - at);
      const std::size_t line = one.find('\n');
      events.push_back({one.substr(7, line - 7), Json::parse(one.substr(line + 7))});
      at = end + 2;
    }
    return events;
  }

  std::vector<std::string> names_of(EventStream& stream, const JobView& view) {
    std::vector<std::string> names;
    for (const Event& event : events_in(stream.on_change(view).text)) names.push_back(event.name);
    return names;
  }

  static Job job_in(JobState state) {
    Job job;
    job.id = new_job_id();
    job.account = "tester";
    job.task.model = "mini";
    job.task.size = {1024, 1024};
    job.state = state;
    return job;
  }

  Metrics metrics_{store};
};

TEST_F(JobEvents, OfAllJobsEachSaysWhoseItIs) {
  EventStream stream = open();
  EXPECT_EQ(stream.job_id, "");
  EXPECT_EQ(stream.account, "tester");
  const JobView view{
      job_in(JobState::Running),
      {.share = 0.5, .stage = "denoise[1]", .image_index = 2, .preview_jpeg = "jpeg", .preview_count = 1}};
  const auto events = events_in(stream.on_change(view).text);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].name, "job");
  EXPECT_EQ(events[0].data["id"], view.job.id);
  EXPECT_EQ(events[0].data["progress"], Json({{"share", 0.5}, {"stage", "denoise[1]"}, {"image_index", 2}}));
  EXPECT_EQ(events[1].name, "progress");
  EXPECT_EQ(events[1].data["job"], view.job.id);
  EXPECT_EQ(events[2].name, "preview");
  EXPECT_EQ(events[2].data, Json({{"job", view.job.id}, {"image_index", 2}, {"jpeg", "anBlZw=="}}));
  EXPECT_THAT(names_of(stream, view), ElementsAre()) << "nothing new";
}

TEST_F(JobEvents, TheStreamOfAllGoesOnAfterAJobsEnd) {
  EventStream stream = open();
  Job job = job_in(JobState::Succeeded);
  JobImage image;
  image.blob = std::string(64, 'a');
  image.finished = now();
  job.images = {image};
  const EventStream::Step step = stream.on_change({job, {}});
  EXPECT_FALSE(step.is_last);
  const auto events = events_in(step.text);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].name, "image");
  EXPECT_EQ(events[0].data["job"], job.id);
  EXPECT_EQ(events[1].name, "job");
  EXPECT_EQ(events[1].data["images"].size(), 1U);
}

TEST_F(JobEvents, ARemovedJobIsTold) {
  EventStream stream = open();
  const auto events = events_in(stream.on_removed("an id").text);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].name, "removed");
  EXPECT_EQ(events[0].data, Json({{"job", "an id"}}));
}

TEST_F(JobEvents, PreviewsAreMadeWhileSomebodyListensAndOfHisJobsOnly) {
  {
    const EventStream stream = open();
    const EventStream second = open();
    EXPECT_TRUE(changes.are_previews_asked_for("any job", "tester"));
    EXPECT_FALSE(changes.are_previews_asked_for("any job", "stranger"));
  }
  EXPECT_FALSE(changes.are_previews_asked_for("any job", "tester"));
}

TEST_F(JobEvents, ChangesOfOthersReachNobody) {
  const EventStream stream = open();
  std::vector<std::string> told;
  const auto subscription =
      changes.subscribe(stream.job_id, stream.account, [&](const std::string& id) { told.push_back(id); });
  changes.publish("theirs", "stranger");
  changes.publish("ours", "tester");
  EXPECT_THAT(told, ElementsAre("ours"));
}

TEST_F(JobEvents, AJobThatStartsMovesThoseBehindIt) {
  engine.step_ms = 200;
  const auto submit = [&] { return call_json("POST", "/api/jobs", {{"prompt", "a cat"}}, {}, 202)["id"]; };
  EventStream stream = open();
  const std::string first = submit();
  const std::string second = submit();
  const std::string third = submit();
  while (store.find(first)->state == JobState::Queued) std::this_thread::yield();
  std::vector<std::pair<std::string, int64_t>> queued;
  for (const Event& event : events_in(stream.on_change(view_of(first)).text)) {
    if (event.name != "job" || event.data["state"] != "queued") continue;
    queued.emplace_back(event.data["id"], event.data["queue_position"]);
  }
  EXPECT_THAT(queued, testing::UnorderedElementsAre(std::pair(second, 0), std::pair(third, 1)));
  for (const std::string& id : {second, third}) call("POST", "/api/jobs/" + id + "/cancel");
}

TEST_F(JobEvents, APlanIsToldAsSoonAsThereIsOne) {
  EventStream stream = open();
  JobView view{job_in(JobState::Running), {}};
  EXPECT_THAT(names_of(stream, view), ElementsAre("job"));
  view.job.images.resize(3);
  const auto events = events_in(stream.on_change(view).text);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].data["images"].size(), 3U);
  EXPECT_THAT(names_of(stream, view), ElementsAre()) << "nothing new";
}

TEST_F(JobEvents, EachPictureOfAJobHasItsPreviews) {
  // It used to count them anew for each picture, so that only the first one's were told.
  EventStream stream = open();
  const std::string id = call_json("POST", "/api/jobs", {{"prompt", "a cat"}, {"count", 2}}, {}, 202)["id"];
  engine.step_ms = 5;
  std::set<int64_t> shown;
  while (!is_final(store.find(id)->state)) {
    for (const Event& event : events_in(stream.on_change(view_of(id)).text)) {
      if (event.name == "preview") shown.insert(event.data["image_index"].get<int64_t>());
    }
  }
  EXPECT_THAT(shown, ElementsAre(0, 1));
}

}  // namespace
}  // namespace reverie
