#include "server/dialects/oxen_queue.h"

#include <algorithm>
#include <deque>

#include "core/printable.h"
#include "server/dialects/errors.h"
#include "server/dialects/request_echo.h"
#include "server/dialects/values.h"

namespace reverie::oxen {
namespace {

// Not that of the synchronous requests: those are no generations.
constexpr const char* kDialect = "oxen_queue";

std::string_view status_of(JobState state) {
  return state == JobState::Running ? "processing" : state_name(state);
}

JobState state_of_status(const std::string& status) {
  for (const JobState state :
       {JobState::Queued, JobState::Running, JobState::Succeeded, JobState::Failed, JobState::Cancelled}) {
    if (status_of(state) == status) return state;
  }
  throw FieldError(Problem::NotAChoice,
                   "status: expected queued, processing, succeeded, failed or cancelled, got \"" +
                       printable(status, 40) + "\"",
                   "status");
}

// --- asking for one ---

// What a generation would fail of when it runs; and `draft` filled as far as that goes. Nothing if the fields
// are well.
std::optional<Error> read_request(const Json& body, Draft& draft) {
  try {
    read_fields(kQueueFields, body, draft);
    return std::nullopt;
  } catch (const FieldError& fault) {
    if (body.contains("prompt") && body["prompt"].is_string()) draft.prompt = body["prompt"];
    return Error(fault.code(), detail_of(fault), fault.field());
  }
}

// Whether a generation that is accepted may fail so. The rest has nothing to do with what is to be drawn.
bool is_found_when_it_runs(const Error& error) {
  switch (error.code()) {
    case ErrorCode::InvalidRequest: return error.field() != "Idempotency-Key";
    case ErrorCode::NotFound: return error.field() != "model";  // a reference that is not there
    case ErrorCode::Forbidden:                                  // or may not be read
    case ErrorCode::TooLarge:
    case ErrorCode::Refused:
    case ErrorCode::Unreachable: return true;
    default: return false;
  }
}

// What was submitted and is not shown under another name.
Json parameters_of(const Json& body) {
  Json parameters = echo_of(body);
  for (const char* shown_elsewhere : {"model", "prompt", "num_generations"}) {
    parameters.erase(shown_elsewhere);
  }
  return parameters;
}

std::vector<Job> admit(ImageService& service, const Caller& caller, const HttpRequest& request,
                       const Json& body, const Draft& at_once) {
  const ImageService::Origin origin{kDialect, parameters_of(body)};
  Draft draft = at_once;
  std::optional<Error> fault = read_request(body, draft);
  if (!fault) {
    try {
      return service.admit_each(caller, request, draft, origin);
    } catch (const Error& e) {
      if (!is_found_when_it_runs(e)) throw;
      fault = e;
    }
  }
  return service.admit_each_failed(caller, request, draft, origin, *fault);
}

// --- showing it ---

Json time_or_null(const std::optional<Time>& time) {
  return time ? Json(unix_seconds(*time)) : Json();
}

// One generation has one URL. Null while there is none, and when the files are deleted.
Json url_of(const ImageService& service, const Job& job, const std::string& base_url) {
  if (job.state != JobState::Succeeded || job.is_expired) return nullptr;
  const auto image = std::find_if(job.images.begin(), job.images.end(),
                                  [](const JobImage& candidate) { return candidate.is_done(); });
  return image == job.images.end() ? Json() : Json(service.picture_url(base_url, *image));
}

Json generation_object(const ImageService& service, const Job& job, const std::string& base_url) {
  Json object = job.echo.is_object() ? job.echo : Json::object();
  object["generation_id"] = job.id;
  object["model_name"] = job.model_echo;
  object["prompt"] = job.task.prompt;
  object["media_type"] = "image";
  object["status"] = status_of(job.state);
  object["result_url"] = url_of(service, job, base_url);
  object["error_message"] = job.state == JobState::Failed ? Json(error_of(job).what()) : Json();
  object["enqueued_at"] = unix_seconds(job.created);
  object["started_at"] = time_or_null(job.started);
  object["completed_at"] = time_or_null(job.finished);
  return object;
}

// Throws Error(NotFound) for what is no generation of the caller.
Job find_own(const ImageService& service, const Caller& caller, const std::string& id) {
  Job job = service.find(caller, id).job;
  if (job.dialect != kDialect) throw Error(ErrorCode::NotFound, "there is no generation " + id, "id");
  return job;
}

// --- events ---

std::string event_text(const ImageService& service, const Job& job, const std::string& base_url) {
  Json data = {{"generation_id", job.id}, {"status", status_of(job.state)}, {"media_type", "image"}};
  if (job.state == JobState::Succeeded) {
    data["model"] = job.model_echo;
    data["url"] = url_of(service, job, base_url);
  } else {
    data["error"] = error_of(job).what();
  }
  return server_sent_event("media_generation_completed", dump(data));
}

// Which of an account's jobs have been told of. A job changes no more after its end, but the news of it may
// come twice; it comes soon after, so the latest are enough.
class ToldJobs {
 public:
  bool is_new(const std::string& id) {
    if (std::find(ids_.begin(), ids_.end(), id) != ids_.end()) return false;
    ids_.push_back(id);
    if (ids_.size() > kRemembered) ids_.pop_front();
    return true;
  }

 private:
  static constexpr std::size_t kRemembered = 1000;
  std::deque<std::string> ids_;
};

}  // namespace

Answer enqueue(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  const Json body = parse_body(request.body);
  Draft at_once;
  at_once.names = our_names();
  at_once.names.runs = "num_generations";
  read_fields(kQueuedAtOnce, body, at_once);
  expect_model(service, at_once.model);
  Json list = Json::array();
  for (const Job& job : admit(service, caller, request, body, at_once)) {
    list.push_back({{"generation_id", job.id}, {"status", "queued"}});
  }
  return json_response(200, {{"generations", list}});
}

Answer generations(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  JobFilter filter;
  filter.account = caller.account.id;
  filter.dialect = kDialect;
  filter.model_echo = request.query_value("model").value_or("");
  filter.states = {JobState::Queued, JobState::Running};
  if (const auto status = request.query_value("status")) filter.states = {state_of_status(*status)};
  filter.limit = 1000;  // there is no paging
  Json list = Json::array();
  if (request.query_value("media_type").value_or("image") == "image") {
    for (const Job& job : service.list(caller, filter)) {
      list.push_back(generation_object(service, job, request.base_url));
    }
  }
  return json_response(200, {{"count", list.size()}, {"generations", list}});
}

Answer generation(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const Job job = find_own(service, caller, values.at("id"));
  return json_response(200, generation_object(service, job, request.base_url));
}

Answer cancel(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const Job job = find_own(service, caller, values.at("id"));
  service.cancel(caller, job.id);
  return json_response(200, {{"status", "success"}, {"generation_id", job.id}});
}

Answer events(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  EventStream stream;
  stream.account = caller.account.id;
  stream.on_change = [&service, base_url = request.base_url, begin = now(),
                      told = ToldJobs()](const JobView& view) mutable {
    const Job& job = view.job;
    EventStream::Step step;
    const bool is_told = job.state == JobState::Succeeded || job.state == JobState::Failed;
    if (!is_told || job.dialect != kDialect || job.finished < begin) return step;
    if (told.is_new(job.id)) step.text = event_text(service, job, base_url);
    return step;
  };
  return stream;
}

}  // namespace reverie::oxen
