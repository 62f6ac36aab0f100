// tests/server/retention_test.cpp
//
// What a sweep deletes, and what it must leave alone.

#include "server/retention.h"

#include "server/dialects/dialect_fixture.h"
#include "server/own_api.h"

namespace reverie {
namespace {

using std::chrono::hours;

class RetentionTest : public DialectFixture {
 protected:
  RetentionTest() {
    using namespace own_api;
    add_route("POST", "/api/jobs", submit, error_reply);
    add_route("GET", "/api/jobs/{id}", job, error_reply);
  }

  Job draw(const std::string& prompt) {
    return finish(call_json("POST", "/api/jobs", {{"prompt", prompt}, {"size", "1K"}}, {}, 202)["id"]);
  }

  Retention retention_{store, blobs, hours(24), [](const std::string&) {}};
};

TEST_F(RetentionTest, APictureIsKeptForItsTimeAndThenGone) {
  const Job drawn = draw("a cat");
  const std::string blob = drawn.images.at(0).blob;
  EXPECT_EQ(retention_.sweep(*drawn.finished + hours(23)), 0);
  EXPECT_TRUE(blobs.size(blob));
  EXPECT_EQ(retention_.sweep(*drawn.finished + hours(25)), 1);
  EXPECT_FALSE(blobs.size(blob));
  const Json told = call_json("GET", "/api/jobs/" + drawn.id);
  EXPECT_EQ(told["expired"], true);
  EXPECT_TRUE(told["images"].empty());
}

TEST_F(RetentionTest, WithoutATimeNothingGoes) {
  Retention keeping(store, blobs, hours(0), [](const std::string&) {});
  const Job drawn = draw("a cat");
  EXPECT_EQ(keeping.sweep(*drawn.finished + hours(100'000)), 0);
  EXPECT_EQ(call_json("GET", "/api/jobs/" + drawn.id)["expired"], false);
}

TEST_F(RetentionTest, AFileThatAYoungerJobHoldsIsLeft) {
  const Job first = draw("a cat");
  Submission again;
  again.account = kLocalAccount;
  again.dialect = "test";
  again.task = first.task;
  again.task.references = {first.images.at(0).blob};
  store.submit(again, {});  // still waiting, or finished later than the first
  retention_.sweep(*first.finished + hours(24));
  EXPECT_TRUE(blobs.size(first.images.at(0).blob));
}

TEST_F(RetentionTest, WhatACrashLeftIsDeletedOnceItIsADayOld) {
  const std::string blob = blobs.put("nobody's bytes");
  const auto path = folder() / "blobs" / blob.substr(0, 2) / blob;
  retention_.sweep(now());
  EXPECT_TRUE(blobs.size(blob)) << "its job may be about to be submitted";
  std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - hours(25));
  EXPECT_EQ(retention_.sweep(now()), 1);
  EXPECT_FALSE(blobs.size(blob));
}

}  // namespace
}  // namespace reverie
