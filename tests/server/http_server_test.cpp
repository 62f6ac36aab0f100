// tests/server/http_server_test.cpp
//
// Requests and limits over real sockets. Jobs, event streams and blobs: http_server_jobs_test.cpp.
#include "server/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"
#include "server/support/running_server.h"

namespace reverie::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::SizeIs;
using Clock = std::chrono::steady_clock;

std::string post(const std::string& body, const std::string& headers = "") {
  return "POST /echo HTTP/1.1\r\nHost: h\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

TEST(HttpServer, AnswersWithItsOwnHeaders) {
  RunningServer server;
  server.start();
  RawReply reply = server.ask(get("/hello", "X-Request-Id: mine\r\n"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "hello");
  EXPECT_THAT(reply.headers["x-request-id"], MatchesRegex("[0-9a-f]{32}"));
  EXPECT_EQ(reply.headers["server"], "reverie");
  EXPECT_THAT(reply.headers["date"], MatchesRegex("[A-Z][a-z]+, [0-9]+ [A-Z][a-z]+ [0-9]+ .* GMT"));
  EXPECT_EQ(reply.headers["connection"], "keep-alive");
}

TEST(HttpServer, TellsTheHandlerWhoAskedAndHow) {
  RunningServer server;
  HttpRequest seen;
  server.route("QUERY", "/see/{id}", [&](const HttpRequest& request, const PathValues&) {
    seen = request;
    return HttpResponse{204, {}, "not sent", std::nullopt};
  });
  server.start();
  RawReply reply = server.ask("QUERY /see/a%2Fb?c=d HTTP/1.1\r\nHost: example.org:99\r\n\r\n");
  EXPECT_EQ(reply.status, 204);
  EXPECT_FALSE(reply.headers.contains("content-length"));
  EXPECT_EQ(seen.method, "QUERY");
  EXPECT_EQ(seen.path, "/see/a%2Fb");
  EXPECT_EQ(seen.query, "c=d");
  EXPECT_EQ(seen.client_address, "127.0.0.1");
  EXPECT_EQ(seen.base_url, "http://example.org:99");
  EXPECT_EQ(seen.id, reply.headers["x-request-id"]);
}

TEST(HttpServer, TheConfiguredUrlCountsMoreThanTheHost) {
  RunningServer server;
  server.options.public_url = "https://pictures.example/";
  std::string base;
  server.route("GET", "/see", [&](const HttpRequest& request, const PathValues&) {
    base = request.base_url;
    return HttpResponse{};
  });
  server.start();
  EXPECT_EQ(server.ask(get("/see")).status, 200);
  EXPECT_EQ(base, "https://pictures.example");
}

TEST(HttpServer, AClientWithoutAHostGetsOurAddress) {
  RunningServer server;
  std::string base;
  server.route("GET", "/see", [&](const HttpRequest& request, const PathValues&) {
    base = request.base_url;
    return HttpResponse{};
  });
  server.start();
  RawClient client = server.client();
  client.send("GET /see HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.read_reply().headers["connection"], "close");
  EXPECT_TRUE(client.is_closed());
  EXPECT_EQ(base, "http://127.0.0.1:" + std::to_string(server.port()));
}

TEST(HttpServer, KeepsTheConnectionBetweenRequests) {
  RunningServer server;
  server.start();
  RawClient client = server.client();
  for (int i = 0; i < 5; ++i) {
    client.send(post("body " + std::to_string(i)) + (i == 2 ? "\r\n" : ""));  // one stray line is forgiven
    EXPECT_EQ(client.read_reply().body, "body " + std::to_string(i));
  }
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
  RunningServer server;
  server.start();
  RawClient client = server.client();
  client.send(get("/hello", "Connection: close\r\n"));
  EXPECT_EQ(client.read_reply().headers["connection"], "close");
  EXPECT_TRUE(client.is_closed());
}

TEST(HttpServer, AnswersPipelinedRequestsInTheirOrder) {
  RunningServer server;
  server.start();
  RawClient client = server.client();
  std::string all;
  for (int i = 0; i < 50; ++i) all += post(std::to_string(i)) + get("/hello");
  client.send(all);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.read_reply().body, std::to_string(i));
    EXPECT_EQ(client.read_reply().body, "hello");
  }
}

TEST(HttpServer, AnswersTheLastRequestOfAClientThatStopsSending) {
  RunningServer server;
  server.start();
  RawClient client = server.client();
  client.send(get("/hello"));
  client.end_sending();
  EXPECT_EQ(client.read_reply().body, "hello");
}

TEST(HttpServer, ReadsChunkedBodies) {
  RunningServer server;
  server.start();
  RawClient client = server.client();
  const std::string head = "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  client.send(head + "5;x=y\r\nhello\r\n");
  std::this_thread::sleep_for(milliseconds(20));
  client.send("6\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n" + get("/hello"));
  EXPECT_EQ(client.read_reply().body, "hello world");
  EXPECT_EQ(client.read_reply().body, "hello");
}

TEST(HttpServer, CarriesLargeBodiesBothWays) {
  RunningServer server;
  server.start();
  std::string body(20 << 20, 'a');
  for (std::size_t i = 0; i < body.size(); i += 1000) body[i] = static_cast<char>('a' + i % 26);
  RawClient client = server.client();
  std::thread sender([&] { client.send(post(body)); });
  const RawReply reply = client.read_reply();
  sender.join();
  EXPECT_TRUE(reply.body == body);
}

TEST(HttpServer, AsksForTheBodyWhenTheClientWaitsForThat) {
  RunningServer server;
  server.start();
  RawClient client = server.client();
  client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 100);
  client.send("hello");
  EXPECT_EQ(client.read_reply().body, "hello");
}

