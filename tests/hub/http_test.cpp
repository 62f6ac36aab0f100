// tests/hub/http_test.cpp
//
// One GET: what is sent to whom, which redirects are followed, and that nothing endless is read.

#include "hub/http.h"

#include <atomic>

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using testing::error_of;
using testing::FakeHub;
using testing::FakeReply;
using testing::FakeRequest;
using testing::HubTest;

class HttpTest : public HubTest {
 protected:
  HttpReply get(const std::string& path, std::uint64_t range_begin = 0) {
    body.clear();
    HttpClient http(options, {});
    return http.get({hub.url() + path, range_begin, std::chrono::milliseconds(0)},
                    [this](const HttpReply&, std::string_view piece) {
                      body += piece;
                      return true;
                    });
  }

  void answer(const std::string& path, FakeReply reply) {
    hub.intercept([=](const FakeRequest& request) -> std::optional<FakeReply> {
      if (request.path != path) return std::nullopt;
      return reply;
    });
  }

  std::string body;
};

FakeReply redirect(int status, const std::string& to) {
  return {status, {{"Location", to}}, "moved", {}, true, 0};
}

TEST_F(HttpTest, ABodyAndItsHeadersArrive) {
  answer("/x", {200, {{"eTaG", "\"a\""}, {"LINK", "</n>; rel=\"next\""}}, "hello", {}, true, 0});
  const HttpReply reply = get("/x");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(body, "hello");
  EXPECT_EQ(reply.etag, "\"a\"");
  EXPECT_EQ(reply.link, "</n>; rel=\"next\"");
  EXPECT_EQ(reply.content_length, 5u);
  EXPECT_EQ(reply.broken, "");
}

TEST_F(HttpTest, ARefusalsPageIsNotHandedOn) {
  answer("/x", FakeHub::refusal(404));
  EXPECT_EQ(get("/x").status, 404);
  EXPECT_EQ(body, "");
}

TEST_F(HttpTest, ARangeAndTheTokenAreSent) {
  options.token = "hf_secret";
  answer("/x", {206, {}, "lo", {}, true, 0});
  get("/x", 3);
  const FakeRequest request = hub.requests().at(0);
  EXPECT_EQ(request.headers.at("range"), "bytes=3-");
  EXPECT_EQ(request.headers.at("authorization"), "Bearer hf_secret");
  EXPECT_EQ(request.headers.at("accept-encoding"), "identity");
}

TEST_F(HttpTest, RedirectsAreFollowedRelativeAndAbsolute) {
  answer("/a", redirect(301, "/b"));
  answer("/b", redirect(307, hub.url() + "/c"));
  answer("/c", {200, {}, "there", {}, true, 0});
  EXPECT_EQ(get("/a").url, hub.url() + "/c");
  EXPECT_EQ(body, "there");
}

TEST_F(HttpTest, ARedirectToAnotherPortDoesNotGetTheToken) {
  FakeHub other;
  other.intercept(
      [](const FakeRequest&) -> std::optional<FakeReply> { return FakeReply{200, {}, "x", {}, true, 0}; });
  options.token = "hf_secret";
  answer("/a", redirect(302, other.url() + "/file"));
  EXPECT_EQ(get("/a").status, 200);
  EXPECT_EQ(hub.requests().at(0).headers.count("authorization"), 1u);
  ASSERT_EQ(other.requests().size(), 1u);
  EXPECT_EQ(other.requests().at(0).headers.count("authorization"), 0u);
}

TEST_F(HttpTest, ARedirectToTheSameOriginKeepsTheToken) {
  options.token = "hf_secret";
  answer("/a", redirect(307, "/b"));
  answer("/b", {200, {}, "x", {}, true, 0});
  get("/a");
  EXPECT_EQ(hub.requests().at(1).headers.count("authorization"), 1u);
}

TEST_F(HttpTest, ARedirectToAFileOrAnotherProtocolIsRefused) {
  for (const char* to : {"file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"}) {
    const std::string path = "/" + std::string(to).substr(0, 3);
    answer(path, redirect(302, to));
    EXPECT_EQ(error_of([&] { get(path); }).code(), ErrorCode::Unreachable) << to;
  }
}

