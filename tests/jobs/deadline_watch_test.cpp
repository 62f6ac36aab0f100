// tests/jobs/deadline_watch_test.cpp
//
// Late jobs end although nobody looks at them, and a round that failed is not the last.

#include "jobs/deadline_watch.h"

#include <gtest/gtest.h>

#include <atomic>

#include "core/temp_folder.h"
#include "jobs/sqlite_store.h"

namespace reverie {
namespace {

template <typename Condition>
bool comes_true(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < deadline) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

TEST(DeadlineWatch, CancelsWhatIsLateAndTellsThoseWhoWait) {
  const testing_folders::TempFolder folder;
  SqliteStore store(folder.path() / "jobs.db");
  JobChanges changes;
  Submission submission;
  submission.account = kLocalAccount;
  submission.dialect = "test";
  submission.model_echo = "mini";
  submission.task.model = "mini";
  submission.task.prompt = "a cat";
  submission.task.size = {64, 64};
  submission.deadlines.start_by = now() + std::chrono::milliseconds(50);
  const std::string id = store.submit(submission, {}).id;
  std::atomic<int> told{0};
  const auto subscription = changes.subscribe(id, "", [&](const std::string&) { ++told; });
  DeadlineWatch watch(store, changes, [](const std::string& line) { ADD_FAILURE() << line; });
  watch.start();
  EXPECT_TRUE(comes_true([&] { return told == 1; }));
  EXPECT_EQ(store.find(id)->state, JobState::Cancelled);
  watch.stop();
}

TEST(Periodic, GoesOnAfterARoundThatFailed) {
  std::atomic<int> rounds{0};
  std::atomic<int> logged{0};
  Periodic periodic(
      [&] {
        if (++rounds == 1) throw std::runtime_error("the disk is full");
      },
      std::chrono::milliseconds(1),
      [&](const std::string& what) {
        EXPECT_EQ(what, "the disk is full");
        ++logged;
      });
  periodic.start();
  EXPECT_TRUE(comes_true([&] { return rounds >= 3; }));
  periodic.stop();
  EXPECT_EQ(logged, 1);
}

}  // namespace
}  // namespace reverie