TEST(HttpServer, HeadHasTheHeadersOfGetAndNoBody) {
  RunningServer server;
  server.start();
  RawClient client = server.client();
  client.send("HEAD /hello HTTP/1.1\r\nHost: h\r\n\r\n" + get("/hello"));
  RawReply reply = client.read_reply(true);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers["content-length"], "5");
  EXPECT_EQ(client.read_reply().body, "hello");
}

TEST(HttpServer, SaysWhatIsMissingAndWhatIsNotAllowed) {
  RunningServer server;
  server.start();
  EXPECT_EQ(server.ask(get("/nowhere")).status, 404);
  RawReply reply = server.ask("DELETE /hello HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers["allow"], "GET, HEAD");
}

TEST(HttpServer, HidesUnexpectedExceptions) {
  RunningServer server;
  server.route("GET", "/bad", [](const HttpRequest&, const PathValues&) -> Answer {
    throw std::runtime_error("/secret/path");
  });
  server.start();
  RawReply reply = server.ask(get("/bad"));
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body, "Internal: internal error");
  EXPECT_THAT(server.internal_errors(), ElementsAre("/secret/path"));
}

TEST(HttpServer, RefusesToSendHeadersThatWouldBeTwo) {
  RunningServer server;
  server.route("GET", "/split", [](const HttpRequest&, const PathValues&) {
    return HttpResponse{200, {{"location", "/a\r\nSet-Cookie: b"}}, "", std::nullopt};
  });
  server.start();
  RawReply reply = server.ask(get("/split"));
  EXPECT_EQ(reply.status, 500);
  EXPECT_FALSE(reply.headers.contains("set-cookie"));
  EXPECT_THAT(server.internal_errors(), SizeIs(1));
}

TEST(HttpServer, HandlersCannotReplaceTheFraming) {
  RunningServer server;
  server.route("GET", "/own", [](const HttpRequest&, const PathValues&) {
    return HttpResponse{
        200, {{"Content-Length", "1"}, {"transfer-encoding", "chunked"}, {"X-A", "b"}}, "four", std::nullopt};
  });
  server.start();
  RawReply reply = server.ask(get("/own"));
  EXPECT_EQ(reply.body, "four");
  EXPECT_EQ(reply.headers["x-a"], "b");
}

TEST(HttpServer, EveryReplyCarriesTheHeadersThatAllShouldHave) {
  RunningServer server;
  server.options.more_headers = [](const HttpRequest& request) {
    return Headers{{"x-seen", request.method + std::string(request.header("origin"))}};
  };
  server.start();
  EXPECT_EQ(server.ask(get("/hello", "Origin: https://a.example\r\n")).headers["x-seen"],
            "GEThttps://a.example");
  EXPECT_EQ(server.ask(get("/nowhere")).headers["x-seen"], "GET");
  EXPECT_EQ(server.ask("PUT /hello HTTP/1.1\r\n\r\n").headers["x-seen"], "PUT");  // refused: it has no Host
}