TEST_F(HttpTest, ACircleOfRedirectsEnds) {
  answer("/a", redirect(302, "/a"));
  const Error e = error_of([&] { get("/a"); });
  EXPECT_EQ(e.code(), ErrorCode::Unreachable);
  EXPECT_EQ(hub.requests().size(), 11u);
}

TEST_F(HttpTest, ARefusedConnectionIsBrokenNotThrown) {
  HttpClient http(options, {});
  const auto ignore = [](const HttpReply&, std::string_view) { return true; };
  std::string gone;
  { gone = FakeHub().url(); }
  const HttpReply reply = http.get({gone + "/x", 0, std::chrono::milliseconds(0)}, ignore);
  EXPECT_EQ(reply.status, 0);
  EXPECT_NE(reply.broken, "");
}

TEST_F(HttpTest, ABodyThatIsCutOffIsBroken) {
  answer("/x", {200, {}, std::string(1000, 'x'), 400, true, 0});
  const HttpReply reply = get("/x");
  EXPECT_EQ(reply.status, 200);
  EXPECT_NE(reply.broken, "");
  EXPECT_EQ(body.size(), 400u);
}

TEST_F(HttpTest, AnAnswerThatTakesTooLongIsBroken) {
  answer("/x", {200, {}, "late", {}, true, 5'000});
  HttpClient http(options, {});
  const auto begin = std::chrono::steady_clock::now();
  const HttpReply reply = http.get({hub.url() + "/x", 0, std::chrono::milliseconds(200)},
                                   [](const HttpReply&, std::string_view) { return true; });
  EXPECT_NE(reply.broken, "");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(4));
}

TEST_F(HttpTest, ADownloadThatStallsIsBroken) {
  options.stall_timeout = std::chrono::seconds(1);
  answer("/x", {200, {}, "late", {}, true, 20'000});
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_NE(get("/x").broken, "");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST_F(HttpTest, EndlessHeadersAreRefused) {
  FakeReply reply{200, {}, "x", {}, true, 0};
  for (int i = 0; i < 100; ++i) reply.headers["X-" + std::to_string(i)] = std::string(4000, 'x');
  answer("/x", reply);
  EXPECT_EQ(error_of([&] { get("/x"); }).code(), ErrorCode::Unreachable);
}

TEST_F(HttpTest, AnEndlessRefusalIsNotReadToItsEnd) {
  FakeReply reply = FakeHub::refusal(404);
  reply.body = std::string(std::size_t{8} << 20, 'x');
  answer("/x", reply);
  const HttpReply answered = get("/x");
  EXPECT_EQ(answered.status, 404);
  EXPECT_TRUE(answered.stopped);
}

TEST_F(HttpTest, WhatTheSinkThrowsLeavesTheRequest) {
  answer("/x", {200, {}, "hello", {}, true, 0});
  HttpClient http(options, {});
  const auto angry = [](const HttpReply&, std::string_view) -> bool {
    throw Error(ErrorCode::WriteFailed, "disk full");
  };
  EXPECT_EQ(error_of([&] {
              http.get({hub.url() + "/x", 0, std::chrono::milliseconds(0)}, angry);
            }).code(),
            ErrorCode::WriteFailed);
}

TEST_F(HttpTest, AWaitingRequestCanBeCancelled) {
  answer("/x", {200, {}, "late", {}, true, 20'000});
  std::atomic<bool> is_cancelled{false};
  HttpClient http(options, [&] { return is_cancelled.load(); });
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    is_cancelled = true;
  });
  const auto begin = std::chrono::steady_clock::now();
  const Error e = error_of([&] {
    http.get({hub.url() + "/x", 0, std::chrono::milliseconds(0)},
             [](const HttpReply&, std::string_view) { return true; });
  });
  later.join();
  EXPECT_EQ(e.code(), ErrorCode::Cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace reverie
