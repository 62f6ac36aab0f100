#include "server/own_api.h"

#include <charconv>

#include "intake/base64.h"
#include "intake/multipart.h"
#include "server/dialects/values.h"

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

Json error_json(const StoredError& error) {
  Json json = {{"code", error_code_name(error.code)}, {"message", error.message}};
  if (!error.field.empty()) json["field"] = error.field;
  return json;
}

Json time_or_null(const std::optional<Time>& time) {
  return time ? Json(iso_time(*time)) : Json(nullptr);
}

Json image_json(const ImageService& service, const HttpRequest& request, const JobImage& image) {
  Json json = {{"index", image.index}, {"prompt", image.prompt}, {"seed", image.seed}};
  if (image.is_done()) {
    json["url"] = service.picture_url(request, image);
    json["width"] = image.size.width_px;
    json["height"] = image.size.height_px;
    json["format"] = picture_format_name(image.format);
    json["bytes"] = image.size_bytes;
  }
  if (image.error) json["error"] = error_json(*image.error);
  return json;
}

Json job_json(const ImageService& service, const HttpRequest& request, const JobView& view) {
  const Job& job = view.job;
  Json json = {{"id", job.id},
               {"state", state_name(job.state)},
               {"model", job.model_echo},
               {"dialect", job.dialect},
               {"prompt", job.task.prompt},
               {"size", to_string(job.task.size)},
               {"seed", job.task.seed},
               {"references", job.task.references.size()},
               {"credits", job.credits},
               {"created", iso_time(job.created)},
               {"started", time_or_null(job.started)},
               {"finished", time_or_null(job.finished)},
               {"expired", job.is_expired},
               {"images", Json::array()}};
  if (!job.revised_prompt.empty()) json["revised_prompt"] = job.revised_prompt;
  if (job.state == JobState::Queued) json["queue_position"] = job.queue_position;
  if (job.state == JobState::Running) {
    json["progress"] = {{"share", view.progress.share}, {"stage", view.progress.stage}};
  }
  if (job.error) json["error"] = error_json(*job.error);
  if (!job.is_expired) {
    for (const JobImage& image : job.images) json["images"].push_back(image_json(service, request, image));
  }
  return json;
}

int64_t number_of(const std::string& text, int64_t least, int64_t most, const std::string& field) {
  int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    throw Error(ErrorCode::InvalidRequest,
                field + ": expected " + std::to_string(least) + " to " + std::to_string(most), field);
  }
  return number;
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
  HttpResponse response = json_response(202, job_json(service, request, {job, {}}));
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
  for (const Job& job : service.list(caller, filter)) jobs.push_back(job_json(service, request, {job, {}}));
  const bool may_be_more = static_cast<int64_t>(jobs.size()) == filter.limit;
  const Json next = may_be_more ? jobs.back()["id"] : Json(nullptr);
  return json_response(200, {{"jobs", jobs}, {"next", next}});
}

Answer job(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  return json_response(200, job_json(service, request, service.find(caller, values.at("id"))));
}

Answer events(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  EventStream stream;
  const Job watched = service.find(caller, values.at("id")).job;
  service.ask_for_previews(watched);
  stream.job_id = watched.id;
  stream.on_change = [&service, request = head_of(request), told_state = std::optional<JobState>(),
                      told_position = int64_t{-1}, told_images = std::size_t{0}, told_previews = int64_t{0},
                      told_share = -1.0](const JobView& view) mutable {
    EventStream::Step step;
    const auto tell = [&](std::string_view name, const Json& data) {
      step.text += server_sent_event(name, dump(data));
    };
    const Job& job = view.job;
    for (; told_images < job.images.size() && job.images[told_images].finished; ++told_images) {
      tell("image", image_json(service, request, job.images[told_images]));
    }
    if (job.state == JobState::Running && view.progress.share != told_share) {
      told_share = view.progress.share;
      tell("progress", {{"share", view.progress.share},
                        {"stage", view.progress.stage},
                        {"image_index", view.progress.image_index}});
    }
    if (job.state == JobState::Running && view.progress.preview_count > told_previews) {
      told_previews = view.progress.preview_count;
      tell("preview",
           {{"image_index", view.progress.image_index}, {"jpeg", encode_base64(view.progress.preview_jpeg)}});
    }
    if (told_state != job.state || told_position != job.queue_position) {
      told_state = job.state;
      told_position = job.queue_position;
      tell("job", job_json(service, request, view));
    }
    step.is_last = is_final(job.state);
    return step;
  };
  return stream;
}

Answer cancel(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  const Job job = service.cancel(caller, values.at("id"));
  return json_response(200, job_json(service, request, {job, {}}));
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
  return json_response(202, job_json(service, request, {again, {}}));
}

Answer upload(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  for (const MultipartPart& part :
       parse_multipart(request.body, multipart_boundary(request.header("content-type")))) {
    if (part.name != "file") continue;
    const Upload kept = service.keep_upload(caller, part.bytes, part.filename.value_or(""), "file");
    return json_response(201, {{"id", kept.id},
                               {"url", service.upload_url(request, kept)},
                               {"type", kept.mime},
                               {"bytes", kept.size_bytes},
                               {"expires", iso_time(kept.expires)}});
  }
  throw FieldError(Problem::Missing, "file: missing; expected a multipart part of that name", "file");
}

Json model_json(ImageService& service, const std::string& name) {
  const ModelFacts facts = service.engine().facts(name);
  return {{"name", name},
          {"description", facts.description},
          {"is_default", name == service.models().default_model()},
          {"is_loaded", facts.is_loaded},
          {"max_references", facts.max_references},
          {"can_enhance", facts.can_rewrite},
          {"words", facts.words}};
}

Json usage_json(const Usage& usage) {
  return {{"jobs", usage.jobs}, {"images", usage.pictures}, {"credits", usage.credits}};
}

Answer models(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  Json models = Json::array();
  for (const std::string& name : service.models().installed()) models.push_back(model_json(service, name));
  return json_response(200, {{"models", models}, {"aliases", service.models().aliases()}});
}

Answer usage(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Account account = service.authenticate(request).account;
  return json_response(200, {{"id", account.id},
                             {"name", account.name},
                             {"scopes", account.scopes},
                             {"credits", account.credits ? Json(*account.credits) : Json(nullptr)},
                             {"per_minute", account.per_minute ? Json(*account.per_minute) : Json(nullptr)},
                             {"usage", usage_json(service.jobs().usage(account.id))}});
}

}  // namespace reverie::own_api