// --- limits ---------------------------------------------------------------------------------------

// Every refusal: its status, the error writer's own words, a connection that ends, nothing handled after it.
void expect_refused(RunningServer& server, const std::string& bytes, int status, const std::string& words) {
  RawClient client = server.client();
  client.send(bytes + get("/hello"));
  RawReply reply = client.read_reply();
  EXPECT_EQ(reply.status, status) << bytes.substr(0, 200);
  EXPECT_THAT(reply.body, HasSubstr(words)) << bytes.substr(0, 200);
  EXPECT_EQ(reply.headers["connection"], "close");
  EXPECT_THAT(reply.headers["x-request-id"], MatchesRegex("[0-9a-f]{32}"));
  EXPECT_TRUE(client.is_closed()) << bytes.substr(0, 200);
}

TEST(HttpServer, RefusesSmuggledRequestsAndCloses) {
  RunningServer server;
  server.start();
  const std::string begin = "POST /echo HTTP/1.1\r\nHost: h\r\n";
  const std::string chunked = begin + "Transfer-Encoding: chunked\r\n\r\n";
  for (const std::string& bytes :
       {begin + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        begin + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        begin + "Content-Length: 5\r\nContent-Length: 0\r\n\r\nhello",
        begin + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        begin + "Content-Length: 5,5\r\n\r\nhello", begin + "Content-Length : 5\r\n\r\nhello",
        begin + "X-A: b\r\n Content-Length: 5\r\n\r\nhello", begin + "Content-Length: 5\n\r\nhello",
        begin + "X-A: b\rContent-Length: 5\r\n\r\nhello",
        begin + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        chunked + "5\nhello\r\n0\r\n\r\n", chunked + "5\r\nhelloX0\r\n\r\n",
        chunked + "0x5\r\nhello\r\n0\r\n\r\n", chunked + "-1\r\n",
        std::string("GET /hello\x01 HTTP/1.1\r\nHost: h\r\n\r\n"), std::string("GET /hello HTTP/1.1\r\n\r\n"),
        std::string("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")}) {
    expect_refused(server, bytes, 400, "InvalidRequest");
  }
  expect_refused(server, begin + "Transfer-Encoding: chunked, gzip\r\n\r\n", 501, "InvalidRequest");
  expect_refused(server,
                 begin +
                     "Transfer-Encoding: \x0b"
                     "chunked\r\n\r\n",
                 400, "InvalidRequest");
  expect_refused(server, "GET /hello HTTP/3.0\r\nHost: h\r\n\r\n", 505, "InvalidRequest");
  expect_refused(server, begin + "Expect: tea\r\n\r\n", 417, "InvalidRequest");
  for (const AccessRecord& record : server.accesses(21)) EXPECT_GE(record.status, 400);
}

TEST(HttpServer, BoundsTheHead) {
  RunningServer server;
  server.options.max_header_bytes = 10'000;
  server.start();
  expect_refused(server, "GET /hello HTTP/1.1\r\nHost: h\r\nX-A: " + std::string(10'000, 'a') + "\r\n\r\n",
                 431, "TooLarge");
  expect_refused(server, "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414, "TooLarge");
}

TEST(HttpServer, RefusesALargeBodyBeforeItComes) {
  RunningServer server;
  server.options.max_body_bytes = 1000;
  server.start();
  RawClient client = server.client();
  client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
  RawReply reply = client.read_reply();
  EXPECT_EQ(reply.status, 413);
  EXPECT_THAT(reply.body, HasSubstr("TooLarge: body: expected at most 1000 bytes"));
  EXPECT_EQ(server.ask(post(std::string(1000, 'a'))).status, 200);
}

TEST(HttpServer, AClientThatGoesOnSendingStillReadsThat413) {
  RunningServer server;
  server.options.max_body_bytes = 1000;
  server.start();
  RawClient client = server.client();
  client.send(post(std::string(1 << 20, 'a')));  // all of it, without looking at replies
  EXPECT_EQ(client.read_reply().status, 413);
  EXPECT_TRUE(client.is_closed());
}

TEST(HttpServer, RefusesAChunkedBodyThatGrowsTooLarge) {
  RunningServer server;
  server.options.max_body_bytes = 1000;
  server.start();
  RawClient client = server.client();
  client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 11; ++i) client.send("64\r\n" + std::string(100, 'a') + "\r\n");
  EXPECT_EQ(client.read_reply().status, 413);
}

TEST(HttpServer, BoundsTheBodiesOfAllRequestsTogether) {
  RunningServer server;
  server.options.max_bodies_bytes = 1000;
  server.start();
  RawClient first = server.client();
  const std::string whole = post(std::string(900, 'a'));
  first.send(whole.substr(0, whole.size() - 1));
  std::this_thread::sleep_for(milliseconds(50));  // so that it is read
  RawReply reply = server.ask(post(std::string(200, 'b')));
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, HasSubstr("Busy"));
  EXPECT_EQ(reply.headers["retry-after"], "1");
  first.send("a");
  EXPECT_EQ(first.read_reply().status, 200);
  EXPECT_EQ(server.ask(post(std::string(200, 'b'))).status, 200);  // the first one's bytes are given back
}

