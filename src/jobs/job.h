// jobs/job.h
//
// A job: one request that was accepted, from the queue to its pictures. Everything here is plain data that a
// store writes down and a dialect reads; nothing knows HTTP or LibTorch.
//
//   Queued ---> Running ---> Succeeded | Failed | Cancelled
//      |           |
//      |           +--> Queued      the process died, or stopped in good order: drawn on after the restart
//      +--> Cancelled | Failed
//
// A job succeeds if at least one of its pictures did; each picture that failed carries its own error.
//
// Used by   jobs/job_store (writes), jobs/worker (runs), server/dialects (show)
// Proven by tests/jobs/job_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/json.h"
#include "image/image_size.h"
#include "jobs/job_time.h"

namespace reverie {

enum class JobState { Queued, Running, Succeeded, Failed, Cancelled };

std::string_view state_name(JobState state);  // "queued", "running", ...
// Throws Error(CorruptFile) for a name that is none.
JobState state_of(std::string_view name);
bool is_final(JobState state);
// The one transition table.
bool may_become(JobState from, JobState to);

enum class PictureFormat { Jpeg, Png, Webp };

std::string_view picture_format_name(PictureFormat format);  // "jpeg"; also the usual file ending
std::string_view picture_mime(PictureFormat format);         // "image/jpeg"
// Throws Error(CorruptFile).
PictureFormat picture_format_of(std::string_view name);

enum class Rewrite { Off, Standard, Fast };

// All that decides the pictures. The same task gives the same pictures on the same device.
struct ImageTask {
  std::string model{};  // an installed model's name
  std::string prompt{};
  std::vector<std::string> references{};  // names of blobs, in the order in which the prompt counts them
  PixelSize size{};
  int64_t runs = 1;       // independent pictures or groups, 1..15
  int64_t group_max = 0;  // 0: one picture a run; else a group of at most so many related pictures
  uint64_t seed = 0;
  std::optional<int64_t> steps{};          // the model's own when absent
  std::optional<double> guidance_scale{};  // the model's own when absent
  PictureFormat format = PictureFormat::Jpeg;
  bool has_watermark = false;
  Rewrite rewrite = Rewrite::Off;
  bool is_safety_checked = true;
};

Json to_json(const ImageTask& task);
// Throws Error(CorruptFile): tasks come back from stores only.
ImageTask image_task_of(const Json& json);

struct StoredError {
  ErrorCode code = ErrorCode::Internal;
  std::string message;
  std::string field;
};

// One picture of a job: planned when the job starts, then finished once, with a blob or with an error.
struct JobImage {
  int64_t index = 0;
  std::string prompt;  // as it is drawn
  uint64_t seed = 0;
  std::string blob;  // name of the file's content; empty while unfinished and after an error
  PixelSize size;
  PictureFormat format = PictureFormat::Jpeg;
  int64_t size_bytes = 0;
  std::optional<StoredError> error;
  std::optional<Time> finished;

  bool is_done() const { return !blob.empty(); }
};

// Events: "started", "image" (one more picture is done), "succeeded", "failed", "cancelled". The dialect maps
// its own names onto these, and writes the body when the delivery is due.
struct Webhook {
  std::string url;
  std::vector<std::string> events;
};

// When a client has lost interest. What is late is cancelled.
struct Deadlines {
  std::optional<Time> start_by;
  std::optional<Time> finish_by;
};

struct Job {
  std::string id;          // UUID, version 7: sorts by time
  std::string account;     // whose it is
  std::string dialect;     // which wrote the request, and will write the webhook
  std::string model_echo;  // the model as the client spelled it
  Json echo;               // what the dialect shows again of the request (Replicate's "input")
  ImageTask task;
  JobState state = JobState::Queued;
  bool is_cancel_requested = false;  // of a running job
  int64_t credits = 0;               // taken for it; 0 after a refund
  std::string revised_prompt;        // empty if the prompt was not rewritten
  std::vector<JobImage> images;      // empty until the job is planned
  std::optional<StoredError> error;  // of a failed job
  std::optional<Webhook> webhook;
  Deadlines deadlines;
  std::string webhook_state;  // "", "pending", "delivered", "failed"
  Time created{};
  std::optional<Time> started, finished;
  bool is_expired = false;     // the files were deleted by retention
  int64_t queue_position = 0;  // jobs before it; 0 unless queued
};

// A new id, version 7: 48 bits of milliseconds, then random bits.
std::string new_job_id();
// Whether `text` is spelled as a UUID: 8-4-4-4-12 hex digits.
bool is_uuid(std::string_view text);

// What a job has drawn by now.
int64_t count_done(const Job& job);

}  // namespace reverie
