#include "hub/pull.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "core/file.h"
#include "core/json.h"
#include "hub/digest.h"
#include "hub/download.h"
#include "hub/folder_lock.h"
#include "hub/hub.h"
#include "hub/partial_file.h"

namespace reverie {
namespace {

constexpr std::chrono::milliseconds kBetweenReports{100};
constexpr std::uint64_t kSpareBytes = std::uint64_t{16} << 20;  // sidecars, folders, other programs

// Adds the files up and calls the hook, not too often.
class Reporter {
 public:
  Reporter(const PullHooks& hooks, std::uint64_t bytes_total) : hooks_(hooks), bytes_total_(bytes_total) {}

  void in_file(const std::string& file, std::uint64_t bytes) {
    const auto now = std::chrono::steady_clock::now();
    if (last_ && now - *last_ < kBetweenReports) return;
    last_ = now;
    report(file, bytes);
  }

  void after_file(const RepositoryFile& file) {
    finished_bytes_ += file.size;
    report(file.path, 0);
  }

 private:
  void report(const std::string& file, std::uint64_t bytes) const {
    if (hooks_.on_progress) hooks_.on_progress({finished_bytes_ + bytes, bytes_total_, file});
  }

  const PullHooks& hooks_;
  const std::uint64_t bytes_total_;
  std::uint64_t finished_bytes_ = 0;
  std::optional<std::chrono::steady_clock::time_point> last_;
};

// A full disk is found before hours of downloading, not after.
void check_room(const std::filesystem::path& folder, const std::vector<const RepositoryFile*>& missing) {
  std::uint64_t needed = 0;
  for (const RepositoryFile* file : missing) {
    std::error_code none;  // usually there is no partial
    const auto here = std::filesystem::file_size(PartialFile::partial_path(folder / file->path), none);
    needed += none ? file->size : file->size - std::min<std::uint64_t>(here, file->size);
  }
  std::error_code failure;
  const auto space = std::filesystem::space(folder, failure);
  if (failure) {
    throw Error(ErrorCode::WriteFailed,
                folder.string() + ": cannot tell the free space: " + failure.message());
  }
  if (needed > 0 && (space.available < kSpareBytes || needed > space.available - kSpareBytes)) {
    throw Error(ErrorCode::WriteFailed, folder.string() + ": the model needs " + std::to_string(needed) +
                                            " bytes more, " + std::to_string(space.available) + " are free");
  }
}

PullResult pull_into_root(const HubOptions& options, std::string_view id,
                          const std::filesystem::path& target_root, const PullHooks& hooks) {
  HttpClient http(options, hooks.is_cancelled);
  const RepositoryListing listing = list_repository(http, id);
  PullResult result{target_root / listing.id, listing.commit, choose_files(listing), 0, 0};
  if (hooks.on_plan) hooks.on_plan(result.files);

  create_folder(result.folder);
  const FolderLock lock(result.folder);
  Reporter reporter(hooks, result.files.total_bytes);
  std::vector<const RepositoryFile*> missing;
  for (const RepositoryFile& file : result.files.files) {
    if (has_content(result.folder / file.path, file, hooks.is_cancelled)) {
      ++result.files_kept;
      reporter.after_file(file);
    } else {
      missing.push_back(&file);
    }
  }
  check_room(result.folder, missing);
  for (const RepositoryFile* file : missing) {
    const std::filesystem::path target = result.folder / file->path;
    create_folder(target.parent_path());
    result.bytes_received += download_file(http, file_url(options, listing, *file), *file, target,
                                           [&](std::uint64_t bytes) { reporter.in_file(file->path, bytes); });
    reporter.after_file(*file);
  }
  if (!read_json(result.folder / "model_index.json").is_object()) {
    throw Error(ErrorCode::CorruptFile,
                (result.folder / "model_index.json").string() + ": expected a JSON object");
  }
  return result;
}

}  // namespace

PullResult pull(const HubOptions& options, std::string_view id, const std::filesystem::path& target_root,
                const PullHooks& hooks) {
  return keep_secret(options, [&] {
    check_hub_options(options);
    check_repository_id(id);
    return pull_into_root(options, id, target_root, hooks);
  });
}

}  // namespace reverie
