// tests/intake/guarded_fetch_test.cpp
//
// Requests to servers on the loopback interface, which `allow` opens where a test wants it, and to addresses
// that must never be asked.
#include "intake/guarded_fetch.h"

#include <cstdlib>

#include "intake/exchange.h"
#include "intake/intake_test_support.h"
#include "intake/local_server.h"

namespace reverie {
namespace {

using std::chrono::milliseconds;
using testing::contains;
using testing::error_of;
using testing::expect_refused;
using testing::LocalReply;
using testing::LocalRequest;
using testing::LocalServer;
using testing::redirect_to;
using testing::reply_with;

constexpr const char* kField = "image_url";

FetchOptions open_for(const std::vector<std::string>& allow) {
  FetchOptions options;
  options.allow = allow;
  options.fetch_timeout = milliseconds(20'000);
  return options;
}

GuardedFetcher fetcher_for(const LocalServer& server) {
  return GuardedFetcher(open_for({server.authority()}));
}

LocalServer::Handler always(const LocalReply& reply) {
  return [reply](const LocalRequest&) { return reply; };
}

Resolver resolver_to(const std::string& address) {
  return
      [address](const std::string&, milliseconds) { return std::vector{IpAddress::parse(address).value()}; };
}

void expect_unreachable(const Error& e, std::string_view part) {
  EXPECT_EQ(e.code(), ErrorCode::Unreachable) << e.what();
  EXPECT_EQ(e.field(), kField);
  EXPECT_TRUE(contains(e.what(), part)) << e.what();
}

TEST(GuardedFetch, AFileIsFetchedWithItsType) {
  LocalServer server(always(reply_with(200, "picture", "Content-Type: image/png\r\n")));
  const FetchedFile file = fetcher_for(server).get(server.url("/a.png?x=1#y"), kField);
  EXPECT_EQ(file.bytes, "picture");
  EXPECT_EQ(file.content_type, "image/png");
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].method, "GET");
  EXPECT_EQ(requests[0].target, "/a.png?x=1");
  EXPECT_EQ(requests[0].headers.at("host"), server.authority());
  EXPECT_EQ(requests[0].headers.count("cookie") + requests[0].headers.count("authorization"), 0u);
}

TEST(GuardedFetch, WithoutTheListLoopbackIsNeverAsked) {
  LocalServer server(always(reply_with(200, "secret")));
  const GuardedFetcher fetcher;
  expect_refused([&] { fetcher.get(server.url(), kField); }, kField, "is not a public address");
  expect_refused([&] { fetcher.get("http://localhost:" + std::to_string(server.port()) + "/", kField); },
                 kField, "is not a public address");
  expect_refused([&] { fetcher.post({server.url(), {}, "{}"}, kField); }, kField, "is not a public address");
  EXPECT_TRUE(server.requests().empty());
}

TEST(GuardedFetch, AddressesThatAreNotPublicAreRefusedWithoutAskingAnybody) {
  const GuardedFetcher fetcher({}, [](const std::string& host, milliseconds) -> std::vector<IpAddress> {
    ADD_FAILURE() << "looked up " << host;
    return {};
  });
  for (const char* url : {
           "http://127.0.0.1/",
           "http://127.9.9.9:8080/",
           "http://0.0.0.0/",
           "http://10.0.0.1/",
           "http://172.16.0.1/",
           "http://192.168.1.1/",
           "http://100.64.0.1/",
           "http://100.100.100.200/",
           "http://169.254.169.254/latest/meta-data/",
           "http://168.63.129.16/",
           "http://192.0.2.1/",
           "http://198.18.0.1/",
           "http://203.0.113.9/",
           "http://224.0.0.1/",
           "http://255.255.255.255/",
           "http://[::1]/",
           "http://[::]/",
           "http://[::ffff:127.0.0.1]/",
           "http://[::ffff:7f00:1]/",
           "http://[fd00:ec2::254]/",
           "http://[fe80::1]/",
           "http://[ff02::1]/",
           "http://[64:ff9b::7f00:1]/",
           "http://[2002:7f00:1::]/",
           "http://[2001:0:7f00:1::]/",
           "http://[2001:db8::1]/",
           "http://[::127.0.0.1]/",
           "http://2130706433/",
           "http://0x7f.1/",
           "http://127.1/",
           "http://0177.0.0.1/",
           "http://127.0.0.1./",
           "http://user:pw@8.8.8.8/",
           "http://8.8.8.8:22/",
           "http://8.8.8.8:6/",
           "file:///etc/passwd",
           "gopher://8.8.8.8/",
           "http://8.8.8.8\\@127.0.0.1/",
           "http://%6c%6f%63%61%6c%68%6f%73%74/",
       }) {
    expect_refused([&] { fetcher.get(url, kField); }, kField, "", url);
    expect_refused([&] { fetcher.check(url, kField); }, kField, "", url);
    expect_refused([&] { fetcher.post({url, {}, "{}"}, kField); }, kField, "", url);
  }
}

TEST(GuardedFetch, CheckSaysNothingAboutNames) {
  const GuardedFetcher fetcher({}, [](const std::string&, milliseconds) -> std::vector<IpAddress> {
    ADD_FAILURE() << "check() must not wait for a name server";
    return {};
  });
  EXPECT_NO_THROW(fetcher.check("https://example.com/a.png", kField));
  EXPECT_NO_THROW(fetcher.check("https://93.184.216.34/", kField));
}

TEST(GuardedFetch, ANameIsRefusedIfAnyOfItsAddressesIsNotPublic) {
  const GuardedFetcher fetcher({}, [](const std::string&, milliseconds) {
    return std::vector{IpAddress::parse("93.184.216.34").value(), IpAddress::parse("10.1.2.3").value()};
  });
  const Error e = error_of([&] { fetcher.get("http://pictures.example/a?s3cret", kField); });
  EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
  EXPECT_STREQ(e.what(), "http://pictures.example/a is not a public address");
}

TEST(GuardedFetch, ANameWithoutAddressIsUnreachable) {
  const GuardedFetcher fetcher({}, [](const std::string&, milliseconds) { return std::vector<IpAddress>(); });
  expect_unreachable(error_of([&] { fetcher.get("http://pictures.example/", kField); }), "has no address");
}

// A name server that answers with a good address first and a bad one when libcurl asks again.
TEST(GuardedFetch, ANameIsLookedUpOnceAndItsAddressIsPinned) {
  LocalServer server(always(reply_with(200, "picture")));
  const std::string authority = "pictures.example:" + std::to_string(server.port());
  int lookups = 0;
  const GuardedFetcher fetcher(open_for({authority}), [&](const std::string& host, milliseconds limit) {
    EXPECT_EQ(host, "pictures.example");
    EXPECT_GT(limit.count(), 0);
    return std::vector{IpAddress::parse(++lookups == 1 ? "127.0.0.1" : "127.0.0.99").value()};
  });
  EXPECT_EQ(fetcher.get("http://Pictures.Example:" + std::to_string(server.port()) + "/", kField).bytes,
            "picture");
  EXPECT_EQ(lookups, 1);
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests()[0].headers.at("host"), authority);
}

