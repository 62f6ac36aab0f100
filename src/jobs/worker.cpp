#include "jobs/worker.h"

#include <algorithm>

namespace reverie {
namespace {

// Jobs that another process queued are found this soon at the latest.
constexpr std::chrono::seconds kLookEvery{1};

// What clients are told. Faults of our own keep their details to the log: they may hold paths.
StoredError stored(const Error& error) {
  switch (error.code()) {
    case ErrorCode::Internal:
    case ErrorCode::CorruptFile:
    case ErrorCode::WriteFailed: return {error.code(), "generation failed", ""};
    default: return {error.code(), error.what(), error.field()};
  }
}

// Whether the fault lies in what was asked, so that the next picture may well succeed.
bool is_of_one_picture(ErrorCode code) {
  return code == ErrorCode::InvalidRequest || code == ErrorCode::Refused || code == ErrorCode::TooLarge;
}

// The seed of a job's run: seeds count up from the job's own.
uint64_t seed_of_run(const ImageTask& task, int64_t run) {
  return (task.seed + static_cast<uint64_t>(run)) & 0x7fffffffffffffff;
}

// A picture's place among those of the same seed.
uint64_t noise_stream_of(const Job& job, const JobImage& image) {
  return static_cast<uint64_t>(
      std::count_if(job.images.begin(), job.images.begin() + image.index,
                    [&](const JobImage& earlier) { return earlier.seed == image.seed; }));
}

}  // namespace

Worker::Worker(JobStore& jobs, BlobStore& blobs, JobChanges& changes, Engine& engine, Hooks hooks)
    : jobs_(jobs), blobs_(blobs), changes_(changes), engine_(engine), hooks_(std::move(hooks)) {}

Worker::~Worker() {
  stop();
}

void Worker::start() {
  thread_ = std::thread([this] { work(); });
}

void Worker::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Worker::work() {
  const auto subscription = changes_.subscribe("", "", [this](const std::string&) {
    const std::lock_guard lock(mutex_);
    has_news_ = true;
    woken_.notify_all();
  });
  // A job whose end could not be written down (the disk is full): back to the queue as soon as it can be.
  std::optional<Job> stranded;
  while (!is_stopping_) {
    try {
      if (stranded) {
        const auto known = jobs_.find(stranded->id);
        if (known && known->state == JobState::Running) end(*known, JobState::Queued, std::nullopt);
        stranded.reset();
      }
      if (auto job = jobs_.claim()) {
        stranded = job;
        run(std::move(*job));
        stranded.reset();
        continue;
      }
    } catch (const std::exception& e) {
      hooks_.log(std::string("worker: the store failed: ") + e.what());
    }
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, kLookEvery, [this] { return is_stopping_ || has_news_; });
    has_news_ = false;
  }
}

void Worker::end(const Job& job, JobState state, const std::optional<StoredError>& error) {
  jobs_.finish(job.id, state, error);
  changes_.publish(job.id, job.account);
  changes_.forget(job.id);
}

// A planned group is drawn as planned. A single prompt may be made richer first; `revised` stays empty where
// nothing was.
void Worker::plan(Job& job) {
  const ImageTask& task = job.task;
  std::vector<std::string> group{task.prompt};
  std::string revised;
  if (task.group_max > 1) group = engine_.plan_group(task.model, task.prompt, task.group_max, task.seed);
  const bool is_single = group.size() == 1 && group.front() == task.prompt;
  if (is_single && task.rewrite != Rewrite::Off && engine_.facts(task.model).can_rewrite) {
    group.front() = engine_.rewrite(task.model, task.prompt, task.rewrite, task.seed);
    if (group.front() != task.prompt) revised = group.front();
  }
  for (const std::string& written : group) {
    if (written == task.prompt || !task.is_safety_checked) continue;
    if (const auto rule = hooks_.refusing_rule(written)) {
      throw Error(ErrorCode::Refused, "the rewritten prompt is refused by the content policy (" + *rule + ")",
                  "prompt");
    }
  }
  std::vector<PlannedImage> images;
  for (int64_t run = 0; run < task.runs; ++run) {
    for (const std::string& one : group) images.push_back({one, seed_of_run(task, run)});
  }
  jobs_.plan(job.id, revised, images);
  job = jobs_.find(job.id).value();
  changes_.publish(job.id, job.account);
}

// What holds a group together: its first picture is shown to the model with each of the others, if the model
// wants that and takes one more reference than the client sent.
std::optional<std::string> Worker::anchor_of(const Job& job, const JobImage& planned) const {
  const auto references = static_cast<int64_t>(job.task.references.size());
  const ModelFacts facts = engine_.facts(job.task.model);
  if (job.task.group_max < 2 || !facts.anchors_groups || facts.max_references <= references)
    return std::nullopt;
  const Job known = jobs_.find(job.id).value();
  for (const JobImage& image : known.images) {
    if (image.index == planned.index) break;
    if (image.seed == planned.seed && image.is_done()) return image.blob;
  }
  return std::nullopt;
}

