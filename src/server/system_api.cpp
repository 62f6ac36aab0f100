#include "server/system_api.h"

#include "server/system_memory.h"

namespace reverie::system_api {
namespace {

constexpr int64_t kRecent = 100;

double seconds_between(Time begin, Time end) {
  return std::chrono::duration<double>(end - begin).count();
}

// A job that never started has waited to its end, and drew nothing.
Json recent_json(const JobSummary& job) {
  const Time end = *job.finished;
  const Time start = job.started.value_or(end);
  return {{"finished", iso_time(end)},
          {"waited_seconds", seconds_between(job.created, start)},
          {"drew_seconds", seconds_between(start, end)},
          {"images", job.pictures},
          {"model", job.model},
          {"size", to_string(job.size)},
          {"state", state_name(job.state)}};
}

}  // namespace

Answer system(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  const SystemMemory memory = system_memory();
  const Time started = service.settings().started;
  Json recent = Json::array();
  for (const JobSummary& job : service.jobs().recently_finished(kRecent)) recent.push_back(recent_json(job));
  return json_response(200, {{"version", REVERIE_VERSION},
                             {"started", iso_time(started)},
                             {"uptime_seconds", seconds_between(started, now())},
                             {"memory",
                              {{"resident_bytes", memory.resident_bytes},
                               {"machine_bytes", memory.machine_bytes},
                               {"available_bytes", memory.available_bytes}}},
                             {"queue",
                              {{"queued", service.jobs().count_in(JobState::Queued)},
                               {"running", service.jobs().count_in(JobState::Running)}}},
                             {"recent", recent}});
}

}  // namespace reverie::system_api
