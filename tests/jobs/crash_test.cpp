// tests/jobs/crash_test.cpp
//
// A process that works with the stores is killed at random moments, again and again, and each time all that
// it was promised must be there: jobs, pictures with their blobs, final states, credits, webhooks.
//
//   REVERIE_CRASH_ROUNDS=200   more rounds than the 20 of every day
//
// It kills processes, not machines: that commits also survive a power loss rests on SQLite and fsync.

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "core/temp_folder.h"
#include "intake/secrets.h"
#include "jobs/blob_store.h"
#include "jobs/crash_job.h"
#include "jobs/sqlite_store.h"

namespace reverie {
namespace {

using Clock = std::chrono::steady_clock;
using testing_folders::TempFolder;

int count_rounds() {
  const char* rounds = std::getenv("REVERIE_CRASH_ROUNDS");
  return rounds == nullptr ? 20 : std::atoi(rounds);
}

// The process, until it is killed, and what it says.
class Child {
 public:
  Child(const std::filesystem::path& folder, const std::string& round) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw Error(ErrorCode::Internal, "pipe");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addclose(&actions, ends[0]);
    ::posix_spawn_file_actions_addclose(&actions, ends[1]);
    std::string program = REVERIE_CRASH_CHILD;
    std::string path = folder.string();
    std::string name = round;
    std::array<char*, 4> arguments{program.data(), path.data(), name.data(), nullptr};
    const int result =
        ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
    if (result != 0) throw Error(ErrorCode::Internal, "posix_spawn: " + program);
  }
  ~Child() { ::close(output_); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Lets it work for `time` after its first word, then kills it. Returns all its words.
  std::string kill_after(std::chrono::milliseconds time) {
    read_until([&] { return said_.empty() ? Clock::now() + std::chrono::seconds(30) : first_word_ + time; });
    ::kill(process_, SIGKILL);
    int status = 0;
    ::waitpid(process_, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        << "it ended by itself, with status " << status;
    read_until([] { return Clock::time_point::max(); });  // what is left in the pipe
    return said_;
  }

 private:
  template <class Deadline>
  void read_until(const Deadline& deadline) {
    for (;;) {
      const auto left = std::min<Clock::duration>(deadline() - Clock::now(), std::chrono::seconds(1));
      const auto wait_ms = std::chrono::duration_cast<std::chrono::milliseconds>(left).count();
      if (wait_ms <= 0) return;
      pollfd waiting{output_, POLLIN, 0};
      if (::poll(&waiting, 1, static_cast<int>(wait_ms)) <= 0) continue;
      std::array<char, 4096> piece{};
      const ssize_t got = ::read(output_, piece.data(), piece.size());
      if (got <= 0) return;
      if (said_.empty()) first_word_ = Clock::now();
      said_.append(piece.data(), static_cast<std::size_t>(got));
    }
  }

  pid_t process_ = 0;
  int output_ = -1;
  std::string said_;
  Clock::time_point first_word_;
};

struct Promises {
  struct Accepted {
    std::string account;
    std::string key;
  };
  std::map<std::string, Accepted> submitted;                     // by job
  std::map<std::pair<std::string, int64_t>, std::string> drawn;  // blobs
  std::set<std::pair<std::string, int64_t>> spoiled;
  std::map<std::string, std::string> ended;  // state names
  std::set<std::string> marked;

  void add(const std::string& lines) {
    std::istringstream text(lines);
    for (std::string line; std::getline(text, line);) add_line(line);
  }

 private:
  void add_line(const std::string& line) {
    std::istringstream words(line);
    std::string what, id;
    words >> what >> id;
    if (what == "submitted") {
      Accepted accepted;
      words >> accepted.account >> accepted.key;
      EXPECT_TRUE(submitted.emplace(id, accepted).second) << line;
    } else if (what == "drawn" || what == "spoiled") {
      int64_t index = -1;
      std::string blob;
      words >> index >> blob;
      const bool is_new = what == "drawn" ? drawn.emplace(std::pair(id, index), blob).second
                                          : spoiled.emplace(id, index).second;
      EXPECT_TRUE(is_new) << "finished twice: " << line;
    } else if (what == "ended") {
      std::string state;
      words >> state;
      EXPECT_TRUE(ended.emplace(id, state).second) << "ended twice: " << line;
    } else {
      EXPECT_EQ(what, "marked") << line;
      marked.insert(id);
    }
  }
};

class CrashTest : public testing::Test {
 protected:
  CrashTest() {
    SqliteStore store(folder_ / "jobs.db");
    for (const char* id : kCrashAccounts) {
      Account account;
      account.id = id;
      account.credits = kCrashCredits;
      store.add_account(account, id);
    }
  }

  // Kills one process. Returns what it was promised in its life.
  Promises crash(int round) {
    std::uniform_int_distribution<int> life_ms(0, 300);
    Child child(folder_.path(), std::to_string(round));
    Promises news;
    const std::string said = child.kill_after(std::chrono::milliseconds(1 + life_ms(random_)));
    news.add(said);
    all_.add(said);
    return news;
  }

  void expect_kept(const Promises& promises) {
    SqliteStore store(folder_ / "jobs.db");
    DiskBlobStore blobs(folder_ / "blobs");
    for (const auto& [id, accepted] : promises.submitted) {
      const auto job = store.find(id);
      ASSERT_TRUE(job) << id << " was lost";
      EXPECT_EQ(job->account, accepted.account);
    }
    for (const auto& [picture, blob] : promises.drawn) {
      const JobImage image = image_of(store, picture);
      EXPECT_EQ(image.blob, blob) << "a picture of " << picture.first;
      EXPECT_EQ(sha256_hex(blobs.read(blob)), blob);
    }
    for (const auto& picture : promises.spoiled) EXPECT_TRUE(image_of(store, picture).error);
    for (const auto& [id, state] : promises.ended) EXPECT_EQ(state_name(store.find(id)->state), state) << id;
    for (const std::string& id : promises.marked) {
      const Job job = store.find(id).value();
      EXPECT_TRUE(job.is_cancel_requested || is_final(job.state)) << id;
    }
  }

  // Each key leads to the job it made before the crash.
  void expect_keys_kept(const Promises& promises) {
    SqliteStore store(folder_ / "jobs.db");
    for (const auto& [id, accepted] : promises.submitted) {
      EXPECT_EQ(store.submit(crash_submission(accepted.account, accepted.key), {}).id, id);
    }
  }

  static JobImage image_of(JobStore& store, const std::pair<std::string, int64_t>& picture) {
    return store.find(picture.first)->images.at(static_cast<std::size_t>(picture.second));
  }

  std::vector<Job> all_jobs(JobStore& store) {
    std::vector<Job> jobs;
    for (JobFilter filter{.limit = 1000};; filter.before_id = jobs.back().id) {
      const std::vector<Job> page = store.list(filter);
      jobs.insert(jobs.end(), page.begin(), page.end());
      if (page.size() < 1000) return jobs;
    }
  }

  void expect_credits_add_up() {
    SqliteStore store(folder_ / "jobs.db");
    std::map<std::string, int64_t> spent;
    for (const Job& job : all_jobs(store)) {
      const bool is_free = job.state == JobState::Failed || job.state == JobState::Cancelled;
      EXPECT_EQ(job.credits, is_free ? 0 : 3) << job.id;
      spent[job.account] += job.credits;
    }
    for (const char* id : kCrashAccounts)
      EXPECT_EQ(*store.account(id)->credits + spent[id], kCrashCredits) << id;
  }

  // One delivery for each change, not one more.
  void expect_webhooks_complete() {
    SqliteStore store(folder_ / "jobs.db");
    std::map<std::pair<std::string, std::string>, int64_t> found;
    for (const DueDelivery& one : store.due_deliveries(INT64_MAX, std::chrono::hours(1))) {
      ++found[{one.job_id, one.event}];
    }
    std::map<std::pair<std::string, std::string>, int64_t> expected;
    for (const Job& job : all_jobs(store)) {
      if (job.started) expected[{job.id, "started"}] = 1;
      if (count_done(job) > 0) expected[{job.id, "image"}] = count_done(job);
      if (is_final(job.state)) expected[{job.id, std::string(state_name(job.state))}] = 1;
    }
    EXPECT_EQ(found, expected);
  }

  void expect_recovers() {
    SqliteStore store(folder_ / "jobs.db");
    const int64_t waiting = store.count_in(JobState::Queued);
    const int64_t queued = store.recover();
    EXPECT_EQ(store.count_in(JobState::Running), 0);
    EXPECT_EQ(store.count_in(JobState::Queued), waiting + queued);
  }

  const TempFolder folder_;
  const unsigned seed_ = std::random_device{}();
  std::mt19937 random_{seed_};
  Promises all_;
};

TEST_F(CrashTest, NothingThatWasPromisedIsLostOrDoneTwice) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const int rounds = count_rounds();
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const Promises news = crash(round);
    expect_kept(news);
    expect_keys_kept(news);
  }
  expect_kept(all_);
  expect_recovers();
  expect_credits_add_up();
  expect_webhooks_complete();
  EXPECT_FALSE(all_.submitted.empty());
  EXPECT_FALSE(all_.drawn.empty());
  RecordProperty("jobs", static_cast<int>(all_.submitted.size()));
  RecordProperty("pictures", static_cast<int>(all_.drawn.size()));
}

}  // namespace
}  // namespace reverie
