#include "server/dialects/replicate_predictions.h"

#include <algorithm>
#include <charconv>

#include "core/printable.h"
#include "intake/webhook_signature.h"
#include "server/dialects/errors.h"
#include "server/dialects/fault_list.h"
#include "server/dialects/job_log.h"
#include "server/dialects/replicate_models.h"
#include "server/dialects/request_echo.h"
#include "server/dialects/values.h"

namespace reverie::replicate {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kName = "replicate";
constexpr milliseconds kUsualWait{60'000};
constexpr int64_t kPageSize = 100;

// --- fields ---

// The events of a Webhook that each name stands for. What the log gains, it gains with a picture.
void add_events(std::vector<std::string>& events, const std::string& name) {
  std::vector<std::string> added = {"succeeded", "failed", "cancelled"};
  if (name == "start") added = {"started"};
  if (name == "output" || name == "logs") added = {"image"};
  for (std::string& event : added) {
    if (std::find(events.begin(), events.end(), event) == events.end()) events.push_back(std::move(event));
  }
}

void read_webhook(const Json& value, Draft& draft) {
  draft.webhook = Webhook{value.get<std::string>(), {}};
  add_events(draft.webhook->events, "output");
  add_events(draft.webhook->events, "completed");
}

void read_webhook_completed(const Json& value, Draft& draft) {
  if (draft.webhook) return;
  draft.webhook = Webhook{value.get<std::string>(), {}};
  add_events(draft.webhook->events, "completed");
}

void read_events(const Json& value, Draft& draft) {
  constexpr std::string_view kEvents[] = {"start", "output", "logs", "completed"};
  std::vector<std::string> events;
  for (const Json& one : value) {
    const auto name = one.get<std::string>();
    if (std::find(std::begin(kEvents), std::end(kEvents), name) == std::end(kEvents)) {
      throw FieldError(Problem::NotAChoice,
                       "webhook_events_filter: expected start, output, logs, completed; got \"" +
                           printable(name, 80) + "\"",
                       "webhook_events_filter");
    }
    add_events(events, name);
  }
  if (draft.webhook && !events.empty()) draft.webhook->events = events;
}

constexpr Field kVersion{"version", Use::Required, Kind::Text,
                         "owner/name, owner/name:VERSION or the id of a version", into<&Draft::model>};
constexpr Field kInput{"input", Use::Required, Kind::Object, "the model's own fields, see there"};
constexpr Field kWebhook{"webhook", Use::Optional, Kind::Text, "URL that is told of changes", read_webhook};
constexpr Field kWebhookCompleted{"webhook_completed", Use::Optional, Kind::Text,
                                  "older clients: URL that is told of the end only", read_webhook_completed};
constexpr Field kEventsFilter{"webhook_events_filter", Use::Optional, Kind::TextList,
                              "of start, output, logs, completed; output and completed when absent",
                              read_events};
constexpr Field kStream{"stream", Use::Ignored, Kind::Boolean,
                        "Seedream streams nothing: there is no urls.stream"};

constexpr Field kFields[] = {kVersion, kInput, kWebhook, kWebhookCompleted, kEventsFilter, kStream};
constexpr Field kModelFields[] = {kInput, kWebhook, kWebhookCompleted, kEventsFilter, kStream};

FieldNames names_of(const std::string& model_field) {
  FieldNames names;
  names.model = model_field;
  names.prompt = "input.prompt";
  names.references = "input.image_input";
  names.size = "input.size";
  names.aspect_ratio = "input.aspect_ratio";
  names.width = "input.width";
  names.height = "input.height";
  names.runs = "input.num_outputs";
  names.group_max = "input.max_images";
  names.seed = "input.seed";
  return names;
}

// --- headers ---

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

// Prefer: "wait", "wait=5", also among others ("respond-async, wait=5"). What is no number of seconds is no
// wish, as RFC 7240 wants it.
std::optional<milliseconds> wait_of(const HttpRequest& request) {
  for (std::string_view rest = request.header("prefer"); !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const std::string wish = trimmed(part);
    const std::string name = trimmed(wish.substr(0, wish.find('=')));
    if (!is_same_name(name, "wait")) continue;
    if (name.size() == wish.size()) return kUsualWait;
    const std::string value = trimmed(std::string_view(wish).substr(wish.find('=') + 1));
    double seconds = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    const bool is_number = fault == std::errc() && end == value.data() + value.size();
    if (is_number && seconds > 0 && seconds < 1e6) return milliseconds(static_cast<int64_t>(seconds * 1000));
  }
  return std::nullopt;
}

[[noreturn]] void refuse_duration(const std::string& text) {
  throw FieldError(
      Problem::Malformed,
      "Cancel-After: expected a time such as 30s, 1m or 1h30m, got \"" + printable(text, 40) + "\"",
      "Cancel-After");
}

// Cancel-After: "90", "90s", "1m", "1h30m45s".
std::optional<milliseconds> cancel_after_of(const HttpRequest& request) {
  const std::string text = trimmed(request.header("cancel-after"));
  if (text.empty()) return std::nullopt;
  int64_t total = 0;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    int64_t count = 0;
    const auto [next, fault] = std::from_chars(at, end, count);
    if (fault != std::errc() || count < 0 || count > 1'000'000) refuse_duration(text);
    const char unit = next == end ? 's' : *next;
    if (unit != 's' && unit != 'm' && unit != 'h') refuse_duration(text);
    total += count * (unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
    at = next == end ? end : next + 1;
    if (total > 1'000'000'000) refuse_duration(text);
  }
  if (total == 0) refuse_duration(text);
  return milliseconds(total * 1000);
}

// --- the prediction ---

std::string_view status_of(const Job& job) {
  switch (job.state) {
    case JobState::Queued: return "starting";
    case JobState::Running: return "processing";
    case JobState::Succeeded: return "succeeded";
    case JobState::Failed: return "failed";
    case JobState::Cancelled: break;
  }
  const auto deadline = job.deadlines.finish_by;
  return deadline && !job.started && job.finished >= deadline ? "aborted" : "canceled";
}

// As clients read progress out of a log: " 50%|#####     | 50/100".
std::string progress_line(double share) {
  const int percent = std::clamp(static_cast<int>(share * 100), 0, 100);
  const auto marks = static_cast<std::size_t>(percent / 10);
  const std::string number = std::to_string(percent);
  return std::string(3 - number.size(), ' ') + number + "%|" + std::string(marks, '#') +
         std::string(10 - marks, ' ') + "| " + number + "/100\n";
}

std::string logs_of(const JobView& view) {
  std::string text;
  for (const LogLine& line : log_of(view.job)) text += line.text + "\n";
  if (view.job.state == JobState::Running) text += progress_line(view.progress.share);
  return text;
}

Json output_of(const ImageService& service, const Job& job, const std::string& base_url) {
  if (job.is_expired || count_done(job) == 0) return nullptr;
  Json output = Json::array();
  for (const JobImage& image : job.images) {
    if (image.is_done()) output.push_back(service.picture_url(base_url, image));
  }
  return output;
}

double seconds_between(Time begin, Time end) {
  return static_cast<double>((end - begin).count()) / 1000;
}

Json metrics_of(const Job& job) {
  Json metrics = Json::object();
  if (!job.finished) return metrics;
  if (job.started) metrics["predict_time"] = seconds_between(*job.started, *job.finished);
  metrics["total_time"] = seconds_between(job.created, *job.finished);
  metrics["image_count"] = count_done(job);
  return metrics;
}

Json time_or_null(const std::optional<Time>& time) {
  return time ? Json(iso_time(*time)) : Json();
}

Json prediction(const ImageService& service, const JobView& view, const std::string& base_url) {
  const Job& job = view.job;
  const std::string url = base_url + job.echo.value("mount", std::string()) + "/v1/predictions/" + job.id;
  Json body = {{"id", job.id},
               {"model", job.echo.value("model", job.model_echo)},
               {"version", job.echo.value("version", std::string("hidden"))},
               {"input", job.is_expired ? Json::object() : job.echo.value("input", Json::object())},
               {"output", output_of(service, job, base_url)},
               {"error", job.state == JobState::Failed ? Json(error_of(job).what()) : Json()},
               {"logs", job.is_expired ? std::string() : logs_of(view)},
               {"status", status_of(job)},
               {"data_removed", job.is_expired},
               {"source", "api"},
               {"created_at", iso_time(job.created)},
               {"started_at", time_or_null(job.started)},
               {"completed_at", time_or_null(job.finished)},
               {"metrics", metrics_of(job)},
               {"urls", {{"get", url}, {"cancel", url + "/cancel"}, {"web", base_url + "/?job=" + job.id}}}};
  if (const auto deadline = job.deadlines.finish_by) body["deadline"] = iso_time(*deadline);
  return body;
}

// The answer to POST, which knows no "processing".
Json new_prediction(const ImageService& service, const JobView& view, const std::string& base_url) {
  Json body = prediction(service, view, base_url);
  if (!is_final(view.job.state)) {
    body.update({{"status", "starting"}, {"output", nullptr}, {"started_at", nullptr}});
  }
  return body;
}

// --- looking at jobs ---

// A prediction of the caller's.
JobView look(ImageService& service, const Caller& caller, const std::string& id) {
  JobView view = service.find(caller, id);
  if (view.job.dialect != kName) {
    throw Error(ErrorCode::NotFound, "there is no prediction " + printable(id), "id");
  }
  return view;
}

Answer create(ImageService& service, const HttpRequest& request, const FieldTable& table,
              const std::string& model_field, std::string model_text) {
  const Caller caller = service.authenticate(request);
  const Json body = parse_body(request.body);
  std::vector<FieldError> faults = find_faults(table, body);
  if (model_text.empty() && faults.empty()) model_text = body["version"].get<std::string>();
  if (!faults.empty() && model_text.empty()) throw FaultList(std::move(faults));
  const Model model = find_model(service, model_text, model_field);
  if (faults.empty()) faults = find_faults(*model.input, body["input"], "input.");
  if (!faults.empty()) throw FaultList(std::move(faults));

  Draft draft;
  draft.names = names_of(model_field);
  read_fields(table, body, draft);
  read_fields(*model.input, body["input"], draft, "input.");
  finish_input(draft);
  draft.model = model.id;
  const bool is_by_version = model_text.find(model.version_id()) != std::string::npos;
  Json echo = {{"input", echo_of(body["input"])},
               {"model", model.full_name()},
               {"version", is_by_version ? model.version_id() : "hidden"},
               {"mount", mount_of(request)}};
  const std::optional<milliseconds> limit = wait_of(request);
  if (const auto cancel_after = cancel_after_of(request)) {
    draft.deadlines.finish_by = now() + *cancel_after;
  }
  const Job job = service.admit(caller, request, std::move(draft), {std::string(kName), std::move(echo)});
  if (!limit) return json_response(201, new_prediction(service, {job, {}}, request.base_url));
  return WaitForJob{job.id, limit, [&service, base_url = request.base_url](const JobView& view) {
                      return json_response(is_final(view.job.state) ? 201 : 202,
                                           new_prediction(service, view, base_url));
                    }};
}

void refuse_filters(const HttpRequest& request) {
  for (const char* name : {"created_after", "created_before", "source"}) {
    if (!request.query_value(name)) continue;
    throw FieldError(Problem::Refused, std::string(name) + ": the list cannot be narrowed down", name);
  }
}

}  // namespace

constexpr FieldTable kPredictionFields{kFields, UnknownFields::Refused, NullValues::Absent};
constexpr FieldTable kModelPredictionFields{kModelFields, UnknownFields::Refused, NullValues::Absent};

std::string mount_of(const HttpRequest& request) {
  const std::size_t end = request.path.find("/v1/");
  return end == std::string::npos ? std::string() : request.path.substr(0, end);
}

Answer create_prediction(ImageService& service, const HttpRequest& request, const PathValues&) {
  return create(service, request, kPredictionFields, "version", "");
}

Answer create_model_prediction(ImageService& service, const HttpRequest& request, const PathValues& values) {
  return create(service, request, kModelPredictionFields, "model",
                values.at("owner") + "/" + values.at("name"));
}

Answer get_prediction(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const JobView view = look(service, caller, values.at("id"));
  return json_response(200, prediction(service, view, request.base_url));
}

Answer list_predictions(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  refuse_filters(request);
  JobFilter filter;
  filter.account = caller.account.id;
  filter.dialect = kName;
  filter.limit = kPageSize + 1;  // one more tells that there is another page
  if (const auto cursor = request.query_value("cursor")) {
    look(service, caller, *cursor);  // a job of somebody else's is no place to start from
    filter.before_id = *cursor;
  }
  const std::vector<Job> jobs = service.list(caller, filter);
  Json results = Json::array();
  for (const Job& job : jobs) {
    if (static_cast<int64_t>(results.size()) == kPageSize) break;
    results.push_back(prediction(service, service.find(caller, job.id), request.base_url));
  }
  Json next;
  if (static_cast<int64_t>(jobs.size()) > kPageSize) {
    next = request.base_url + mount_of(request) +
           "/v1/predictions?cursor=" + jobs[static_cast<std::size_t>(kPageSize - 1)].id;
  }
  return json_response(200, {{"next", next}, {"previous", nullptr}, {"results", results}});
}

Answer cancel_prediction(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const std::string id = look(service, caller, values.at("id")).job.id;
  service.cancel(caller, id);
  return json_response(200, prediction(service, look(service, caller, id), request.base_url));
}

Answer webhook_secret(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  const std::string& secret = service.settings().webhook_secret;
  if (secret.empty()) throw Error(ErrorCode::NotFound, "this server signs no webhooks: it has no secret");
  return json_response(200, {{"key", secret}});
}

Answer account(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Account account = service.authenticate(request).account;
  return json_response(200, {{"type", "user"},
                             {"username", account.id},
                             {"name", account.name},
                             {"github_url", nullptr},
                             {"avatar_url", nullptr}});
}

std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job,
                                              const DueDelivery& delivery, const std::string& base_url) {
  WebhookMessage message;
  message.body = dump(prediction(service, {job, {}}, base_url));
  message.headers = {{"content-type", "application/json"}};
  const std::string& secret = service.settings().webhook_secret;
  if (secret.empty()) return message;
  const std::string id = "msg_" + job.id + "_" + std::to_string(delivery.id);
  const int64_t seconds = unix_seconds(now());
  message.headers.emplace_back("webhook-id", id);
  message.headers.emplace_back("webhook-timestamp", std::to_string(seconds));
  message.headers.emplace_back("webhook-signature",
                               standard_webhook_signature(secret, id, seconds, message.body));
  return message;
}

}  // namespace reverie::replicate
