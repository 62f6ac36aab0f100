#include "core/json.h"

#include <unordered_set>
#include <vector>

#include "core/error.h"
#include "core/file.h"
#include "core/printable.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxValues = 5'000'000;  // a tokenizer.json of Qwen3's size has 0.6 million
constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxExplanationBytes = 300;

// Reads the whole text before any of it is kept, and throws at the first fault. The parser's own way to
// check while it builds, a callback, walks through all of a list or object after each object in it:
// 64 MiB of "[{},{},{}..." take days.
class JsonCheck final : public nlohmann::json_sax<Json> {
 public:
  explicit JsonCheck(std::string_view origin) : origin_(origin) {}

  bool null() override { return count(); }
  bool boolean(bool) override { return count(); }
  bool number_integer(number_integer_t) override { return count(); }
  bool number_unsigned(number_unsigned_t) override { return count(); }
  bool number_float(number_float_t, const string_t&) override { return count(); }
  bool string(string_t&) override { return count(); }
  bool binary(binary_t&) override { return count(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_array() override { return close(); }
  bool start_object(std::size_t) override { return open(); }
  bool end_object() override { return close(); }

  bool key(string_t& name) override {
    const auto [added, is_new] = keys_.back().insert(std::move(name));
    if (!is_new) refuse("the key \"" + printable(*added) + "\" appears twice");
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override {
    refuse("expected JSON: " + printable(e.what(), kMaxExplanationBytes));
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(ErrorCode::CorruptFile, std::string(origin_) + ": " + why);
  }

  bool count() {
    if (++values_ > kMaxValues) refuse("JSON has more than " + std::to_string(kMaxValues) + " values");
    return true;
  }

  bool open() {
    if (keys_.size() == kMaxDepth)
      refuse("JSON is nested deeper than " + std::to_string(kMaxDepth) + " levels");
    keys_.emplace_back();
    return count();
  }

  bool close() {
    keys_.pop_back();
    return true;
  }

  std::string_view origin_;
  std::vector<std::unordered_set<std::string>> keys_;  // of what encloses this place; empty for a list
  std::size_t values_ = 0;
};

}  // namespace

Json parse_json(std::string_view text, std::string_view origin) {
  JsonCheck check(origin);
  Json::sax_parse(text.begin(), text.end(), &check);
  return Json::parse(text.begin(), text.end());
}

Json read_json(const std::filesystem::path& path) {
  return parse_json(read_text(path, kMaxFileBytes), path.string());
}

void write_json(const std::filesystem::path& path, const Json& value) {
  write_file_atomically(path, value.dump(2) + "\n");
}

}  // namespace reverie
