// tests/server/http_server_jobs_test.cpp
//
// Answers that wait for jobs, streams of events, and blobs, over real sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <fstream>

#include "core/error.h"
#include "server/support/running_server.h"

namespace reverie::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Clock = std::chrono::steady_clock;

constexpr const char* kJob = "0190a000-0000-7000-8000-000000000001";
constexpr const char* kOther = "0190a000-0000-7000-8000-000000000002";

HttpResponse say_state(const JobView& view) {
  return {200, {}, std::string(state_name(view.job.state)), std::nullopt};
}

class HttpServerJobs : public ::testing::Test {
 protected:
  // GET /wait/{id}?limit=MILLISECONDS
  void add_wait() {
    server.route("GET", "/wait/{id}", [](const HttpRequest& request, const PathValues& values) {
      WaitForJob wait{values.at("id"), std::nullopt, say_state};
      if (const auto limit = request.query_value("limit")) wait.limit = milliseconds(std::stoi(*limit));
      return wait;
    });
  }

  // GET /events/{id} and GET /events: an event for each change, with what a `Step` is made of.
  void add_events(std::function<EventStream::Step(const JobView&)> on_change) {
    server.route("GET", "/events/{id}", [=](const HttpRequest&, const PathValues& values) {
      return EventStream{values.at("id"), "", on_change, {{"x-extra", "1"}}};
    });
    server.route("GET", "/events", [=](const HttpRequest&, const PathValues&) {
      return EventStream{"", "local", on_change, {}};
    });
  }

  void change(const std::string& id, JobState state) {
    server.jobs.put(id, state);
    server.changes.publish(id, "local");
  }

  // Until a store that is asked anew for every change has been asked so often.
  void wait_for_finds(int count) {
    for (int i = 0; i < 2000 && server.jobs.finds < count; ++i) std::this_thread::sleep_for(milliseconds(1));
    EXPECT_GE(server.jobs.finds, count);
  }

  RunningServer server;
};

EventStream::Step tell_state(const JobView& view) {
  return {server_sent_event("state", std::string(state_name(view.job.state))), is_final(view.job.state)};
}

TEST_F(HttpServerJobs, AFinishedJobIsAnsweredAtOnce) {
  add_wait();
  server.jobs.put(kJob, JobState::Succeeded);
  server.start();
  EXPECT_EQ(server.ask(get(std::string("/wait/") + kJob)).body, "succeeded");
}

TEST_F(HttpServerJobs, AnUnknownJobIsTheRoutesOwnError) {
  add_wait();
  server.start();
  const RawReply reply = server.ask(get(std::string("/wait/") + kJob));
  EXPECT_EQ(reply.status, 404);
  EXPECT_THAT(reply.body, HasSubstr("NotFound: there is no job"));
}

TEST_F(HttpServerJobs, TheAnswerComesWhenTheJobIsFinished) {
  add_wait();
  server.jobs.put(kJob, JobState::Queued);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/wait/") + kJob));
  wait_for_finds(1);
  change(kJob, JobState::Running);
  wait_for_finds(2);
  change(kJob, JobState::Failed);
  EXPECT_EQ(client.read_reply().body, "failed");
}

TEST_F(HttpServerJobs, AtTheLimitTheUnfinishedJobIsShown) {
  add_wait();
  server.jobs.put(kJob, JobState::Running);
  server.start();
  const auto begun = Clock::now();
  EXPECT_EQ(server.ask(get(std::string("/wait/") + kJob + "?limit=300")).body, "running");
  EXPECT_GE(Clock::now() - begun, milliseconds(300));
  EXPECT_LT(Clock::now() - begun, seconds(2));
  EXPECT_EQ(server.ask(get(std::string("/wait/") + kJob + "?limit=0")).body, "running");
}

// The job changes after the store has looked and before anybody could have waited: a subscription made after
// the look would sleep for ever.
TEST_F(HttpServerJobs, AChangeWhileTheJobIsReadIsNotLost) {
  add_wait();
  server.jobs.put(kJob, JobState::Running);
  std::atomic<bool> has_changed{false};
  server.jobs.after_look = [&] {
    if (!has_changed.exchange(true)) change(kJob, JobState::Succeeded);
  };
  server.start();
  EXPECT_EQ(server.ask(get(std::string("/wait/") + kJob)).body, "succeeded");
}

