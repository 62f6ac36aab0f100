#include "server/own_api.h"

#include <charconv>

#include "intake/multipart.h"
#include "server/dialects/values.h"
#include "server/job_events.h"
#include "server/job_json.h"

namespace reverie::own_api {
namespace {

constexpr std::string_view kName = "own";

constexpr Field kFields[] = {
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>},
    {"model", Use::Optional, Kind::Text, "an installed model or an alias; the server's own when absent",
     into<&Draft::model>},
    {"images",
     Use::Optional,
     Kind::TextList,
     "references: URLs, data URIs or ids of uploads, at most 14",
     into_references,
     {},
     {0, 14}},
    {"size", Use::Optional, Kind::Text, "1K, 2K (when absent), 4K or WIDTHxHEIGHT", into<&Draft::size>},
    {"aspect_ratio", Use::Optional, Kind::Text, "W:H or match_input_image, with a tier",
     into<&Draft::aspect_ratio>},
    {"width",
     Use::Optional,
     Kind::Integer,
     "exact, together with height",
     into<&Draft::width_px>,
     {},
     {1024, 4096}},
    {"height",
     Use::Optional,
     Kind::Integer,
     "exact, together with width",
     into<&Draft::height_px>,
     {},
     {1024, 4096}},
    {"count",
     Use::Optional,
     Kind::Integer,
     "independent pictures or groups",
     into<&Draft::runs>,
     {},
     {1, 15}},
    {"group_max",
     Use::Optional,
     Kind::Integer,
     "a group of at most so many related pictures",
     [](const Json& v, Draft& d) {
       d.is_group = true;
       d.group_max = v.get<int64_t>();
     },
     {},
     {1, 15}},
    {"seed", Use::Optional, Kind::Integer, "drawn when absent", into<&Draft::seed>, {}, {-1, 2147483647}},
    {"steps",
     Use::Optional,
     Kind::Integer,
     "the model's own when absent",
     into<&Draft::steps>,
     {},
     {1, 1000}},
    {"guidance",
     Use::Optional,
     Kind::Number,
     "guidance scale; the model's own when absent",
     into<&Draft::guidance_scale>,
     {},
     {1, 20}},
    {"format", Use::Optional, Kind::Text, "jpeg when absent", into_format, {"jpeg", "png", "webp"}},
    {"watermark", Use::Optional, Kind::Boolean, "a visible mark; false when absent",
     into<&Draft::has_watermark>},
    {"enhance",
     Use::Optional,
     Kind::Text,
     "off (when absent), standard or fast",
     [](const Json& v, Draft& d) {
       d.rewrite = v == "off" ? Rewrite::Off : v == "fast" ? Rewrite::Fast : Rewrite::Standard;
     },
     {"off", "standard", "fast"}},
    {"safety", Use::Optional, Kind::Boolean, "false switches the content policy off where the key may",
     into<&Draft::is_safety_checked>},
};

int64_t number_of(const std::string& text, int64_t least, int64_t most, const std::string& field) {
  int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    throw Error(ErrorCode::InvalidRequest,
                field + ": expected " + std::to_string(least) + " to " + std::to_string(most), field);
  }
  return number;
}

Json one_job_json(const ImageService& service, const HttpRequest& request, const JobView& view) {
  JobEstimates estimates = service.estimates();
  return job_json(service, request, view, estimates);
}

JobState state_in(const std::string& text) {
  try {
    return state_of(text);
  } catch (const Error&) {
    throw Error(ErrorCode::InvalidRequest, "state: expected queued, running, succeeded, failed or cancelled",
                "state");
  }
}

}  // namespace

constexpr FieldTable kJobFields{kFields, UnknownFields::Refused, NullValues::Absent};

HttpResponse error_reply(const HttpRequest& request, const Error& error) {
  HttpResponse response = json_response(
      status_of(error.code()),
      {{"error", error_json({error.code(), error.what(), error.field()})}, {"request_id", request.id}});
  add_retry_after(response, error);
  return response;
}

