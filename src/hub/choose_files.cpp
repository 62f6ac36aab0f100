#include "hub/choose_files.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "core/error.h"
#include "hub/hub_options.h"

namespace reverie {
namespace {

constexpr const char* kIndex = "model_index.json";

constexpr std::string_view kTokenizerFiles[] = {
    "tokenizer.json",     "vocab.json",
    "vocab.txt",          "merges.txt",
    "added_tokens.json",  "spiece.model",
    "tokenizer.model",    "chat_template.jinja",
    "chat_template.json", "special_tokens_map.json",
};

constexpr std::string_view kOtherWeights[] = {".bin",  ".msgpack", ".onnx", ".onnx_data", ".pt",    ".pth",
                                              ".ckpt", ".gguf",    ".h5",   ".pb",        ".tflite"};

constexpr std::string_view kPictures[] = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif", ".mp4"};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

template <typename Endings>
bool ends_with_any(std::string_view name, const Endings& endings) {
  const std::string lower = lower_case(name);
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](auto ending) { return lower.ends_with(ending); });
}

bool is_weights(std::string_view name) {
  return name.ends_with(".safetensors");
}
bool is_config(std::string_view name) {
  return name == "config.json" || name.ends_with("_config.json");
}
bool is_tokenizer_file(std::string_view name) {
  return std::find(std::begin(kTokenizerFiles), std::end(kTokenizerFiles), name) != std::end(kTokenizerFiles);
}

std::string_view folder_of(std::string_view path) {
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}
std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

constexpr std::string_view kIndexInfix = ".safetensors.index.";

bool is_weights_index(std::string_view name) {
  return name.find(kIndexInfix.substr(0, kIndexInfix.size() - 1)) != std::string_view::npos &&
         name.ends_with(".json");
}

// The precision in the name of weights or of their index, or empty:
// "model.fp16-00001-of-00002.safetensors" and "model.safetensors.index.fp16.json" -> "fp16".
std::string_view variant_of(std::string_view name) {
  if (const auto at = name.find(kIndexInfix); at != std::string_view::npos) {
    const std::string_view rest = name.substr(at + kIndexInfix.size());  // "json" or "fp16.json"
    return rest == "json" ? std::string_view() : rest.substr(0, rest.find('.'));
  }
  const auto first = name.find('.');
  const auto weights = name.rfind(".safetensors");
  if (weights == std::string_view::npos || first >= weights) return {};
  const std::string_view middle = name.substr(first + 1, weights - first - 1);
  return middle.substr(0, middle.find('-'));
}

// Names we write to disk unseen: plain enough for every file system and every terminal.
bool is_plain_path(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+=@ ").find(c) != std::string_view::npos;
  });
}

struct Folders {
  std::set<std::string_view> components;
  std::set<std::string_view> with_plain_weights;
};

Folders find_folders(const RepositoryListing& listing) {
  Folders folders;
  for (const RepositoryFile& file : listing.files) {
    const std::string_view folder = folder_of(file.path);
    const std::string_view name = name_of(file.path);
    if (folder.empty() || std::count(file.path.begin(), file.path.end(), '/') != 1) continue;
    if (is_config(name) || name == "tokenizer.json") folders.components.insert(folder);
    if (is_weights(name) && variant_of(name).empty()) folders.with_plain_weights.insert(folder);
  }
  return folders;
}

// Why the file is left, or nullptr if it is part of the model.
const char* reason_to_skip(const RepositoryFile& file, const Folders& folders) {
  const std::string_view folder = folder_of(file.path);
  const std::string_view name = name_of(file.path);
  if (ends_with_any(name, kOtherWeights)) return "another format of the weights";
  if (ends_with_any(name, kPictures)) return "a picture";
  if (!is_plain_path(file.path)) return "a name with unusual characters";
  if (folder.empty()) {
    if (name == kIndex || name == "reverie.json") return nullptr;
    if (name.starts_with("LICENSE") || name.starts_with("NOTICE")) return nullptr;
    return is_weights(name) ? "the whole model in one file; the component folders are taken"
                            : "not part of the model";
  }
  if (std::count(file.path.begin(), file.path.end(), '/') != 1) return "deeper than a component folder";
  if (!folders.components.contains(folder)) return "not in a component folder (it has no config.json)";
  if (is_weights(name) || is_weights_index(name)) {
    const bool is_double = !variant_of(name).empty() && folders.with_plain_weights.contains(folder);
    return is_double ? "a variant of weights that are taken" : nullptr;
  }
  return is_config(name) || is_tokenizer_file(name) ? nullptr : "not part of the model";
}

void check_case(const std::vector<RepositoryFile>& files) {
  std::map<std::string, std::string> spelled;  // lower case -> as it came; folders and files
  for (const RepositoryFile& file : files) {
    for (auto end = file.path.find('/');; end = file.path.find('/', end + 1)) {
      const std::string part = file.path.substr(0, end);
      const auto [known, is_new] = spelled.emplace(lower_case(part), part);
      if (!is_new && known->second != part) {
        throw Error(ErrorCode::CorruptFile, "the repository has both \"" + known->second + "\" and \"" +
                                                part + "\", which are one name on some disks");
      }
      if (end == std::string::npos) break;
    }
  }
}

}  // namespace

ChosenFiles choose_files(const RepositoryListing& listing) {
  const Folders folders = find_folders(listing);
  ChosenFiles chosen;
  bool has_index = false;
  bool has_weights = false;
  for (const RepositoryFile& file : listing.files) {
    if (const char* reason = reason_to_skip(file, folders)) {
      chosen.skipped.push_back({file.path, file.size, reason});
      chosen.skipped_bytes += file.size;  // at most 10,000 x 4 TiB: no overflow
      continue;
    }
    has_index |= file.path == kIndex;
    has_weights |= is_weights(file.path);
    chosen.total_bytes += file.size;
    chosen.files.push_back(file);
  }
  if (!has_index || !has_weights) {
    throw Error(ErrorCode::NotFound, listing.id + ": expected a model in the diffusers layout, but " +
                                         (has_index ? "no component folder has *.safetensors weights"
                                                    : "there is no model_index.json"));
  }
  check_case(chosen.files);
  const auto order = [](const RepositoryFile& file) {
    return std::pair(file.path != kIndex, std::string_view(file.path));
  };
  std::sort(chosen.files.begin(), chosen.files.end(),
            [&](const RepositoryFile& a, const RepositoryFile& b) { return order(a) < order(b); });
  std::sort(chosen.skipped.begin(), chosen.skipped.end(),
            [](const SkippedFile& a, const SkippedFile& b) { return a.path < b.path; });
  return chosen;
}

}  // namespace reverie