TEST_F(HttpServerJobs, AReplyThatThrowsIsTheRoutesOwnError) {
  server.route("GET", "/wait/{id}", [](const HttpRequest&, const PathValues& values) {
    return WaitForJob{values.at("id"), std::nullopt,
                      [](const JobView&) -> HttpResponse { throw Error(ErrorCode::Refused, "no"); }};
  });
  server.jobs.put(kJob, JobState::Failed);
  server.start();
  EXPECT_EQ(server.ask(get(std::string("/wait/") + kJob)).body, "Refused: no");
}

TEST_F(HttpServerJobs, AClientThatLeavesIsForgottenAndTheJobGoesOn) {
  add_wait();
  server.jobs.put(kJob, JobState::Running);
  server.start();
  {
    RawClient client = server.client();
    client.send(get(std::string("/wait/") + kJob));
    wait_for_finds(1);
  }
  const auto records = server.accesses(1);
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].status, 499);
  const int finds = server.jobs.finds;
  change(kJob, JobState::Succeeded);
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(server.jobs.finds, finds);  // nobody looks any more
}

TEST_F(HttpServerJobs, RequestsPipelinedBehindAWaitAreAnsweredAfterIt) {
  add_wait();
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/wait/") + kJob));
  wait_for_finds(1);
  client.send(get("/hello"));
  std::this_thread::sleep_for(milliseconds(50));
  client.send(get("/hello") + get("/hello").substr(0, 10));
  std::this_thread::sleep_for(milliseconds(50));
  change(kJob, JobState::Succeeded);
  EXPECT_EQ(client.read_reply().body, "succeeded");
  EXPECT_EQ(client.read_reply().body, "hello");
  EXPECT_EQ(client.read_reply().body, "hello");
  client.send(get("/hello").substr(10));
  EXPECT_EQ(client.read_reply().body, "hello");
}

TEST_F(HttpServerJobs, StoppingLetsAWaitEndAndThenCuts) {
  add_wait();
  server.options.stop_grace = seconds(1);
  server.jobs.put(kJob, JobState::Running);
  server.jobs.put(kOther, JobState::Running);
  server.start();
  RawClient lucky = server.client(), late = server.client();
  lucky.send(get(std::string("/wait/") + kJob));
  late.send(get(std::string("/wait/") + kOther));
  wait_for_finds(2);
  const auto begun = Clock::now();
  std::thread stopper([&] { server.stop(); });
  std::this_thread::sleep_for(milliseconds(200));
  change(kJob, JobState::Succeeded);
  EXPECT_EQ(lucky.read_reply().body, "succeeded");
  lucky.close();
  EXPECT_EQ(late.read_reply().status, 0);
  stopper.join();
  EXPECT_GE(Clock::now() - begun, seconds(1));
  EXPECT_LT(Clock::now() - begun, seconds(3));
}

TEST_F(HttpServerJobs, StoppingTwiceCutsAtOnce) {
  add_wait();
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/wait/") + kJob));
  wait_for_finds(1);
  const auto begun = Clock::now();
  server.server().stop();
  server.stop();
  EXPECT_EQ(client.read_reply().status, 0);
  EXPECT_LT(Clock::now() - begun, seconds(2));
}

TEST_F(HttpServerJobs, PublishingAfterTheServerIsGoneIsHarmless) {
  add_wait();
  server.options.stop_grace = seconds(0);
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/wait/") + kJob));
  wait_for_finds(1);
  std::atomic<bool> ends{false};
  std::thread publisher([&] {
    while (!ends) server.changes.publish(kJob, "local");
  });
  server.stop();
  ends = true;
  publisher.join();
}

std::size_t resident_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
  }
  return 0;
}

TEST_F(HttpServerJobs, AThousandWaitersAreAnsweredByOneChange) {
  constexpr int kWaiters = 1000;
  rlimit files{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &files), 0);
  files.rlim_cur = files.rlim_max;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &files), 0);
  if (files.rlim_cur < 2 * kWaiters + 100) GTEST_SKIP() << "only " << files.rlim_cur << " descriptors";

  add_wait();
  server.jobs.put(kJob, JobState::Running);
  server.start();
  const std::size_t before = resident_kilobytes();
  std::vector<RawClient> clients;
  clients.reserve(kWaiters);
  for (int i = 0; i < kWaiters; ++i) {
    clients.push_back(server.client());
    ASSERT_TRUE(clients.back().send(get(std::string("/wait/") + kJob)));
  }
  for (int i = 0; i < 10'000 && server.jobs.finds < kWaiters; ++i)
    std::this_thread::sleep_for(milliseconds(1));
  ASSERT_GE(server.jobs.finds, kWaiters);
  const std::size_t waiting = resident_kilobytes();

  const auto published = Clock::now();
  change(kJob, JobState::Succeeded);
  for (RawClient& client : clients) ASSERT_EQ(client.read_reply().body, "succeeded");
  const auto took = std::chrono::duration_cast<milliseconds>(Clock::now() - published);
  RecordProperty("all_answered_ms", static_cast<int>(took.count()));
  RecordProperty("kilobytes_per_waiter", static_cast<int>((waiting - before) / kWaiters));
  std::printf("1000 waiters: all answered after %d ms, %zu kB each\n", static_cast<int>(took.count()),
              (waiting - before) / kWaiters);
  EXPECT_LT(took, seconds(5));  // observed 60 ms in a debug build on two cores
  EXPECT_EQ(server.ask(get("/hello")).status, 200);
}

