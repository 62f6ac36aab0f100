#include "weights/checkpoint_files.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <regex>
#include <set>
#include <system_error>

#include "core/error.h"
#include "core/json.h"
#include "weights/closest_names.h"

namespace reverie {
namespace {

constexpr std::string_view kSuffix = ".safetensors";

std::filesystem::path single_path(const std::filesystem::path& folder, std::string_view stem) {
  return folder / (std::string(stem) + std::string(kSuffix));
}

std::filesystem::path index_path(const std::filesystem::path& folder, std::string_view stem) {
  return folder / (std::string(stem) + std::string(kSuffix) + ".index.json");
}

bool is_plain_shard_name(const std::string& file) {
  return file.size() > kSuffix.size() && file.ends_with(kSuffix) && file.front() != '.' &&
         file.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
}

Json read_index(const std::filesystem::path& path) {
  try {
    return read_json(path);
  } catch (const Json::exception& e) {  // a number beyond double, such as 1e999
    throw Error(ErrorCode::CorruptFile, path.string() + ": is not JSON: " + e.what());
  }
}

// shard file -> the tensors the index places in it.
std::map<std::string, std::set<std::string>> read_weight_map(const std::filesystem::path& path) {
  const auto refuse = [&](const std::string& why) -> void {
    throw Error(ErrorCode::CorruptFile, path.string() + ": " + why);
  };
  const Json index = read_index(path);
  if (!index.is_object() || !index.contains("weight_map") || !index["weight_map"].is_object() ||
      index["weight_map"].empty()) {
    refuse("expected an object whose \"weight_map\" names at least one tensor");
  }
  std::map<std::string, std::set<std::string>> shards;
  for (const auto& [name, file] : index["weight_map"].items()) {
    if (!file.is_string() || !is_plain_shard_name(file.get_ref<const std::string&>())) {
      const std::string place =
          file.is_string() ? quoted_name(file.get_ref<const std::string&>()) : file.type_name();
      refuse("weight_map places " + quoted_name(name) + " in " + place +
             ", expected the plain name of a .safetensors file in the same folder");
    }
    shards[file.get<std::string>()].insert(name);
  }
  return shards;
}

void check_shard(const SafetensorsFile& shard, const std::set<std::string>& listed,
                 const std::string& index) {
  for (const std::string& name : listed) {
    if (!shard.has(name)) {
      throw Error(ErrorCode::CorruptFile, index + ": places " + quoted_name(name) + " in " +
                                              shard.path().filename().string() + ", which does not hold it" +
                                              closest_names_hint(name, shard.names()));
    }
  }
  for (const std::string& name : shard.names()) {
    if (!listed.contains(name)) {
      throw Error(ErrorCode::CorruptFile, shard.path().string() + ": holds " + quoted_name(name) +
                                              ", which the index does not place there");
    }
  }
}

}  // namespace

CheckpointFiles::CheckpointFiles(std::vector<SafetensorsFile> files, std::string origin)
    : files_(std::move(files)), origin_(std::move(origin)) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    for (const std::string& name : files_[i].names()) {
      names_.push_back(name);
      file_index_.emplace(name, i);
    }
  }
}

CheckpointFiles CheckpointFiles::open_file(const std::filesystem::path& path) {
  return CheckpointFiles({SafetensorsFile::open(path)}, path.string());
}

CheckpointFiles CheckpointFiles::open(const std::filesystem::path& folder, std::string_view stem) {
  const auto single = single_path(folder, stem);
  const auto index = index_path(folder, stem);
  std::error_code failure;  // unreadable counts as absent, and is reported as such
  const bool has_single = std::filesystem::exists(single, failure);
  const bool has_index = std::filesystem::exists(index, failure);
  if (has_single && has_index) {
    throw Error(ErrorCode::CorruptFile, folder.string() + ": holds both " + single.filename().string() +
                                            " and " + index.filename().string() +
                                            "; remove the one that is out of date");
  }
  if (has_single) return open_file(single);
  if (!has_index) {
    throw Error(ErrorCode::NotFound, folder.string() + ": holds neither " + single.filename().string() +
                                         " nor " + index.filename().string());
  }
  std::vector<SafetensorsFile> files;
  for (const auto& [file, listed] : read_weight_map(index)) {
    if (!std::filesystem::exists(folder / file, failure)) {
      throw Error(ErrorCode::CorruptFile, index.string() + ": names " + quoted_name(file) +
                                              ", which is not in the folder (download incomplete?)");
    }
    files.push_back(SafetensorsFile::open(folder / file));
    check_shard(files.back(), listed, index.string());
  }
  return CheckpointFiles(std::move(files), index.string());
}