Answer submit(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  Draft draft;
  draft.names.references = "images";
  draft.names.runs = "count";
  draft.names.group_max = "group_max";
  draft.model = service.models().default_model();
  read_fields(kJobFields, parse_body(request.body), draft);
  const Job job = service.admit(caller, request, std::move(draft), {std::string(kName), {}});
  HttpResponse response = json_response(202, one_job_json(service, request, {job, {}}));
  response.headers.emplace_back("location", "/api/jobs/" + job.id);
  return response;
}

Answer list(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  constexpr int64_t kMostAtOnce = 100;
  JobFilter filter;
  if (const auto state = request.query_value("state")) filter.states = {state_in(*state)};
  filter.prompt_part = request.query_value("search").value_or("");
  filter.before_id = request.query_value("before").value_or("");
  filter.limit = number_of(request.query_value("limit").value_or("20"), 1, kMostAtOnce, "limit");
  Json jobs = Json::array();
  JobEstimates estimates = service.estimates();
  for (const Job& job : service.list(caller, filter)) {
    jobs.push_back(job_json(service, request, service.view_of(job), estimates));
  }
  const bool may_be_more = static_cast<int64_t>(jobs.size()) == filter.limit;
  const Json next = may_be_more ? jobs.back()["id"] : Json(nullptr);
  return json_response(200, {{"jobs", jobs}, {"next", next}});
}

Answer job(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  return json_response(200, one_job_json(service, request, service.find(caller, values.at("id"))));
}

Answer events(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  return events_of_job(service, request, service.find(caller, values.at("id")).job);
}

Answer all_events(ImageService& service, const HttpRequest& request, const PathValues&) {
  return events_of_all_jobs(service, request, service.authenticate(request));
}

Answer cancel(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const Job job = service.cancel(caller, values.at("id"));
  return json_response(200, one_job_json(service, request, {job, {}}));
}

Answer remove(ImageService& service, const HttpRequest& request, const PathValues& values) {
  service.remove(service.authenticate(request), values.at("id"));
  return HttpResponse{204, {}, "", std::nullopt};
}

Answer regenerate(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  std::optional<int64_t> seed;
  if (!request.body.empty()) {
    constexpr static Field kSeed[] = {
        {"seed", Use::Optional, Kind::Integer, "drawn when absent", into<&Draft::seed>, {}, {0, 2147483647}}};
    constexpr static FieldTable kTable{kSeed, UnknownFields::Refused, NullValues::Absent};
    Draft draft;
    read_fields(kTable, parse_body(request.body), draft);
    seed = draft.seed;
  }
  const Job again = service.regenerate(caller, values.at("id"), seed, std::string(kName));
  return json_response(202, one_job_json(service, request, {again, {}}));
}

Answer upload(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  for (const MultipartPart& part :
       parse_multipart(request.body, multipart_boundary(request.header("content-type")))) {
    if (part.name != "file") continue;
    const Upload kept = service.keep_upload(caller, part.bytes, part.filename.value_or(""), "file");
    const PictureAddress address = service.upload_address(request, kept);
    return json_response(201, {{"id", kept.id},
                               {"url", address.url},
                               {"thumbnail_url", address.thumbnail_url},
                               {"type", kept.mime},
                               {"bytes", kept.size_bytes},
                               {"expires", iso_time(kept.expires)}});
  }
  throw FieldError(Problem::Missing, "file: missing; expected a multipart part of that name", "file");
}

Json usage_json(const Usage& usage) {
  return {{"jobs", usage.jobs}, {"images", usage.pictures}, {"credits", usage.credits}};
}

Answer usage(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Account account = service.authenticate(request).account;
  return json_response(200, {{"id", account.id},
                             {"name", account.name},
                             {"scopes", account.scopes},
                             {"credits", account.credits ? Json(*account.credits) : Json(nullptr)},
                             {"per_minute", account.per_minute ? Json(*account.per_minute) : Json(nullptr)},
                             {"needs_key", service.settings().needs_keys},
                             {"usage", usage_json(service.jobs().usage(account.id))}});
}

}  // namespace reverie::own_api