// --- events ---------------------------------------------------------------------------------------

TEST_F(HttpServerJobs, EventsComeInOrderAndEnd) {
  add_events(tell_state);
  server.jobs.put(kJob, JobState::Queued);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/events/") + kJob));
  RawReply head = client.read_head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers["content-type"], "text/event-stream");
  EXPECT_EQ(head.headers["x-accel-buffering"], "no");
  EXPECT_EQ(head.headers["transfer-encoding"], "chunked");
  EXPECT_EQ(head.headers["x-extra"], "1");
  EXPECT_EQ(client.read_chunk(), "event: state\ndata: queued\n\n");
  change(kJob, JobState::Running);
  EXPECT_EQ(client.read_chunk(), "event: state\ndata: running\n\n");
  change(kOther, JobState::Failed);  // nobody's business here
  change(kJob, JobState::Succeeded);
  EXPECT_EQ(client.read_chunk(), "event: state\ndata: succeeded\n\n");
  EXPECT_EQ(client.read_chunk(), "");
  EXPECT_EQ(server.accesses(1)[0].status, 200);
}

TEST_F(HttpServerJobs, AConnectionGoesOnAfterItsEvents) {
  add_events(tell_state);
  server.jobs.put(kJob, JobState::Succeeded);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/events/") + kJob) + get("/hello"));
  EXPECT_EQ(client.read_reply().body, "event: state\ndata: succeeded\n\n");
  EXPECT_EQ(client.read_reply().body, "hello");
}

TEST_F(HttpServerJobs, AnAccountsEventsAreOfAllItsJobs) {
  std::mutex mutex;
  std::vector<std::string> told;
  add_events([&](const JobView& view) {
    const std::lock_guard lock(mutex);
    told.push_back(view.job.id);
    return EventStream::Step{server_sent_event("", view.job.id), view.job.state == JobState::Cancelled};
  });
  server.start();
  RawClient client = server.client();
  client.send(get("/events"));
  EXPECT_EQ(client.read_head().status, 200);
  change(kJob, JobState::Running);
  EXPECT_EQ(client.read_chunk(), std::string("data: ") + kJob + "\n\n");
  change(kOther, JobState::Running);
  EXPECT_EQ(client.read_chunk(), std::string("data: ") + kOther + "\n\n");
  server.changes.publish("gone", "local");  // a job that nobody can find is passed over
  server.changes.publish(kJob, "another account");
  change(kOther, JobState::Cancelled);
  EXPECT_EQ(client.read_chunk(), std::string("data: ") + kOther + "\n\n");
  EXPECT_EQ(client.read_chunk(), "");
  EXPECT_THAT(told, ElementsAre(kJob, kOther, kOther));
}

TEST_F(HttpServerJobs, OneStreamIsNeverToldTwoThingsAtOnce) {
  std::atomic<int> inside{0}, most{0}, calls{0};
  add_events([&](const JobView&) {
    most = std::max<int>(most, ++inside);
    std::this_thread::sleep_for(milliseconds(1));
    --inside;
    return EventStream::Step{"data: x\n\n", ++calls == 50};
  });
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/events/") + kJob));
  std::atomic<bool> ends{false};
  std::vector<std::thread> publishers;
  for (int i = 0; i < 3; ++i) {
    publishers.emplace_back([&] {
      while (!ends) server.changes.publish(kJob, "local");
    });
  }
  EXPECT_EQ(client.read_reply().body.size(), 50u * 9);
  ends = true;
  for (std::thread& publisher : publishers) publisher.join();
  EXPECT_EQ(most, 1);
}

