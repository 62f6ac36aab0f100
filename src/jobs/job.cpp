#include "jobs/job.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

namespace reverie {
namespace {

constexpr std::array<std::string_view, 5> kStateNames{"queued", "running", "succeeded", "failed",
                                                      "cancelled"};
constexpr std::array<std::string_view, 3> kFormatNames{"jpeg", "png", "webp"};
constexpr std::array<std::string_view, 3> kFormatMimes{"image/jpeg", "image/png", "image/webp"};
constexpr std::array<std::string_view, 3> kRewriteNames{"off", "standard", "fast"};

struct Move {
  JobState from;
  JobState to;
};

constexpr Move kMoves[] = {
    {JobState::Queued, JobState::Running},   {JobState::Queued, JobState::Failed},
    {JobState::Queued, JobState::Cancelled}, {JobState::Running, JobState::Succeeded},
    {JobState::Running, JobState::Failed},   {JobState::Running, JobState::Cancelled},
    {JobState::Running, JobState::Queued},
};

template <class Enum, std::size_t N>
std::string_view name_of(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t N>
Enum value_of(const std::array<std::string_view, N>& names, std::string_view name, const char* what) {
  const auto* found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    throw Error(ErrorCode::CorruptFile,
                "no " + std::string(what) + " is named \"" + std::string(name) + "\"");
  }
  return static_cast<Enum>(found - names.begin());
}

// --- the task's JSON ---

[[noreturn]] void refuse(const char* key, const char* expected) {
  throw Error(ErrorCode::CorruptFile, std::string("image task: \"") + key + "\" must be " + expected);
}

const Json& member(const Json& json, const char* key) {
  if (!json.is_object() || !json.contains(key)) refuse(key, "there");
  return json[key];
}

std::string text(const Json& json, const char* key) {
  const Json& value = member(json, key);
  if (!value.is_string()) refuse(key, "text");
  return value.get<std::string>();
}

int64_t whole(const Json& json, const char* key) {
  const Json& value = member(json, key);
  const bool is_too_large = value.is_number_unsigned() && value.get<uint64_t>() > uint64_t{INT64_MAX};
  if (!value.is_number_integer() || is_too_large) refuse(key, "a whole number of 64 bits");
  return value.get<int64_t>();
}

bool yes_or_no(const Json& json, const char* key) {
  const Json& value = member(json, key);
  if (!value.is_boolean()) refuse(key, "true or false");
  return value.get<bool>();
}

uint64_t seed_of(const Json& json) {
  const Json& value = member(json, "seed");
  if (!value.is_number_unsigned()) refuse("seed", "a whole number from 0");
  return value.get<uint64_t>();
}

std::vector<std::string> references_of(const Json& json) {
  const Json& list = member(json, "references");
  if (!list.is_array()) refuse("references", "a list");
  std::vector<std::string> names;
  for (const Json& name : list) {
    if (!name.is_string()) refuse("references", "a list of texts");
    names.push_back(name.get<std::string>());
  }
  return names;
}

double guidance_scale_of(const Json& json) {
  const Json& value = member(json, "guidance_scale");
  if (!value.is_number()) refuse("guidance_scale", "a number");
  return value.get<double>();
}

// --- ids ---

uint64_t random_bits() {
  uint64_t bits = 0;
  if (::getrandom(&bits, sizeof bits, 0) != static_cast<ssize_t>(sizeof bits)) {
    throw Error(ErrorCode::Internal, "the system gives no random numbers");
  }
  return bits;
}

// The time and the 12 bits after it, which count on inside a millisecond: RFC 9562, section 6.2, method 1.
class IdClock {
 public:
  struct Moment {
    uint64_t milliseconds;
    uint64_t count;  // 12 bits
  };

  Moment next() {
    const std::lock_guard lock(mutex_);
    const auto time = static_cast<uint64_t>(unix_milliseconds(now()));
    if (time > last_.milliseconds) {
      last_ = {time, random_bits() & kRandomStart};
    } else if (++last_.count > kCountMax) {  // also while the clock was set back
      last_ = {last_.milliseconds + 1, random_bits() & kRandomStart};
    }
    return last_;
  }