// The net below the net: whatever led there, a socket to an unchecked address is not opened.
TEST(GuardedFetch, ASocketToAnotherAddressIsNotOpened) {
  LocalServer server(always(reply_with(200, "secret")));
  const OutsideUrl url = read_outside_url(server.url(), kField);
  const std::vector<IpAddress> checked{IpAddress::parse("93.184.216.34").value()};
  const ExchangeReply reply = exchange({.url = url,
                                        .addresses = checked,
                                        .headers = {},
                                        .max_bytes = 100,
                                        .connect_timeout = milliseconds(5000),
                                        .time_limit = milliseconds(5000),
                                        .stall_timeout = std::chrono::seconds(5),
                                        .stop = {}});
  EXPECT_EQ(reply.status, 0);
  EXPECT_FALSE(reply.broken.empty());
  EXPECT_TRUE(server.requests().empty());
}

TEST(GuardedFetch, TheProxiesOfTheEnvironmentAreNotAsked) {
  LocalServer proxy(always(reply_with(200, "from the proxy")));
  LocalServer server(always(reply_with(200, "picture")));
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::setenv(name, proxy.url().c_str(), 1);
  const std::string bytes = fetcher_for(server).get(server.url(), kField).bytes;
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
  EXPECT_EQ(bytes, "picture");
  EXPECT_TRUE(proxy.requests().empty());
}

