#include "server/dialects/apiframe_jobs.h"

#include <algorithm>
#include <charconv>

#include "core/printable.h"
#include "intake/webhook_signature.h"
#include "server/dialects/apiframe_request.h"
#include "server/dialects/errors.h"
#include "server/dialects/request_echo.h"
#include "server/dialects/values.h"

namespace reverie::apiframe {
namespace {

// --- the reply ---

std::string_view status_of(JobState state) {
  switch (state) {
    case JobState::Queued: return "QUEUED";
    case JobState::Running: return "PROCESSING";
    case JobState::Succeeded: return "COMPLETED";
    case JobState::Failed: return "FAILED";
    case JobState::Cancelled: return "CANCELLED";
  }
  throw Error(ErrorCode::Internal, "apiframe: unknown state");
}

JobState state_of_status(const std::string& status) {
  for (const JobState state :
       {JobState::Queued, JobState::Running, JobState::Succeeded, JobState::Failed, JobState::Cancelled}) {
    if (status_of(state) == status) return state;
  }
  throw FieldError(Problem::NotAChoice,
                   "status: expected QUEUED, PROCESSING, COMPLETED, FAILED or CANCELLED, got \"" +
                       printable(status, 40) + "\"",
                   "status");
}

// In percent; 100 means finished.
int64_t percent(double share) {
  return std::clamp<int64_t>(static_cast<int64_t>(share * 100), 0, 99);
}

int64_t progress_of(const JobView& view) {
  if (view.job.state == JobState::Succeeded) return 100;
  return view.job.state == JobState::Running ? percent(view.progress.share) : 0;
}

// {"images": [url, ...]}, or null while there is nothing, or nothing any more, to fetch.
Json result_of(const ImageService& service, const Job& job, const std::string& base_url) {
  if (job.state != JobState::Succeeded || job.is_expired) return nullptr;
  Json urls = Json::array();
  for (const JobImage& image : job.images) {
    if (image.is_done()) urls.push_back(service.picture_url(base_url, image));
  }
  return {{"images", urls}};
}

Json error_text_of(const Job& job) {
  if (job.state == JobState::Cancelled) return "the job was cancelled";  // however far it was
  return job.state == JobState::Failed ? Json(error_of(job).what()) : Json();
}

// A delivery is made when there is something to tell; until then it is awaited.
Json webhook_status_of(const Job& job) {
  if (!job.webhook_state.empty()) return job.webhook_state;
  return job.webhook && !is_final(job.state) ? Json("pending") : Json();
}

Json time_or_null(const std::optional<Time>& time) {
  return time ? Json(iso_time(*time)) : Json();
}

Json job_object(const ImageService& service, const JobView& view, const std::string& base_url) {
  const Job& job = view.job;
  return {{"id", job.id},
          {"status", status_of(job.state)},
          {"model", job.model_echo},
          {"progress", progress_of(view)},
          {"result", result_of(service, job, base_url)},
          {"error", error_text_of(job)},
          {"creditCost", job.credits},
          {"webhookStatus", webhook_status_of(job)},
          {"input", job.echo},
          {"createdAt", iso_time(job.created)},
          {"completedAt", time_or_null(job.finished)},
          {"expired", job.is_expired}};
}

[[noreturn]] void no_job(const std::string& id) {
  throw Error(ErrorCode::NotFound, "Job not found: " + printable(id, 40), "id");
}

// The caller's job, made through this API.
JobView find_own(const ImageService& service, const Caller& caller, const std::string& id) {
  JobView view = service.find(caller, id);
  if (view.job.dialect != kDialect) no_job(id);
  return view;
}

// --- lists ---

int64_t limit_of(const HttpRequest& request) {
  const std::string text = request.query_value("limit").value_or("20");
  int64_t limit = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (fault != std::errc() || end != text.data() + text.size() || limit < 1 || limit > 100) {
    throw FieldError(Problem::OutOfRange,
                     "limit: expected a whole number from 1 to 100, got \"" + printable(text, 40) + "\"",
                     "limit");
  }
  return limit;
}

bool is_asked(const HttpRequest& request, const std::string& name) {
  const std::string text = request.query_value(name).value_or("false");
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  throw FieldError(Problem::NotAChoice,
                   name + ": expected true or false, got \"" + printable(text, 40) + "\"", name);
}

// An account is its own team: both scopes mean the same jobs.
void check_scope(const HttpRequest& request) {
  const std::string scope = request.query_value("scope").value_or("user");
  if (scope == "user" || scope == "team") return;
  throw FieldError(Problem::NotAChoice, "scope: expected user or team, got \"" + printable(scope, 40) + "\"",
                   "scope");
}

// The id of a job in a query: nothing if it is absent.
std::optional<std::string> id_in_query(const HttpRequest& request, const std::string& name) {
  auto id = request.query_value(name);
  if (!id || is_uuid(*id)) return id;
  throw FieldError(Problem::Malformed, name + ": expected a UUID, got \"" + printable(*id, 40) + "\"", name);
}

// The cursor is the last job that was shown; it must be one that the caller may see.
std::string cursor_in(const ImageService& service, const Caller& caller, const HttpRequest& request) {
  const auto id = id_in_query(request, "cursor");
  if (!id) return {};
  try {
    return find_own(service, caller, *id).job.id;
  } catch (const Error& e) {
    if (e.code() != ErrorCode::NotFound) throw;
    throw FieldError(Problem::OutOfRange, "cursor: is not one of ours", "cursor");
  }
}

JobFilter filter_of(const ImageService& service, const Caller& caller, const HttpRequest& request) {
  check_scope(request);
  JobFilter filter;
  filter.account = caller.account.id;
  filter.dialect = kDialect;
  filter.model_echo = request.query_value("model").value_or("");
  if (const auto status = request.query_value("status")) filter.states = {state_of_status(*status)};
  filter.limit = limit_of(request);
  filter.before_id = cursor_in(service, caller, request);
  return filter;
}

bool fits(const Job& job, const JobFilter& filter) {
  const bool fits_state = filter.states.empty() || std::find(filter.states.begin(), filter.states.end(),
                                                             job.state) != filter.states.end();
  return fits_state && (filter.model_echo.empty() || filter.model_echo == job.model_echo);
}

// A search names one job by its id.
std::vector<Job> found_by_id(const ImageService& service, const Caller& caller, const JobFilter& filter,
                             const std::string& id) {
  try {
    JobView view = find_own(service, caller, id);
    if (fits(view.job, filter)) return {std::move(view.job)};
  } catch (const Error& e) {
    if (e.code() != ErrorCode::NotFound) throw;
  }
  return {};
}

// The models of the account's latest jobs, as the client spelled them.
Json models_used(const ImageService& service, const Caller& caller) {
  JobFilter latest;
  latest.account = caller.account.id;
  latest.dialect = kDialect;
  latest.limit = 200;
  Json models = Json::array();
  for (const Job& job : service.list(caller, latest)) {
    if (std::find(models.begin(), models.end(), Json(job.model_echo)) == models.end()) {
      models.push_back(job.model_echo);
    }
  }
  return models;
}

// --- webhooks ---

Json webhook_body(const ImageService& service, const Job& job, std::string_view event,
                  const std::string& base_url) {
  Json body = {{"event", event}, {"jobId", job.id}, {"model", job.model_echo}};
  if (event == "completed") {
    body["status"] = "COMPLETED";
    body["progress"] = 100;
    body["result"] = result_of(service, job, base_url);
    body["creditCost"] = job.credits;
    body["completedAt"] = time_or_null(job.finished);
  } else if (event == "failed") {
    body["status"] = "FAILED";
    body["error"] = error_text_of(job);
  } else {
    const auto count = static_cast<double>(std::max<std::size_t>(job.images.size(), 1));
    body["status"] = "PROCESSING";
    body["progress"] = percent(static_cast<double>(count_done(job)) / count);
  }
  return body;
}

}  // namespace

Answer generate(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  const Json body = parse_body(request.body);
  Json input = echo_of(body);
  for (const char* shown_elsewhere : {"model", "webhookUrl", "webhookEvents"}) input.erase(shown_elsewhere);
  const Job job = service.admit(caller, request, read_draft(body), {kDialect, std::move(input)});
  return json_response(202, {{"jobId", job.id}, {"status", status_of(job.state)}});
}

Answer job(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const std::string& id = values.at("id");
  if (!is_uuid(id)) {
    throw FieldError(Problem::Malformed, "id: expected a UUID, got \"" + printable(id, 40) + "\"", "id");
  }
  return json_response(200, job_object(service, find_own(service, caller, id), request.base_url));
}

Answer jobs(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  JobFilter filter = filter_of(service, caller, request);
  const auto limit = static_cast<std::size_t>(filter.limit);
  ++filter.limit;  // one more tells whether there are more
  const bool has_models = is_asked(request, "include_models");
  const auto search = id_in_query(request, "search");
  std::vector<Job> found =
      search ? found_by_id(service, caller, filter, *search) : service.list(caller, filter);
  const bool has_more = found.size() > limit;
  if (has_more) found.resize(limit);

  Json list = Json::array();
  for (const Job& job : found) {
    const bool is_running = job.state == JobState::Running;
    const JobView view = is_running ? service.find(caller, job.id) : JobView{job, {}};
    list.push_back(job_object(service, view, request.base_url));
  }
  Json body = {
      {"jobs", list}, {"nextCursor", has_more ? Json(found.back().id) : Json()}, {"hasMore", has_more}};
  if (has_models) body["models"] = models_used(service, caller);
  return json_response(200, body);
}

std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job,
                                              const DueDelivery& delivery, const std::string& base_url) {
  const std::string_view event = their_event(delivery.event);
  if (event.empty()) return std::nullopt;
  WebhookMessage message{dump(webhook_body(service, job, event, base_url)),
                         {{"content-type", "application/json"}, {"x-webhook-event", std::string(event)}}};
  if (job.account != kLocalAccount) {
    const std::string digest = service.jobs().secret_digest(job.account);
    message.headers.emplace_back("x-webhook-signature", apiframe_signature_by_digest(message.body, digest));
  }
  return message;
}

}  // namespace reverie::apiframe