const SafetensorsFile& CheckpointFiles::file_of(std::string_view name) const {
  const auto found = file_index_.find(std::string(name));
  if (found == file_index_.end()) {
    throw Error(ErrorCode::NotFound,
                origin_ + ": has no tensor " + quoted_name(name) + closest_names_hint(name, names_));
  }
  return files_[found->second];
}

torch::Tensor CheckpointFiles::tensor(std::string_view name) const {
  return file_of(name).tensor(name);
}

bool CheckpointFiles::has(std::string_view name) const {
  return file_index_.contains(std::string(name));
}

torch::Dtype CheckpointFiles::dtype(std::string_view name) const {
  return file_of(name).dtype(name);
}

const std::vector<int64_t>& CheckpointFiles::shape(std::string_view name) const {
  return file_of(name).shape(name);
}

namespace {

std::vector<NamedTensors> split_into_shards(const NamedTensors& tensors, int64_t max_shard_bytes) {
  std::vector<NamedTensors> shards(1);
  std::set<std::string_view> seen;
  int64_t filled_bytes = 0;
  for (const auto& [name, tensor] : tensors) {
    if (!tensor.defined() || !seen.insert(name).second) {
      throw Error(ErrorCode::InvalidRequest,
                  "write_checkpoint: " + quoted_name(name) + " is repeated or undefined");
    }
    const auto size_bytes = static_cast<int64_t>(tensor.nbytes());
    if (!shards.back().empty() && size_bytes > max_shard_bytes - filled_bytes) {
      shards.emplace_back();
      filled_bytes = 0;
    }
    shards.back().emplace_back(name, tensor);
    filled_bytes += size_bytes;
  }
  return shards;
}

std::string shard_name(std::string_view stem, std::size_t index, std::size_t count) {
  char numbers[64];
  std::snprintf(numbers, sizeof numbers, "-%05zu-of-%05zu", index + 1, count);
  return std::string(stem) + numbers + std::string(kSuffix);
}

// Writes the shards, then their index. Returns the names of the files.
std::set<std::string> write_shards(const std::filesystem::path& folder, std::string_view stem,
                                   const std::vector<NamedTensors>& shards, const Metadata& metadata) {
  std::set<std::string> written;
  Json weight_map = Json::object();
  int64_t total_bytes = 0;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const std::string file = shard_name(stem, i, shards.size());
    write_safetensors(folder / file, shards[i], metadata);
    written.insert(file);
    for (const auto& [name, tensor] : shards[i]) {
      weight_map[name] = file;
      total_bytes += static_cast<int64_t>(tensor.nbytes());
    }
  }
  write_json(index_path(folder, stem),
             {{"metadata", {{"total_size", total_bytes}}}, {"weight_map", weight_map}});
  written.insert(index_path(folder, stem).filename().string());
  return written;
}

// Removes what an earlier write under this stem left and the new one does not use.
void remove_stale(const std::filesystem::path& folder, std::string_view stem,
                  const std::set<std::string>& kept) {
  static const std::regex kShardNumbers("-[0-9]{5}-of-[0-9]{5}\\.safetensors");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    if (kept.contains(file) || !file.starts_with(stem)) continue;
    const std::string rest = file.substr(stem.size());
    if (rest == kSuffix || rest == std::string(kSuffix) + ".index.json" ||
        std::regex_match(rest, kShardNumbers)) {
      std::filesystem::remove(entry.path());
    }
  }
}

}  // namespace

void write_checkpoint(const std::filesystem::path& folder, std::string_view stem, const NamedTensors& tensors,
                      const Metadata& metadata, int64_t max_shard_bytes) {
  if (max_shard_bytes < 1) {
    throw Error(ErrorCode::InvalidRequest, "write_checkpoint: max_shard_bytes is " +
                                               std::to_string(max_shard_bytes) + ", expected at least 1");
  }
  const std::vector<NamedTensors> shards = split_into_shards(tensors, max_shard_bytes);
  try {
    std::filesystem::create_directories(folder);
    if (shards.size() == 1) {
      const auto single = single_path(folder, stem);
      write_safetensors(single, tensors, metadata);
      remove_stale(folder, stem, {single.filename().string()});
    } else {
      remove_stale(folder, stem, write_shards(folder, stem, shards, metadata));
    }
  } catch (const std::filesystem::filesystem_error& e) {
    throw Error(ErrorCode::WriteFailed, folder.string() + ": cannot write the checkpoint: " + e.what());
  }
}

}  // namespace reverie