TEST(HttpServer, ASlowHeaderIsTimedOutHoweverItTrickles) {
  RunningServer server;
  server.options.header_timeout = seconds(1);
  server.start();
  RawClient client = server.client();
  const auto begun = Clock::now();
  client.send("GET /hello HTTP/1.1\r\nHost: h\r\n");
  std::thread trickle([&] {
    for (int i = 0; i < 30 && client.send("X-A: b\r\n"); ++i) std::this_thread::sleep_for(milliseconds(100));
  });
  EXPECT_EQ(client.read_reply().status, 408);
  EXPECT_LT(Clock::now() - begun, seconds(3));
  client.end_sending();
  trickle.join();
}

TEST(HttpServer, AClientThatSaysNothingIsDropped) {
  RunningServer server;
  server.options.header_timeout = seconds(1);
  server.start();
  RawClient client = server.client();
  EXPECT_TRUE(client.is_closed());
  EXPECT_TRUE(server.accesses(0).empty());
}

TEST(HttpServer, AnIdleConnectionAndASlowBodyAreTimedOut) {
  RunningServer server;
  server.options.idle_timeout = seconds(1);
  server.start();
  RawClient idle = server.client(), slow = server.client();
  idle.send(get("/hello"));
  EXPECT_EQ(idle.read_reply().status, 200);
  slow.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf");
  EXPECT_EQ(slow.read_reply().status, 408);
  EXPECT_TRUE(slow.is_closed());
  EXPECT_TRUE(idle.is_closed());
}

TEST(HttpServer, AClientThatDoesNotReadIsDropped) {
  RunningServer server;
  server.options.idle_timeout = seconds(1);
  server.route("GET", "/large", [](const HttpRequest&, const PathValues&) {
    return HttpResponse{200, {}, std::string(64 << 20, 'a'), std::nullopt};
  });
  server.start();
  RawClient client = server.client();
  client.send(get("/large"));
  const auto accesses = server.accesses(1);
  ASSERT_THAT(accesses, SizeIs(1));
  EXPECT_LT(client.read_all().size(), std::size_t{64 << 20});
}

TEST(HttpServer, RefusesMoreConnectionsThanItsLimit) {
  RunningServer server;
  server.options.max_connections = 2;
  server.start();
  RawClient first = server.client(), second = server.client();
  first.send(get("/hello"));
  second.send(get("/hello"));
  EXPECT_EQ(first.read_reply().status, 200);
  EXPECT_EQ(second.read_reply().status, 200);
  expect_refused(server, get("/hello"), 503, "Busy: too many connections");
  first.close();
  RawReply reply;
  for (int i = 0; i < 100 && reply.status != 200; ++i) {
    std::this_thread::sleep_for(milliseconds(10));  // until the server has noticed
    reply = server.ask(get("/hello", "Connection: close\r\n"));
  }
  EXPECT_EQ(reply.status, 200);
}

TEST(HttpServer, ClientsThatLeaveInTheMiddleOfARequestAreForgotten) {
  RunningServer server;
  server.start();
  for (const std::string& bytes :
       {std::string(), std::string("GE"), std::string("GET /hello HTTP/1.1\r\nHost:"),
        std::string("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc")}) {
    RawClient client = server.client();
    client.send(bytes);
  }
  EXPECT_EQ(server.ask(get("/hello")).status, 200);
  EXPECT_THAT(server.accesses(1), SizeIs(1));
}

