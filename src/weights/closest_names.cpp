#include "weights/closest_names.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

#include "core/json.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxComparedBytes = 256;
constexpr std::size_t kMaxQuotedBytes = 200;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);  // distances from a[0..i) to every prefix of b
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

std::vector<std::string> closest_names(std::string_view wanted, const std::vector<std::string>& names,
                                       std::size_t count) {
  std::vector<std::pair<std::size_t, const std::string*>> ranked;
  ranked.reserve(names.size());
  const std::string_view start = wanted.substr(0, kMaxComparedBytes);
  for (const std::string& name : names) {
    ranked.emplace_back(edit_distance(start, std::string_view(name).substr(0, kMaxComparedBytes)), &name);
  }
  const auto kept = static_cast<std::ptrdiff_t>(std::min(count, ranked.size()));
  std::partial_sort(ranked.begin(), ranked.begin() + kept, ranked.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : *a.second < *b.second;
  });
  std::vector<std::string> closest;
  for (auto it = ranked.begin(); it != ranked.begin() + kept; ++it) closest.push_back(*it->second);
  return closest;
}

std::string closest_names_hint(std::string_view wanted, const std::vector<std::string>& names) {
  std::string hint;
  for (const std::string& name : closest_names(wanted, names)) {
    hint += (hint.empty() ? "; closest: " : ", ") + quoted_name(name);
  }
  return hint;
}

std::string quoted_name(std::string_view name) {
  const bool is_cut = name.size() > kMaxQuotedBytes;
  const std::string shown = std::string(name.substr(0, kMaxQuotedBytes)) + (is_cut ? "..." : "");
  return Json(shown).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + "]";
}

}  // namespace reverie