DrawRequest Worker::request_for(const Job& job, const JobImage& planned) const {
  DrawRequest request;
  request.model = job.task.model;
  request.prompt = planned.prompt;
  request.size = job.task.size;
  for (const std::string& name : job.task.references) request.references.push_back(blobs_.read(name));
  if (const auto anchor = anchor_of(job, planned)) request.references.push_back(blobs_.read(*anchor));
  request.seed = planned.seed;
  request.noise_stream = noise_stream_of(job, planned);
  request.steps = job.task.steps;
  request.guidance_scale = job.task.guidance_scale;
  request.format = job.task.format;
  request.has_watermark = job.task.has_watermark;
  request.wants_previews = changes_.are_previews_asked_for(job.id, job.account);
  return request;
}

void Worker::draw(const Job& job, const JobImage& planned) {
  const auto count = static_cast<double>(job.images.size());
  int64_t previews = changes_.progress(job.id).preview_count;  // of the pictures before this one
  std::string preview;
  const Drawing drawing = engine_.draw(request_for(job, planned), [&](const DrawProgress& progress) {
    if (is_stopping_) return false;
    const auto known = jobs_.find(job.id);
    if (!known || known->is_cancel_requested) return false;
    if (!progress.preview_jpeg.empty()) {
      preview = progress.preview_jpeg;
      ++previews;
    }
    changes_.publish_progress(job.id, job.account,
                              {.share = (static_cast<double>(planned.index) + progress.share) / count,
                               .stage = progress.stage,
                               .image_index = planned.index,
                               .preview_jpeg = preview,
                               .preview_count = previews});
    return true;
  });
  if (job.task.is_safety_checked && hooks_.picture_refusal) {
    if (const auto rule = hooks_.picture_refusal(drawing.file)) {
      throw Error(ErrorCode::Refused, "the picture is refused by the content policy (" + *rule + ")");
    }
  }
  JobImage image = planned;
  image.blob = blobs_.put(drawing.file);  // before the store knows of it: a name written down is always there
  image.size = drawing.size;
  image.format = job.task.format;
  image.size_bytes = static_cast<int64_t>(drawing.file.size());
  image.finished = now();
  jobs_.finish_image(job.id, image);
  changes_.publish(job.id, job.account);
}

// So that every picture of a job that succeeded in part says what became of it.
void Worker::fail_unfinished(const Job& job, const Error& error) {
  for (JobImage image : job.images) {
    if (image.finished) continue;
    image.error = stored(error);
    image.finished = now();
    jobs_.finish_image(job.id, image);
  }
}

void Worker::run(Job job) {
  try {
    changes_.publish(job.id, job.account);
    if (job.is_cancel_requested) throw Error(ErrorCode::Cancelled, "the job was cancelled");
    if (job.images.empty()) plan(job);
    std::optional<StoredError> last;
    for (const JobImage& planned : job.images) {
      if (planned.finished) continue;
      try {
        draw(job, planned);
      } catch (const Error& e) {
        if (!is_of_one_picture(e.code())) throw;
        JobImage failed = planned;
        failed.error = stored(e);
        failed.finished = now();
        jobs_.finish_image(job.id, failed);
        changes_.publish(job.id, job.account);
      }
    }
    const Job drawn = jobs_.find(job.id).value();
    for (const JobImage& image : drawn.images) {
      if (image.error && !last) last = image.error;
    }
    const bool is_done = count_done(drawn) > 0;
    end(job, is_done ? JobState::Succeeded : JobState::Failed, is_done ? std::nullopt : last);
  } catch (const Error& e) {
    if (e.code() == ErrorCode::Cancelled && is_stopping_) {
      end(job, JobState::Queued, std::nullopt);
      return;
    }
    const auto known = jobs_.find(job.id);
    const bool has_pictures = known && count_done(*known) > 0;
    hooks_.log("worker: job " + job.id + ": " + e.what());
    if (e.code() == ErrorCode::Cancelled) {
      end(job, JobState::Cancelled, stored(e));
    } else {
      if (has_pictures) fail_unfinished(*known, e);
      end(job, has_pictures ? JobState::Succeeded : JobState::Failed,
          has_pictures ? std::nullopt : std::optional(stored(e)));
    }
  } catch (const std::exception& e) {
    hooks_.log("worker: job " + job.id + ": " + e.what());  // the details stay with us
    end(job, JobState::Failed, StoredError{ErrorCode::Internal, "generation failed", ""});
  }
}

}  // namespace reverie
