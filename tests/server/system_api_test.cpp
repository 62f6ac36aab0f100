// tests/server/system_api_test.cpp
//
// What the server tells of itself, and that it tells nothing of what others drew.

#include "server/system_api.h"

#include "server/dialects/dialect_fixture.h"
#include "server/metrics.h"
#include "server/routes.h"

namespace reverie {
namespace {

class SystemApi : public DialectFixture {
 protected:
  SystemApi() { add_routes(router, service, blobs, urls, metrics_, {}); }
  Metrics metrics_{store};
};

TEST_F(SystemApi, MemoryQueueAndAgeAreTold) {
  const Json system = call_json("GET", "/api/system");
  EXPECT_TRUE(system["version"].is_string());
  EXPECT_GE(system["uptime_seconds"], 0);
  EXPECT_GT(system["memory"]["resident_bytes"], 1 << 20);
  EXPECT_GT(system["memory"]["machine_bytes"], system["memory"]["resident_bytes"]);
  EXPECT_GT(system["memory"]["available_bytes"], 0);
  EXPECT_EQ(system["queue"], Json({{"queued", 0}, {"running", 0}}));
  EXPECT_EQ(system["recent"], Json::array());
}

TEST_F(SystemApi, TheLastJobsAreTimesAndSizesOnly) {
  engine.step_ms = 10;
  const Json job = call_json("POST", "/api/jobs", {{"prompt", "a secret cat"}, {"count", 2}}, {}, 202);
  finish(job["id"]);
  const Headers stranger{{"Authorization", "Bearer " + make_key("stranger")}};
  const Json recent = call_json("GET", "/api/system", {}, stranger)["recent"];
  ASSERT_EQ(recent.size(), 1U);
  EXPECT_EQ(recent[0]["images"], 2);
  EXPECT_EQ(recent[0]["model"], "mini");
  EXPECT_EQ(recent[0]["state"], "succeeded");
  EXPECT_EQ(recent[0]["size"], "2048x2048");
  EXPECT_GE(recent[0]["drew_seconds"], 0.07);
  EXPECT_GE(recent[0]["waited_seconds"], 0);
  EXPECT_EQ(recent[0].size(), 7U) << "nothing else: " << recent[0];
}

TEST_F(SystemApi, AKeyIsNeeded) {
  EXPECT_EQ(call("GET", "/api/system", "", {{"Authorization", "Bearer none"}}).status, 401);
}

}  // namespace
}  // namespace reverie