TEST_F(HttpServerJobs, ASilentStreamIsKeptAlive) {
  add_events(tell_state);
  server.options.keep_alive_event = seconds(1);
  server.jobs.put(kJob, JobState::Queued);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/events/") + kJob));
  client.read_head();
  client.read_chunk();
  const auto begun = Clock::now();
  EXPECT_EQ(client.read_chunk(), ": keep-alive\n\n");
  EXPECT_EQ(client.read_chunk(), ": keep-alive\n\n");
  EXPECT_GE(Clock::now() - begun, milliseconds(1900));
  change(kJob, JobState::Succeeded);
  EXPECT_THAT(*client.read_chunk(), HasSubstr("succeeded"));
}

TEST_F(HttpServerJobs, ChangesThatSayNothingDoNotSilenceTheKeepAlive) {
  add_events([](const JobView&) { return EventStream::Step{}; });
  server.options.keep_alive_event = seconds(1);
  server.jobs.put(kJob, JobState::Queued);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/events/") + kJob));
  client.read_head();
  std::atomic<bool> ends{false};
  std::thread publisher([&] {
    while (!ends) {
      server.changes.publish(kJob, "local");
      std::this_thread::sleep_for(milliseconds(10));
    }
  });
  EXPECT_EQ(client.read_chunk(), ": keep-alive\n\n");
  ends = true;
  publisher.join();
}

TEST_F(HttpServerJobs, AStreamOfAllJobsTellsOfEachAndOfThoseThatAreGone) {
  server.route("GET", "/all", [](const HttpRequest&, const PathValues&) {
    EventStream stream{"", "local", {}, {}};
    stream.on_change = [](const JobView& view) {
      return EventStream::Step{"data: " + view.job.id + "\n\n", false};
    };
    stream.on_removed = [](const std::string& id) {
      return EventStream::Step{"data: no " + id + "\n\n", false};
    };
    return stream;
  });
  server.options.keep_alive_event = seconds(1);
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(get("/all"));
  client.read_head();
  EXPECT_EQ(client.read_chunk(), ": keep-alive\n\n");
  // The first look takes so long that both others come meanwhile.
  server.jobs.after_look = [] { std::this_thread::sleep_for(milliseconds(100)); };
  server.changes.publish(kJob, "local");
  server.changes.publish(kOther, "local");
  server.changes.publish("theirs", "stranger");
  std::string told;
  while (told.find(std::string("no ") + kOther) == std::string::npos) told += client.read_chunk().value();
  EXPECT_THAT(told, HasSubstr(std::string("data: ") + kJob));
  EXPECT_THAT(told, ::testing::Not(HasSubstr("theirs")));
}

// A client that does not read must not make us collect events for it without end.
TEST_F(HttpServerJobs, AStreamThatIsNotReadIsNotTold) {
  std::atomic<int> calls{0};
  add_events([&](const JobView&) {
    ++calls;
    return EventStream::Step{server_sent_event("", std::string(1 << 20, 'x')), false};
  });
  server.options.idle_timeout = seconds(1);
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/events/") + kJob));
  for (int i = 0; i < 200; ++i) {
    server.changes.publish(kJob, "local");
    std::this_thread::sleep_for(milliseconds(2));
  }
  EXPECT_LT(calls, 50);                        // what the sockets' own buffers hold
  EXPECT_THAT(server.accesses(1), SizeIs(1));  // and after idle_timeout it is over
}

TEST_F(HttpServerJobs, AClientThatLeavesEndsItsStream) {
  add_events(tell_state);
  server.jobs.put(kJob, JobState::Running);
  server.start();
  {
    RawClient client = server.client();
    client.send(get(std::string("/events/") + kJob));
    client.read_head();
    client.read_chunk();
  }
  EXPECT_THAT(server.accesses(1), SizeIs(1));
}

TEST_F(HttpServerJobs, StoppingEndsStreamsInGoodOrder) {
  add_events(tell_state);
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/events/") + kJob));
  client.read_head();
  client.read_chunk();
  const auto begun = Clock::now();
  std::thread stopper([&] { server.stop(); });
  EXPECT_EQ(client.read_chunk(), "");
  EXPECT_TRUE(client.is_closed());
  client.close();
  stopper.join();
  EXPECT_LT(Clock::now() - begun, seconds(2));
}

TEST_F(HttpServerJobs, EventsOfAnUnknownJobAreAnOrdinaryError) {
  add_events(tell_state);
  server.start();
  EXPECT_EQ(server.ask(get(std::string("/events/") + kJob)).status, 404);
}

