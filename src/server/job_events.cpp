#include "server/job_events.h"

#include <map>

#include "intake/base64.h"
#include "server/dialects/values.h"
#include "server/job_json.h"

namespace reverie::own_api {
namespace {

// What one stream has said of its jobs, so that it says the new only.
class JobTeller {
 public:
  // `caller` is set in the stream of all.
  JobTeller(ImageService& service, const HttpRequest& request, std::optional<Caller> caller)
      : service_(service), request_(head_of(request)), caller_(std::move(caller)) {}

  EventStream::Step tell(const JobView& view) {
    text_.clear();
    const Job& job = view.job;
    const bool is_over = is_final(job.state);
    Told& told = told_[job.id];
    const bool has_moved = told.state != job.state && job.state != JobState::Queued;
    if (!is_over) tell_job(view, told);
    tell_images(job, told);
    if (job.state == JobState::Running) tell_progress(view, told);
    if (is_over) tell_job(view, told);
    if (is_over) told_.erase(job.id);
    if (caller_ && has_moved) tell_queue();
    return {text_, is_over && !caller_};
  }

  EventStream::Step tell_removed(const std::string& job_id) {
    text_.clear();
    told_.erase(job_id);
    say("removed", Json::object(), job_id);
    return {text_, false};
  }

 private:
  struct Told {
    std::optional<JobState> state;
    int64_t position = -1;
    std::size_t planned = 0;  // pictures; their number is known when the job's turn has come
    std::size_t images = 0;
    int64_t previews = 0;
    double share = -1;
  };

  void say(std::string_view name, Json data, const std::string& job_id) {
    if (caller_ && name != "job") data["job"] = job_id;
    text_ += server_sent_event(name, dump(data));
  }

  void tell_job(const JobView& view, Told& told) {
    const Job& job = view.job;
    if (told.state == job.state && told.position == job.queue_position && told.planned == job.images.size()) {
      return;
    }
    told.state = job.state;
    told.position = job.queue_position;
    told.planned = job.images.size();
    JobEstimates estimates = service_.estimates();
    say("job", job_json(service_, request_, view, estimates), job.id);
  }

  void tell_images(const Job& job, Told& told) {
    for (; told.images < job.images.size() && job.images[told.images].finished; ++told.images) {
      say("image", image_json(service_, request_, job.images[told.images]), job.id);
    }
  }

  void tell_progress(const JobView& view, Told& told) {
    const JobProgress& progress = view.progress;
    if (!progress.stage.empty() && progress.share != told.share) {
      told.share = progress.share;
      say("progress", progress_json(progress), view.job.id);
    }
    if (progress.preview_count > told.previews) {
      told.previews = progress.preview_count;
      say("preview", {{"image_index", progress.image_index}, {"jpeg", encode_base64(progress.preview_jpeg)}},
          view.job.id);
    }
  }

  // A job that starts or ends moves those behind it.
  void tell_queue() {
    constexpr int64_t kMost = 1000;
    JobFilter queued;
    queued.states = {JobState::Queued};
    queued.limit = kMost;
    for (const Job& job : service_.list(*caller_, queued)) tell_job({job, {}}, told_[job.id]);
  }

  ImageService& service_;
  HttpRequest request_;
  std::optional<Caller> caller_;
  std::map<std::string, Told> told_;
  std::string text_;
};

}  // namespace

EventStream events_of_job(ImageService& service, const HttpRequest& request, const Job& job) {
  service.ask_for_previews(job);
  EventStream stream;
  stream.job_id = job.id;
  stream.on_change = [teller = JobTeller(service, request, std::nullopt)](const JobView& view) mutable {
    return teller.tell(view);
  };
  return stream;
}

EventStream events_of_all_jobs(ImageService& service, const HttpRequest& request, const Caller& caller) {
  EventStream stream;
  stream.account = caller.account.id;
  const auto teller = std::make_shared<JobTeller>(service, request, caller);
  stream.on_change = [teller, previews = service.ask_for_previews_of(caller)](const JobView& view) {
    return teller->tell(view);
  };
  stream.on_removed = [teller](const std::string& job_id) { return teller->tell_removed(job_id); };
  return stream;
}

}  // namespace reverie::own_api