 private:
  static constexpr uint64_t kCountMax = 0xfff;
  static constexpr uint64_t kRandomStart = 0x7ff;  // leaves half of the range to count through
  std::mutex mutex_;
  Moment last_{0, 0};
};

std::string spell_uuid(uint64_t high, uint64_t low) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string id;
  id.reserve(36);
  for (int digit = 0; digit < 32; ++digit) {
    if (digit == 8 || digit == 12 || digit == 16 || digit == 20) id += '-';
    const uint64_t half = digit < 16 ? high : low;
    id += kHex[(half >> (60 - 4 * (digit % 16))) & 15];
  }
  return id;
}

}  // namespace

std::string_view state_name(JobState state) {
  return name_of(kStateNames, state);
}

JobState state_of(std::string_view name) {
  return value_of<JobState>(kStateNames, name, "job state");
}

bool is_final(JobState state) {
  return state == JobState::Succeeded || state == JobState::Failed || state == JobState::Cancelled;
}

bool may_become(JobState from, JobState to) {
  return std::any_of(std::begin(kMoves), std::end(kMoves),
                     [&](const Move& move) { return move.from == from && move.to == to; });
}

std::string_view picture_format_name(PictureFormat format) {
  return name_of(kFormatNames, format);
}

std::string_view picture_mime(PictureFormat format) {
  return name_of(kFormatMimes, format);
}

PictureFormat picture_format_of(std::string_view name) {
  return value_of<PictureFormat>(kFormatNames, name, "picture format");
}

Json to_json(const ImageTask& task) {
  Json json = {{"model", task.model},
               {"prompt", task.prompt},
               {"references", task.references},
               {"width_px", task.size.width_px},
               {"height_px", task.size.height_px},
               {"runs", task.runs},
               {"group_max", task.group_max},
               {"seed", task.seed},
               {"format", picture_format_name(task.format)},
               {"has_watermark", task.has_watermark},
               {"rewrite", name_of(kRewriteNames, task.rewrite)},
               {"is_safety_checked", task.is_safety_checked}};
  if (task.steps) json["steps"] = *task.steps;
  if (task.guidance_scale) {
    // JSON has no spelling for it: it would be written as null, and the task could not be read again.
    if (!std::isfinite(*task.guidance_scale)) {
      throw Error(ErrorCode::Internal, "image task: guidance_scale must be finite");
    }
    json["guidance_scale"] = *task.guidance_scale;
  }
  return json;
}

ImageTask image_task_of(const Json& json) {
  ImageTask task;
  task.model = text(json, "model");
  task.prompt = text(json, "prompt");
  task.references = references_of(json);
  task.size = {whole(json, "width_px"), whole(json, "height_px")};
  task.runs = whole(json, "runs");
  task.group_max = whole(json, "group_max");
  task.seed = seed_of(json);
  if (json.contains("steps")) task.steps = whole(json, "steps");
  if (json.contains("guidance_scale")) task.guidance_scale = guidance_scale_of(json);
  task.format = picture_format_of(text(json, "format"));
  task.has_watermark = yes_or_no(json, "has_watermark");
  task.rewrite = value_of<Rewrite>(kRewriteNames, text(json, "rewrite"), "rewrite mode");
  task.is_safety_checked = yes_or_no(json, "is_safety_checked");
  return task;
}

std::string new_job_id() {
  static IdClock clock;
  const auto [milliseconds, count] = clock.next();
  constexpr uint64_t kVersion7 = uint64_t{7} << 12;
  constexpr uint64_t kVariant = uint64_t{2} << 62;
  return spell_uuid(milliseconds << 16 | kVersion7 | count, kVariant | random_bits() >> 2);
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_dash_place = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (is_dash_place ? c != '-' : !is_hex) return false;
  }
  return true;
}

int64_t count_done(const Job& job) {
  return std::count_if(job.images.begin(), job.images.end(),
                       [](const JobImage& image) { return image.is_done(); });
}

}  // namespace reverie