TEST_F(HttpServerJobs, AnErrorInTheMiddleOfAStreamCutsIt) {
  std::atomic<int> calls{0};
  add_events([&](const JobView&) -> EventStream::Step {
    if (++calls > 1) throw std::runtime_error("broken");
    return {"data: x\n\n", false};
  });
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(get(std::string("/events/") + kJob));
  client.read_head();
  EXPECT_EQ(client.read_chunk(), "data: x\n\n");
  server.changes.publish(kJob, "local");
  EXPECT_EQ(client.read_chunk(), std::nullopt);  // no last chunk: the client can tell
  EXPECT_THAT(server.internal_errors(), ElementsAre("broken"));
}

TEST_F(HttpServerJobs, AnOldClientReadsEventsUntilTheEnd) {
  add_events(tell_state);
  server.jobs.put(kJob, JobState::Succeeded);
  server.start();
  RawClient client = server.client();
  client.send(std::string("GET /events/") + kJob + " HTTP/1.0\r\n\r\n");
  EXPECT_FALSE(client.read_head().headers.contains("transfer-encoding"));
  EXPECT_EQ(client.read_all(), "event: state\ndata: succeeded\n\n");
}

TEST_F(HttpServerJobs, HeadOfAStreamIsItsHeaders) {
  add_events(tell_state);
  server.jobs.put(kJob, JobState::Running);
  server.start();
  RawClient client = server.client();
  client.send(std::string("HEAD /events/") + kJob + " HTTP/1.1\r\nHost: h\r\n\r\n" + get("/hello"));
  EXPECT_EQ(client.read_reply(true).headers["content-type"], "text/event-stream");
  EXPECT_EQ(client.read_reply().body, "hello");
}

// --- blobs ----------------------------------------------------------------------------------------

class HttpServerBlobs : public HttpServerJobs {
 protected:
  HttpServerBlobs() {
    for (int i = 0; i < 1'000'000; ++i) content += static_cast<char>(i * 7 + i / 256);
    server.blobs.blobs["picture"] = content;
    const auto answer = [](int64_t begin, int64_t size, const char* name = "picture") {
      return [=](const HttpRequest&, const PathValues&) {
        HttpResponse response{
            size == 1'000'000 ? 200 : 206, {{"content-type", "image/png"}}, "", std::nullopt};
        if (size != 1'000'000) response.headers.emplace_back("content-range", "bytes x");
        response.blob = BlobBody{name, begin, size};
        return response;
      };
    };
    server.route("GET", "/whole", answer(0, 1'000'000));
    server.route("GET", "/part", answer(300'000, 400'001));
    server.route("GET", "/empty", answer(0, 0));
    server.route("GET", "/gone", answer(0, 10, "gone"));
    server.route("GET", "/cut", answer(500'000, 900'000));
    server.start();
  }
  std::string content;
};

TEST_F(HttpServerBlobs, AreSentWholeOrInPart) {
  RawClient client = server.client();
  client.send(get("/whole") + get("/part") + get("/empty") + get("/hello"));
  RawReply whole = client.read_reply();
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.headers["content-length"], "1000000");
  EXPECT_EQ(whole.headers["content-type"], "image/png");
  EXPECT_TRUE(whole.body == content);
  RawReply part = client.read_reply();
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.headers["content-length"], "400001");
  EXPECT_EQ(part.headers["content-range"], "bytes x");
  EXPECT_TRUE(part.body == content.substr(300'000, 400'001));
  EXPECT_EQ(client.read_reply().headers["content-length"], "0");
  EXPECT_EQ(client.read_reply().body, "hello");
}

TEST_F(HttpServerBlobs, HeadReadsNoBlob) {
  RawClient client = server.client();
  client.send("HEAD /gone HTTP/1.1\r\nHost: h\r\n\r\n" + get("/hello"));
  EXPECT_EQ(client.read_reply(true).headers["content-length"], "10");
  EXPECT_EQ(client.read_reply().body, "hello");
}

TEST_F(HttpServerBlobs, AMissingBlobIsAnOrdinaryError) {
  const RawReply reply = server.ask(get("/gone"));
  EXPECT_EQ(reply.status, 404);
  EXPECT_THAT(reply.body, HasSubstr("there is no blob gone"));
}

TEST_F(HttpServerBlobs, ABlobThatEndsTooSoonCutsTheConnection) {
  RawClient client = server.client();
  client.send(get("/cut"));
  EXPECT_EQ(client.read_head().status, 206);
  EXPECT_LT(client.read_all().size(), 500'001u);
  EXPECT_THAT(server.internal_errors(), ElementsAre(HasSubstr("blob picture: expected")));
}

}  // namespace
}  // namespace reverie::testing
