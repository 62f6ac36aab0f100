#include "server/job_json.h"

namespace reverie::own_api {
namespace {

Json time_or_null(const std::optional<Time>& time) {
  return time ? Json(iso_time(*time)) : Json(nullptr);
}

std::string_view rewrite_name(Rewrite rewrite) {
  switch (rewrite) {
    case Rewrite::Off: return "off";
    case Rewrite::Standard: return "standard";
    case Rewrite::Fast: return "fast";
  }
  throw Error(ErrorCode::Internal, "job_json: unknown rewrite");
}

Json references_json(const std::vector<PictureAddress>& references) {
  Json json = Json::array();
  for (const PictureAddress& one : references) {
    json.push_back({{"url", one.url}, {"thumbnail_url", one.thumbnail_url}});
  }
  return json;
}

// A body for POST /api/jobs.
Json parameters_json(const ImageTask& task, const std::vector<PictureAddress>& references) {
  Json json = {{"prompt", task.prompt},
               {"model", task.model},
               {"size", to_string(task.size)},
               {"count", task.runs},
               {"seed", task.seed},
               {"format", picture_format_name(task.format)},
               {"watermark", task.has_watermark},
               {"enhance", rewrite_name(task.rewrite)},
               {"safety", task.is_safety_checked}};
  if (task.group_max > 0) json["group_max"] = task.group_max;
  if (task.steps) json["steps"] = *task.steps;
  if (task.guidance_scale) json["guidance"] = *task.guidance_scale;
  for (const PictureAddress& one : references) json["images"].push_back(one.url);
  return json;
}

}  // namespace

Json error_json(const StoredError& error) {
  Json json = {{"code", error_code_name(error.code)}, {"message", error.message}};
  if (!error.field.empty()) json["field"] = error.field;
  return json;
}

Json progress_json(const JobProgress& progress) {
  return {{"share", progress.share}, {"stage", progress.stage}, {"image_index", progress.image_index}};
}

Json image_json(const ImageService& service, const HttpRequest& request, const JobImage& image) {
  Json json = {{"index", image.index}, {"prompt", image.prompt}, {"seed", image.seed}};
  if (image.is_done()) {
    const PictureAddress address = service.picture_address(request, image);
    json["url"] = address.url;
    json["thumbnail_url"] = address.thumbnail_url;
    json["width"] = image.size.width_px;
    json["height"] = image.size.height_px;
    json["format"] = picture_format_name(image.format);
    json["bytes"] = image.size_bytes;
  }
  if (image.error) json["error"] = error_json(*image.error);
  return json;
}

Json job_json(const ImageService& service, const HttpRequest& request, const JobView& view,
              JobEstimates& estimates) {
  const Job& job = view.job;
  const auto references = service.reference_addresses(request, job);
  const auto seconds = estimates.seconds_left(job);
  Json json = {{"id", job.id},
               {"state", state_name(job.state)},
               {"model", job.model_echo},
               {"dialect", job.dialect},
               {"prompt", job.task.prompt},
               {"size", to_string(job.task.size)},
               {"seed", job.task.seed},
               {"references", references_json(references)},
               {"parameters", parameters_json(job.task, references)},
               {"credits", job.credits},
               {"created", iso_time(job.created)},
               {"started", time_or_null(job.started)},
               {"finished", time_or_null(job.finished)},
               {"estimated_seconds", seconds ? Json(*seconds) : Json(nullptr)},
               {"expired", job.is_expired},
               {"images", Json::array()}};
  if (!job.revised_prompt.empty()) json["revised_prompt"] = job.revised_prompt;
  if (job.state == JobState::Queued) json["queue_position"] = job.queue_position;
  if (job.state == JobState::Running) json["progress"] = progress_json(view.progress);
  if (job.error) json["error"] = error_json(*job.error);
  if (!job.is_expired) {
    for (const JobImage& image : job.images) json["images"].push_back(image_json(service, request, image));
  }
  return json;
}

}  // namespace reverie::own_api