TEST(GuardedFetch, RedirectsAreFollowedToTheFile) {
  for (const int status : {301, 302, 303, 307, 308}) {
    LocalServer server([status](const LocalRequest& request) {
      if (request.target == "/a/1") return redirect_to("2?x=y", status);
      if (request.target == "/a/2?x=y") return redirect_to("/3", status);
      return reply_with(200, request.target);
    });
    EXPECT_EQ(fetcher_for(server).get(server.url("/a/1"), kField).bytes, "/3") << status;
  }
}

TEST(GuardedFetch, ARedirectIsCheckedAsIfItHadBeenGiven) {
  LocalServer secret(always(reply_with(200, "secret")));
  std::string target;
  LocalServer server([&](const LocalRequest&) { return redirect_to(target); });
  const GuardedFetcher fetcher = fetcher_for(server);
  for (const std::string& location : {
           secret.url("/admin"),
           "http://localhost:" + std::to_string(secret.port()) + "/",
           std::string("http://169.254.169.254/latest/meta-data/"),
           std::string("http://[::1]/"),
           std::string("//10.0.0.1/"),
           std::string("http://2130706433/"),
           std::string("file:///etc/passwd"),
           std::string("gopher://127.0.0.1:6379/_x"),
           std::string("http://user:pw@example.com/"),
           std::string("http://8.8.8.8:22/"),
           std::string("ftp://example.com/a.png"),
       }) {
    target = location;
    expect_refused([&] { fetcher.get(server.url(), kField); }, kField, "", location);
  }
  EXPECT_TRUE(secret.requests().empty());
}

TEST(GuardedFetch, ANameIsLookedUpAnewForEachHop) {
  LocalServer server(always(redirect_to("http://inside.example/")));
  const GuardedFetcher fetcher(open_for({server.authority()}), resolver_to("10.0.0.7"));
  expect_refused([&] { fetcher.get(server.url(), kField); }, kField,
                 "inside.example/ is not a public address");
}

TEST(GuardedFetch, FiveRedirectsAreFollowedAndNoMore) {
  LocalServer server([](const LocalRequest& request) {
    const int left = std::stoi(request.target.substr(1));
    return left == 0 ? reply_with(200, "picture") : redirect_to("/" + std::to_string(left - 1));
  });
  const GuardedFetcher fetcher = fetcher_for(server);
  EXPECT_EQ(fetcher.get(server.url("/5"), kField).bytes, "picture");
  expect_unreachable(error_of([&] { fetcher.get(server.url("/6"), kField); }), "redirects more than 5 times");
  EXPECT_EQ(server.requests().size(), 12u);
}

TEST(GuardedFetch, AnyStatusBut200IsAnError) {
  for (const int status : {201, 204, 206, 300, 304, 400, 401, 404, 429, 500, 503}) {
    LocalServer server(
        always({"HTTP/1.1 " + std::to_string(status) + " X\r\nConnection: close\r\n\r\n", false}));
    expect_unreachable(error_of([&] { fetcher_for(server).get(server.url("/a?s3cret"), kField); }),
                       "/a: expected status 200, got " + std::to_string(status));
  }
  LocalServer server(always({"HTTP/1.1 302 X\r\nConnection: close\r\n\r\n", false}));
  expect_unreachable(error_of([&] { fetcher_for(server).get(server.url(), kField); }), "got 302");
}