TEST(HttpServer, WritesAnAccessRecord) {
  RunningServer server;
  server.start();
  RawReply reply = server.ask(get("/hello?secret=1"));
  const auto records = server.accesses(1);
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].request_id, reply.headers["x-request-id"]);
  EXPECT_EQ(records[0].method, "GET");
  EXPECT_EQ(records[0].path, "/hello");
  EXPECT_EQ(records[0].client_address, "127.0.0.1");
  EXPECT_EQ(records[0].status, 200);
  EXPECT_EQ(records[0].bytes, 5u);
  EXPECT_GT(records[0].duration.count(), 0);
}

// --- listening and stopping -----------------------------------------------------------------------

TEST(HttpServer, SaysWhereItCannotListen) {
  RunningServer first;
  first.start();
  RunningServer second;
  second.options.port = first.port();
  try {
    second.start();
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::Unreachable);
    EXPECT_EQ(e.field(), "listen");
    EXPECT_THAT(e.what(), HasSubstr("127.0.0.1 port " + std::to_string(first.port())));
  }
  RunningServer nowhere;
  nowhere.options.host = "192.0.2.1";  // kept for documentation: nobody's address
  EXPECT_THROW(nowhere.start(), Error);
}

TEST(HttpServer, ListensOnIpv6) {
  RunningServer server;
  server.options.host = "[::1]";
  std::string address;
  server.route("GET", "/see", [&](const HttpRequest& request, const PathValues&) {
    address = request.client_address;
    return HttpResponse{};
  });
  try {
    server.start();
  } catch (const Error&) {
    GTEST_SKIP() << "this machine has no IPv6";
  }
  RawClient client(server.port(), seconds(20), "::1");
  client.send(get("/see"));
  EXPECT_EQ(client.read_reply().status, 200);
  EXPECT_EQ(address, "::1");
}

TEST(HttpServer, APortIsFreeAgainAtOnce) {
  uint16_t port = 0;
  for (int i = 0; i < 3; ++i) {
    RunningServer server;
    server.options.port = port;
    server.start();
    port = server.port();
    EXPECT_EQ(server.ask(get("/hello")).status, 200);
  }
}

TEST(HttpServer, CanBeMadeAndThrownAwayWithoutRunning) {
  RunningServer parts;
  HttpServer server(parts.options, parts.router, parts.jobs, parts.changes, parts.blobs, {}, {});
  EXPECT_GT(server.port(), 0);
  server.stop();
}

TEST(HttpServer, StoppingClosesIdleConnectionsAtOnce) {
  RunningServer server;
  server.start();
  RawClient idle = server.client(), silent = server.client();
  idle.send(get("/hello"));
  EXPECT_EQ(idle.read_reply().status, 200);
  std::this_thread::sleep_for(milliseconds(50));
  const auto begun = Clock::now();
  std::thread stopper([&] { server.stop(); });
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(silent.is_closed());
  idle.close();
  silent.close();
  stopper.join();
  EXPECT_LT(Clock::now() - begun, seconds(2));
  EXPECT_THROW(server.client(), std::runtime_error);
}

TEST(HttpServer, StoppingLetsAnAnswerUnderWayEnd) {
  RunningServer server;
  std::atomic<bool> has_begun{false};
  server.route("GET", "/slow", [&](const HttpRequest&, const PathValues&) {
    has_begun = true;
    std::this_thread::sleep_for(milliseconds(500));
    return HttpResponse{200, {}, "done", std::nullopt};
  });
  server.start();
  RawClient client = server.client();
  client.send(get("/slow") + get("/hello"));
  while (!has_begun) std::this_thread::sleep_for(milliseconds(1));
  std::thread stopper([&] { server.stop(); });
  RawReply reply = client.read_reply();
  EXPECT_EQ(reply.body, "done");
  EXPECT_EQ(reply.headers["connection"], "close");  // so the client knows that its next request was not taken
  EXPECT_TRUE(client.is_closed());
  client.close();
  stopper.join();
}

}  // namespace
}  // namespace reverie::testing
