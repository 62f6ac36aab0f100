#include "server/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "core/json.h"
#include "core/printable.h"

namespace reverie {
namespace {

bool is_json = false;

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::Info: return spdlog::level::info;
    case LogLevel::Warning: return spdlog::level::warn;
    case LogLevel::Error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

std::string log_escaped(const std::string& text) {
  const std::string quoted = Json(text).dump(-1, ' ', true, Json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

void start_log(bool as_json) {
  is_json = as_json;
  spdlog::set_default_logger(spdlog::stderr_color_mt("reverie"));
  spdlog::set_pattern(as_json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","message":"%v"})"
                              : "%Y-%m-%d %H:%M:%S.%e %l %v");
}

void log(LogLevel level, const std::string& message) {
  constexpr std::size_t kLongest = 2000;
  const std::string line = printable(message, kLongest);
  spdlog::log(level_of(level), "{}", is_json ? log_escaped(line) : line);
}

void log_request(const AccessRecord& record) {
  log(LogLevel::Info,
      fmt::format("request id={} method={} path={} from={} status={} bytes={} ms={:.1f}", record.request_id,
                  record.method, record.path, record.client_address, record.status, record.bytes,
                  std::chrono::duration<double, std::milli>(record.duration).count()));
}

}  // namespace reverie