TEST(GuardedFetch, MoreThanTheLimitIsRefusedAnnouncedOrNot) {
  FetchOptions options;
  options.max_bytes = 1000;
  const std::string extra = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
  const std::string streams[] = {
      extra + "Content-Length: 1001\r\n\r\n",                    // announced, and never sent
      extra + "Content-Length: 9000000000000000000\r\n\r\nabc",  // more than anybody has
      extra + "\r\n" + std::string(1001, 'x'),                   // until the connection ends
      extra + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x') + "\r\n0\r\n\r\n",
  };
  for (const std::string& bytes : streams) {
    LocalServer server(always({bytes, true}));
    options.allow = {server.authority()};
    expect_refused([&] { GuardedFetcher(options).get(server.url("/a?s3cret"), kField); }, kField,
                   "/a: expected at most 1000 bytes");
  }
  LocalServer server(always(reply_with(200, std::string(1000, 'x'))));
  options.allow = {server.authority()};
  EXPECT_EQ(GuardedFetcher(options).get(server.url(), kField).bytes.size(), 1000u);
}

TEST(GuardedFetch, EndlessHeadersAreGivenUp) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 100; ++i) head += "X-Header: " + std::string(1000, 'x') + "\r\n";
  LocalServer server(always({head + "Content-Length: 1\r\n\r\nx", false}));
  EXPECT_EQ(error_of([&] { fetcher_for(server).get(server.url(), kField); }).code(), ErrorCode::Unreachable);
}

TEST(GuardedFetch, AFileThatIsCutShortIsNoFile) {
  LocalServer server(
      always({"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc", false}));
  EXPECT_EQ(error_of([&] { fetcher_for(server).get(server.url(), kField); }).code(), ErrorCode::Unreachable);
}

TEST(GuardedFetch, WhatIsNotHttpIsUnreachable) {
  LocalServer server(always({"220 mail.example ESMTP\r\n", false}));
  EXPECT_EQ(error_of([&] { fetcher_for(server).get(server.url(), kField); }).code(), ErrorCode::Unreachable);
}

TEST(GuardedFetch, NobodyListeningIsUnreachableAndTheMessageIsPlain) {
  std::string authority;
  {
    LocalServer gone(always(reply_with(200, "")));
    authority = gone.authority();
  }
  const GuardedFetcher fetcher(open_for({"pictures.example:" + authority.substr(authority.find(':') + 1)}),
                               resolver_to("127.0.0.1"));
  const Error e = error_of([&] {
    fetcher.get("http://pictures.example" + authority.substr(authority.find(':')) + "/a?s3cret", kField);
  });
  expect_unreachable(e, "pictures.example");
  EXPECT_FALSE(contains(e.what(), "127.0.0.1")) << e.what();
  EXPECT_FALSE(contains(e.what(), "s3cret")) << e.what();
}

