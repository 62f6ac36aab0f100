// tests/jobs/crash_child.cpp
//
//   jobs_crash_child FOLDER ROUND
//
// Submits, cancels and works off jobs as fast as it can, until it is killed, and writes each promise it was
// given to its standard output (crash_job.h). A line goes out in one write(), which for so few bytes is whole
// or not at all.
//
// Used by   crash_test.cpp

#include <unistd.h>

#include <exception>
#include <iostream>
#include <random>
#include <sstream>
#include <thread>

#include "jobs/blob_store.h"
#include "jobs/crash_job.h"
#include "jobs/sqlite_store.h"

namespace reverie {
namespace {

template <class... Words>
void tell(const Words&... words) {
  std::ostringstream line;
  const char* space = "";
  ((line << space << words, space = " "), ...);
  line << '\n';
  const std::string text = line.str();
  if (::write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::terminate();
}

class Chance {
 public:
  // Whether this is one of `many` cases.
  bool one_in(int many) { return below(many) == 0; }
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(generator_); }

 private:
  std::mt19937 generator_{std::random_device{}()};
};

// A job that the other thread has finished meanwhile is that thread's to tell of.
void tell_of_cancel(const Job& job) {
  if (job.state == JobState::Cancelled) tell("ended", job.id, "cancelled");
  if (job.state == JobState::Running) tell("marked", job.id);
}

void submit_for_ever(JobStore& store, const std::string& round) {
  Chance chance;
  for (int i = 0;; ++i) {
    const std::string account = kCrashAccounts[chance.below(2)];
    const std::string key = "key-" + round + "-" + std::to_string(i);
    try {
      const Job job = store.submit(crash_submission(account, key), kCrashLimits);
      tell("submitted", job.id, account, key);
      if (chance.one_in(4)) tell_of_cancel(store.cancel(job.id));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::Busy) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
}

void plan(JobStore& store, Job& job, Chance& chance) {
  std::vector<PlannedImage> images;
  for (int i = 0; i <= chance.below(3); ++i) images.push_back({"picture", 1});
  store.plan(job.id, "", images);
  job = store.find(job.id).value();
}

void draw(JobStore& store, BlobStore& blobs, const Job& job, JobImage image, Chance& chance) {
  if (chance.one_in(6)) {
    image.error = StoredError{ErrorCode::Refused, "spoiled", ""};
    store.finish_image(job.id, image);
    tell("spoiled", job.id, image.index);
    return;
  }
  // Each try draws other bytes, so that a second one would show.
  image.blob = blobs.put(job.id + std::to_string(image.index) + std::to_string(chance.below(1 << 30)));
  store.finish_image(job.id, image);
  tell("drawn", job.id, image.index, image.blob);
}

void run(JobStore& store, BlobStore& blobs, Job job, Chance& chance) {
  if (job.images.empty()) plan(store, job, chance);
  for (const JobImage& image : job.images) {
    if (image.finished) continue;
    if (store.find(job.id)->is_cancel_requested) {
      store.finish(job.id, JobState::Cancelled, std::nullopt);
      tell("ended", job.id, "cancelled");
      return;
    }
    draw(store, blobs, job, image, chance);
    if (chance.one_in(20)) return store.finish(job.id, JobState::Queued, std::nullopt);
  }
  if (count_done(store.find(job.id).value()) > 0) {
    store.finish(job.id, JobState::Succeeded, std::nullopt);
    tell("ended", job.id, "succeeded");
  } else {
    store.finish(job.id, JobState::Failed, StoredError{ErrorCode::Refused, "spoiled", ""});
    tell("ended", job.id, "failed");
  }
}

[[noreturn]] void work_for_ever(JobStore& store, BlobStore& blobs) {
  Chance chance;
  for (;;) {
    if (auto job = store.claim()) run(store, blobs, std::move(*job), chance);
  }
}

}  // namespace
}  // namespace reverie

int main(int argc, char** argv) {
  using namespace reverie;
  if (argc != 3) return 2;
  try {
    const std::filesystem::path folder = argv[1];
    SqliteStore store(folder / "jobs.db");
    DiskBlobStore blobs(folder / "blobs");
    store.recover();
    std::thread submitter([&] { submit_for_ever(store, argv[2]); });
    work_for_ever(store, blobs);
  } catch (const std::exception& error) {
    std::cerr << "jobs_crash_child: " << error.what() << "\n";
    return 1;
  }
}
