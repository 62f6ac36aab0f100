// tests/server/webhook_sender_test.cpp
//
// Deliveries to a real receiver: told once, told again after a failure, given up after the last attempt.

#include "server/webhook_sender.h"

#include <stdexcept>

#include "intake/local_server.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using testing::LocalReply;
using testing::LocalRequest;
using testing::LocalServer;
using testing::reply_with;

class WebhookSenderTest : public DialectFixture {
 protected:
  // A guard that lets this one receiver through.
  static GuardedFetcher fetcher_to(const LocalServer& receiver) {
    FetchOptions options;
    options.allow = {receiver.authority()};
    return GuardedFetcher(options);
  }

  // A job that is told to `url` when it is over.
  Job draw(const std::string& url) {
    Submission submission;
    submission.account = kLocalAccount;
    submission.dialect = "test";
    submission.model_echo = "mini";
    submission.task.prompt = "a cat";
    submission.task.model = "mini";
    submission.task.size = {64, 64};
    submission.webhook = Webhook{url, {"succeeded"}};
    const Job job = store.submit(submission, {});
    changes.publish(job.id, job.account);
    return finish(job.id);
  }

  WebhookSender sender(const GuardedFetcher& guard) {
    return {store, changes, guard,
            [](const Job& job, const DueDelivery& delivery) {
              return WebhookMessage{"{\"id\":\"" + job.id + "\"}", {{"X-Event", delivery.event}}};
            },
            [this](const std::string& line) { lines_.push_back(line); }};
  }

  std::vector<std::string> lines_;
};

TEST_F(WebhookSenderTest, TellsTheReceiverOnce) {
  LocalServer receiver([](const LocalRequest&) { return reply_with(204, ""); });
  const Job job = draw(receiver.url("/hook?token=hidden"));
  const GuardedFetcher inside = fetcher_to(receiver);
  WebhookSender sending = sender(inside);
  EXPECT_EQ(sending.deliver_due(), 1);
  EXPECT_EQ(sending.deliver_due(), 0);
  ASSERT_EQ(receiver.requests().size(), 1U);
  const LocalRequest told = receiver.requests().at(0);
  EXPECT_EQ(told.target, "/hook?token=hidden");
  EXPECT_EQ(told.headers.at("x-event"), "succeeded");
  EXPECT_EQ(told.body, "{\"id\":\"" + job.id + "\"}");
  EXPECT_TRUE(lines_.empty());
}

TEST_F(WebhookSenderTest, AFailureIsLoggedWithoutTheAddressAndTriedLater) {
  LocalServer receiver([](const LocalRequest&) { return reply_with(500, "no"); });
  draw(receiver.url("/hook?token=hidden"));
  const GuardedFetcher inside = fetcher_to(receiver);
  WebhookSender sending = sender(inside);
  EXPECT_EQ(sending.deliver_due(), 1);
  EXPECT_EQ(sending.deliver_due(), 0) << "not before the back-off has passed";
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_NE(lines_[0].find("attempt 1: status 500"), std::string::npos) << lines_[0];
  EXPECT_EQ(lines_[0].find("hidden"), std::string::npos) << lines_[0];
}

TEST_F(WebhookSenderTest, ARedirectIsAFailure) {
  LocalServer receiver([](const LocalRequest&) { return testing::redirect_to("http://127.0.0.1:1/"); });
  draw(receiver.url("/hook"));
  const GuardedFetcher inside = fetcher_to(receiver);
  WebhookSender sending = sender(inside);
  sending.deliver_due();
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_NE(lines_[0].find("status 302"), std::string::npos) << lines_[0];
}

TEST_F(WebhookSenderTest, AMessageThatCannotBeWrittenHoldsUpNoOther) {
  LocalServer receiver([](const LocalRequest&) { return reply_with(204, ""); });
  const Job broken = draw(receiver.url("/broken"));
  draw(receiver.url("/whole"));
  const GuardedFetcher inside = fetcher_to(receiver);
  WebhookSender sending(
      store, changes, inside,
      [&](const Job& job, const DueDelivery&) -> std::optional<WebhookMessage> {
        if (job.id == broken.id) throw std::runtime_error("the picture is gone");
        return WebhookMessage{"{}", {}};
      },
      [this](const std::string& line) { lines_.push_back(line); });
  EXPECT_EQ(sending.deliver_due(), 2);
  ASSERT_EQ(receiver.requests().size(), 1U);
  EXPECT_EQ(receiver.requests().at(0).target, "/whole");
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_NE(lines_[0].find("the picture is gone"), std::string::npos) << lines_[0];
}

TEST_F(WebhookSenderTest, AnAddressOfThisMachineIsNotAsked) {
  LocalServer receiver([](const LocalRequest&) { return reply_with(204, ""); });
  draw(receiver.url("/hook"));
  WebhookSender sending = sender(fetcher);  // the guard as it is shipped
  sending.deliver_due();
  EXPECT_TRUE(receiver.requests().empty());
  EXPECT_EQ(lines_.size(), 1U);
}

TEST_F(WebhookSenderTest, ItsThreadTellsWithoutBeingAsked) {
  LocalServer receiver([](const LocalRequest&) { return reply_with(200, "{}"); });
  const GuardedFetcher inside = fetcher_to(receiver);
  WebhookSender sending = sender(inside);
  sending.start();
  draw(receiver.url("/hook"));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (receiver.requests().empty() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  sending.stop();
  EXPECT_EQ(receiver.requests().size(), 1U);
}

}  // namespace
}  // namespace reverie