TEST(GuardedFetch, ASilentServerIsGivenUpInTime) {
  for (const char* bytes : {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}) {
    LocalServer server(always({bytes, true}));
    FetchOptions options = open_for({server.authority()});
    options.fetch_timeout = milliseconds(300);
    const auto start = std::chrono::steady_clock::now();
    expect_unreachable(error_of([&] { GuardedFetcher(options).get(server.url(), kField); }), "Timeout");
    EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(15'000));
  }
}

TEST(GuardedFetch, ATrickleIsGivenUpBeforeTheWholeTimeIsOver) {
  LocalServer server(always({"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true}));
  FetchOptions options = open_for({server.authority()});
  options.stall_timeout = std::chrono::seconds(1);
  const auto start = std::chrono::steady_clock::now();
  expect_unreachable(error_of([&] { GuardedFetcher(options).get(server.url(), kField); }), "");
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(10'000));
}

TEST(GuardedFetch, AllHopsShareOneTimeLimit) {
  LocalServer server([](const LocalRequest& request) {
    std::this_thread::sleep_for(milliseconds(150));
    return redirect_to(request.target + "x");
  });
  FetchOptions options = open_for({server.authority()});
  options.fetch_timeout = milliseconds(400);
  expect_unreachable(error_of([&] { GuardedFetcher(options).get(server.url("/"), kField); }), "");
  EXPECT_LE(server.requests().size(), 3u);
}

TEST(GuardedFetch, StopsWhenTold) {
  LocalServer server(always({"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true}));
  const GuardedFetcher fetcher = fetcher_for(server);
  EXPECT_EQ(error_of([&] { fetcher.get(server.url(), kField, [] { return true; }); }).code(),
            ErrorCode::Cancelled);
  EXPECT_THROW(fetcher.get(server.url(), kField, []() -> bool { throw std::runtime_error("x"); }),
               std::runtime_error);
}

TEST(GuardedFetch, AListThatCannotBeReadIsRefused) {
  expect_refused([] { GuardedFetcher fetcher(open_for({"everything"})); }, "allow", "expected a network");
}

TEST(GuardedPost, AMessageArrivesAsItIs) {
  LocalServer server(always(reply_with(202, "thanks")));
  const std::string body("{\"event\":\"completed\"}\0\r\n", 24);
  const WebhookReply reply = fetcher_for(server).post(
      {server.url("/hook?id=1"), {{"X-Webhook-Event", "completed"}, {"webhook-id", "msg_1"}}, body},
      "webhook_url");
  EXPECT_EQ(reply.status, 202);
  EXPECT_EQ(reply.body, "thanks");
  ASSERT_EQ(server.requests().size(), 1u);
  const LocalRequest request = server.requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/hook?id=1");
  EXPECT_EQ(request.body, body);
  EXPECT_EQ(request.headers.at("content-type"), "application/json");
  EXPECT_EQ(request.headers.at("x-webhook-event"), "completed");
  EXPECT_EQ(request.headers.at("webhook-id"), "msg_1");
  EXPECT_EQ(request.headers.count("expect"), 0u);
}

TEST(GuardedPost, ALargeMessageIsSentWithoutWaitingAndWithItsOwnType) {
  LocalServer server(always(reply_with(200, "")));
  const std::string body(300'000, 'x');
  fetcher_for(server).post({server.url(), {{"content-TYPE", "text/plain"}}, body}, kField);
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests()[0].body.size(), body.size());
  EXPECT_EQ(server.requests()[0].headers.at("content-type"), "text/plain");
}

TEST(GuardedPost, EveryStatusIsAnAnswerAndRedirectsAreNotFollowed) {
  for (const int status : {200, 204, 302, 307, 404, 410, 500}) {
    LocalServer server(always(
        {"HTTP/1.1 " + std::to_string(status) + " X\r\nLocation: /elsewhere\r\nConnection: close\r\n\r\n",
         false}));
    EXPECT_EQ(fetcher_for(server).post({server.url(), {}, "{}"}, kField).status, status);
    EXPECT_EQ(server.requests().size(), 1u);
  }
}

TEST(GuardedPost, OnlyTheBeginningOfALongReplyIsRead) {
  LocalServer server(
      always({"HTTP/1.1 500 X\r\nContent-Length: 900000000\r\n\r\n" + std::string(2000, 'x'), true}));
  FetchOptions options = open_for({server.authority()});
  options.max_reply_bytes = 1000;
  const WebhookReply reply = GuardedFetcher(options).post({server.url(), {}, "{}"}, kField);
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body, std::string(1000, 'x'));
}

TEST(GuardedPost, ASilentReceiverIsGivenUpInTime) {
  LocalServer server(always({"", true}));
  FetchOptions options = open_for({server.authority()});
  options.webhook_timeout = milliseconds(300);
  expect_unreachable(error_of([&] {
                       GuardedFetcher(options).post({server.url(), {}, "{}"}, kField);
                     }),
                     "Timeout");
}

TEST(GuardedPost, AHeaderThatWouldBeginAnotherIsNotSent) {
  LocalServer server(always(reply_with(200, "")));
  const std::pair<std::string, std::string> wrong[] = {
      {"X", "a\r\nHost: b"}, {"X", "a\nb"}, {"X\r\nY", "a"},
      {"X: y", "a"},         {"", "a"},     {"X", std::string("a\0b", 3)}};
  for (const auto& header : wrong) {
    EXPECT_EQ(error_of([&] {
                fetcher_for(server).post({server.url(), {header}, "{}"}, kField);
              }).code(),
              ErrorCode::Internal);
  }
  EXPECT_TRUE(server.requests().empty());
}

}  // namespace
}  // namespace reverie
