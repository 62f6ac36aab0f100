#include "core/json.h"

#include <set>
#include <vector>

#include "core/error.h"
#include "core/file.h"

namespace reverie {
namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20;

}  // namespace

Json parse_json(std::string_view text, std::string_view origin) {
  std::vector<std::set<std::string>> keys;
  const auto refuse = [&](const std::string& why) -> void {
    throw Error(ErrorCode::CorruptFile, std::string(origin) + ": " + why);
  };
  const auto check = [&](int depth, Json::parse_event_t event, Json& parsed) {
    // `depth` counts what encloses the value; a list or object that begins here is one level more.
    const bool begins =
        event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
    if (depth + (begins ? 1 : 0) > kMaxDepth)
      refuse("JSON is nested deeper than " + std::to_string(kMaxDepth) + " levels");
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second) {
      refuse("the key \"" + parsed.get<std::string>() + "\" appears twice");
    }
    return true;
  };
  try {
    return Json::parse(text.begin(), text.end(), check);
  } catch (const Json::exception& e) {  // a number beyond every range is no parse_error
    throw Error(ErrorCode::CorruptFile, std::string(origin) + ": expected JSON: " + e.what());
  }
}

Json read_json(const std::filesystem::path& path) {
  return parse_json(read_text(path, kMaxFileBytes), path.string());
}

void write_json(const std::filesystem::path& path, const Json& value) {
  write_file_atomically(path, value.dump(2) + "\n");
}

}  // namespace reverie
