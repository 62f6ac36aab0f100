#include "server/dialects/fal_queue.h"

#include <charconv>

#include "core/printable.h"
#include "server/dialects/errors.h"
#include "server/dialects/fal_endpoints.h"
#include "server/dialects/fault_list.h"
#include "server/dialects/job_log.h"
#include "server/dialects/own_models.h"
#include "server/dialects/values.h"

namespace reverie::fal {
namespace {

constexpr std::string_view kName = "fal";
constexpr std::string_view kQueue = "/queue";
constexpr std::string_view kTimeoutHeader = "x-fal-request-timeout";

// --- paths ---

// "/fal/queue/fal-ai/bytedance/seedream/v4/edit": mounted at "/fal", for the queue, the rest is the endpoint.
struct FalPath {
  std::string mount;
  bool is_queue = false;
  std::string endpoint;
};

FalPath path_of(const HttpRequest& request) {
  FalPath path;
  std::string_view rest = request.path;
  const auto take = [&rest](std::string_view prefix) {
    const bool is_there = rest.starts_with(prefix) && rest.substr(prefix.size()).starts_with('/');
    if (is_there) rest.remove_prefix(prefix.size());
    return is_there;
  };
  if (take(kMount)) path.mount = kMount;
  path.is_queue = take(kQueue);
  path.endpoint = percent_decode(rest.substr(1));
  return path;
}

bool is_for_queue(const HttpRequest& request, const FalPath& path) {
  return path.is_queue || request.header("host").starts_with("queue.") ||
         !request.header("x-fal-queue-priority").empty() || request.query_value("fal_webhook");
}

// Two segments of the endpoint's id, or three where the first is a namespace of the vendor's.
std::string app_of(const std::string& endpoint) {
  const bool has_namespace = endpoint.starts_with("workflows/") || endpoint.starts_with("comfy/");
  std::size_t end = endpoint.find('/');
  for (int more = has_namespace ? 2 : 1; more > 0 && end != std::string::npos; --more) {
    end = endpoint.find('/', end + 1);
  }
  return endpoint.substr(0, end);
}

// --- time to start ---

// Seconds within which the work must begin. Nothing if the client does not mind.
std::optional<std::chrono::milliseconds> start_timeout_of(const HttpRequest& request) {
  const std::string_view text = request.header(kTimeoutHeader);
  if (text.empty()) return std::nullopt;
  double seconds = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool is_number = fault == std::errc() && end == text.data() + text.size();
  if (!is_number || !(seconds > 0.1 && seconds < 1e6)) {  // also not "nan"
    const std::string name(kTimeoutHeader);
    throw FieldError(Problem::Malformed,
                     name + ": expected seconds, more than 0.1, got \"" + printable(text, 40) + "\"", name);
  }
  return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
}

// Cancelled because it did not start in time.
bool has_timed_out(const Job& job) {
  const auto start_by = job.deadlines.start_by;
  return job.state == JobState::Cancelled && !job.started && start_by && job.finished >= start_by;
}

// The error that the client's own limit ends in.
HttpResponse timeout_reply() {
  constexpr std::string_view kWhat = "Request did not start within the time the client gave it";
  HttpResponse response =
      json_response(504, {{"detail", kWhat}, {"message", kWhat}, {"error_type", "request_timeout"}});
  response.headers.emplace_back("X-Fal-Error-Type", "request_timeout");
  response.headers.emplace_back("X-Fal-Request-Timeout-Type", "user");
  return response;
}

// --- what a job is shown as ---

Json file_object(const ImageService& service, const Job& job, const JobImage& image,
                 const std::string& base_url) {
  const bool is_inline = job.echo.value("sync_mode", false);
  return {{"url", is_inline ? service.picture_data_uri(image) : service.picture_url(base_url, image)},
          {"content_type", picture_mime(image.format)},
          {"file_name", std::to_string(image.index) + "." + std::string(picture_format_name(image.format))},
          {"file_size", image.size_bytes},
          {"width", image.size.width_px},
          {"height", image.size.height_px}};
}

// The output, or what went wrong, of a finished job.
HttpResponse outcome(const ImageService& service, const HttpRequest& request, const Job& job,
                     const std::string& base_url) {
  HttpResponse response;
  if (job.is_expired) {
    response = error_reply(
        request, Error(ErrorCode::NotFound, "the files of this request were deleted: they were too old"));
  } else if (has_timed_out(job)) {
    response = timeout_reply();
  } else if (count_done(job) == 0 || job.state == JobState::Cancelled) {
    response = error_reply(request, error_of(job));
  } else {
    Json images = Json::array();
    for (const JobImage& image : job.images) {
      if (image.is_done()) images.push_back(file_object(service, job, image, base_url));
    }
    response = json_response(200, {{"images", images}, {"seed", job.task.seed}});
  }
  std::erase_if(response.headers,
                [](const auto& one) { return is_same_name(one.first, "x-fal-request-id"); });
  response.headers.emplace_back("x-fal-request-id", job.id);
  return response;
}

// Below our prefix the queue's own path is named, which is there for every endpoint.
Json addresses_of(const Job& job, const std::string& base_url) {
  const auto mount = job.echo.value("mount", std::string());
  const std::string url = base_url + mount + std::string(mount.empty() ? "" : kQueue) + "/" +
                          app_of(job.echo.value("endpoint", std::string())) + "/requests/" + job.id;
  return {{"request_id", job.id},
          {"gateway_request_id", job.id},
          {"response_url", url},
          {"status_url", url + "/status"},
          {"cancel_url", url + "/cancel"}};
}

Json log_lines(const Job& job, std::size_t from) {
  Json lines = Json::array();
  const std::vector<LogLine> log = log_of(job);
  for (std::size_t i = from; i < log.size(); ++i) {
    lines.push_back({{"message", log[i].text},
                     {"level", "INFO"},
                     {"source", "USER"},
                     {"timestamp", iso_time(log[i].time)}});
  }
  return lines;
}

std::string_view status_name(const Job& job) {
  if (is_final(job.state)) return "COMPLETED";
  return job.state == JobState::Queued ? "IN_QUEUE" : "IN_PROGRESS";
}

// What a client would get for the result, in two words beside the status.
void add_failure(Json& status, const Job& job) {
  if (has_timed_out(job)) {
    status.update({{"error", "Request did not start in time"}, {"error_type", "request_timeout"}});
  } else if (job.state == JobState::Cancelled) {
    status.update({{"error", "Request was cancelled"}, {"error_type", "client_cancelled"}});
  } else if (job.state == JobState::Failed) {
    status["error"] = error_of(job).what();
  }
}

//   logs   null where they were not asked for
Json status_object(const Job& job, const std::string& base_url, Json logs) {
  Json status = addresses_of(job, base_url);
  status["status"] = status_name(job);
  if (job.state == JobState::Queued) {
    status["queue_position"] = job.queue_position;
    return status;
  }
  status["logs"] = std::move(logs);
  if (!is_final(job.state)) return status;
  status["metrics"] = Json::object();
  if (job.started && job.finished) {
    status["metrics"]["inference_time"] = static_cast<double>((*job.finished - *job.started).count()) / 1000;
  }
  add_failure(status, job);
  return status;
}

// --- looking at jobs ---

// A request of the caller's.
Job look(ImageService& service, const Caller& caller, const std::string& id) {
  Job job = service.find(caller, id).job;
  if (job.dialect != kName) throw Error(ErrorCode::NotFound, "there is no request " + printable(id), "id");
  return job;
}

bool wants_logs(const HttpRequest& request) {
  const std::string logs = request.query_value("logs").value_or("0");
  return logs == "1" || logs == "true";
}

HttpResponse with_id(HttpResponse response, const Job& job) {
  response.headers.emplace_back("x-fal-request-id", job.id);
  return response;
}

}  // namespace

Answer run(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  const FalPath path = path_of(request);
  service.models().find(without_own_owner(path.endpoint), "endpoint");  // before the body: whose fields?
  Draft draft = read_input(path.endpoint, parse_body(request.body));
  if (const auto url = request.query_value("fal_webhook"); url && !url->empty()) {
    draft.webhook = Webhook{*url, {"succeeded", "failed", "cancelled"}};
  }
  Json echo = {
      {"endpoint", path.endpoint}, {"mount", path.mount}, {"sync_mode", draft.delivery == Delivery::DataUri}};
  const bool is_queued = is_for_queue(request, path);
  if (const auto timeout = start_timeout_of(request); timeout && is_queued) {
    draft.deadlines.start_by = now() + *timeout;
  }
  const Job job = service.admit(caller, request, std::move(draft), {std::string(kName), std::move(echo)});
  if (is_queued) {
    Json status = addresses_of(job, request.base_url);
    status.update({{"status", "IN_QUEUE"}, {"queue_position", job.queue_position}});
    return with_id(json_response(200, status), job);
  }
  return WaitForJob{job.id, std::nullopt, [&service, request = head_of(request)](const JobView& view) {
                      return outcome(service, request, view.job, request.base_url);
                    }};
}

Answer status(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Job job = look(service, service.authenticate(request), values.at("id"));
  const Json logs = wants_logs(request) ? log_lines(job, 0) : Json();
  return with_id(json_response(is_final(job.state) ? 200 : 202, status_object(job, request.base_url, logs)),
                 job);
}

Answer stream_status(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const Job job = look(service, caller, values.at("id"));
  EventStream stream;
  stream.job_id = job.id;
  stream.headers = {{"x-fal-request-id", job.id}};
  // The client adds the lines of all events up: each line is sent once.
  stream.on_change = [base_url = request.base_url, has_logs = wants_logs(request), told = std::size_t{0},
                      last = std::string()](const JobView& view) mutable {
    Json logs;
    if (has_logs && view.job.state != JobState::Queued) {
      logs = log_lines(view.job, told);
      told += logs.size();
    }
    EventStream::Step step;
    step.is_last = is_final(view.job.state);
    const std::string data = dump(status_object(view.job, base_url, std::move(logs)));
    if (data != last || step.is_last) step.text = server_sent_event("", data);
    last = data;
    return step;
  };
  return stream;
}

Answer result(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Job job = look(service, service.authenticate(request), values.at("id"));
  if (is_final(job.state)) return outcome(service, request, job, request.base_url);
  constexpr std::string_view kWhat = "Request is still in progress";
  return with_id(json_response(400, {{"detail", kWhat}, {"message", kWhat}}), job);
}

Answer cancel(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const std::string& id = values.at("id");
  try {
    const Job job = look(service, caller, id);
    if (is_final(job.state)) return with_id(json_response(400, {{"status", "ALREADY_COMPLETED"}}), job);
    return with_id(json_response(202, {{"status", "CANCELLATION_REQUESTED"}}), service.cancel(caller, id));
  } catch (const Error& e) {
    if (e.code() != ErrorCode::NotFound) throw;
    return json_response(404, {{"status", "NOT_FOUND"}, {"detail", e.what()}});
  }
}

std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job, const DueDelivery&,
                                              const std::string& base_url) {
  if (!is_final(job.state)) return std::nullopt;
  HttpRequest request;
  request.id = job.id;
  const HttpResponse ending = outcome(service, request, job, base_url);
  Json body = {{"request_id", job.id},
               {"gateway_request_id", job.id},
               {"status", ending.status == 200 ? "OK" : "ERROR"},
               {"payload", Json::parse(ending.body)}};
  if (ending.status != 200) body["error"] = "Invalid status code: " + std::to_string(ending.status);
  return WebhookMessage{dump(body), {{"content-type", "application/json"}}};
}

}  // namespace reverie::fal
