#include "jobs/blob_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>

#include "core/error.h"
#include "core/file.h"
#include "intake/secrets.h"
#include "jobs/sync_folder.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const char* step) {
  throw Error(ErrorCode::WriteFailed, path.string() + ": cannot " + step + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  const int number_;
};

// A file that is gone again unless it was put in its place.
class NewFile {
 public:
  explicit NewFile(fs::path path)
      : path_(std::move(path)),
        descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    if (!descriptor_.is_open()) fail(path_, "create the file");
  }
  ~NewFile() {
    if (!is_placed_) ::unlink(path_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  // Written, but not safe from a power cut before save().
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_.number(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(path_, "write the file");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void save() {
    if (::fsync(descriptor_.number()) != 0) fail(path_, "save the file");
  }

  void place(const fs::path& target) {
    if (::rename(path_.c_str(), target.c_str()) != 0) fail(target, "put the file in place");
    is_placed_ = true;
  }

 private:
  const fs::path path_;
  const Descriptor descriptor_;
  bool is_placed_ = false;
};

std::optional<int64_t> size_of_file(const fs::path& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
  return found.st_size;
}

std::string read_part(const Descriptor& file, int64_t begin, int64_t count, const std::string& name) {
  std::string bytes(static_cast<std::size_t>(count), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = ::pread(file.number(), bytes.data() + filled, bytes.size() - filled,
                                begin + static_cast<int64_t>(filled));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw Error(ErrorCode::CorruptFile, "blob store: " + name + " cannot be read to its end");
    filled += static_cast<std::size_t>(got);
  }
  return bytes;
}

// A name for a file in ROOT/new that no other thread or process takes.
std::string new_name() {
  static std::atomic<uint64_t> count{0};
  return std::to_string(::getpid()) + "-" + std::to_string(++count);
}

}  // namespace

bool is_blob_name(std::string_view name) {
  return name.size() == 64 && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

DiskBlobStore::DiskBlobStore(fs::path root) : root_(std::move(root)) {
  create_folder(root_);
  create_folder(root_ / "new");
  std::error_code failure;
  for (const auto& left_over : fs::directory_iterator(root_ / "new", failure)) {
    if (!fs::remove(left_over.path(), failure) || failure) break;
  }
  if (failure) throw Error(ErrorCode::WriteFailed, (root_ / "new").string() + ": " + failure.message());
}

fs::path DiskBlobStore::path_of(const std::string& name) const {
  return root_ / name.substr(0, 2) / name;
}

// Saved under the mutex: else a second thread could meet the folder before its name is on the disk, and
// promise a blob in a folder that a power loss takes away.
void DiskBlobStore::prepare_folder_of(const std::string& name) {
  const auto number = static_cast<std::size_t>(std::stoul(name.substr(0, 2), nullptr, 16));
  const std::lock_guard lock(mutex_);
  if (is_ready_.test(number)) return;
  create_folder(root_ / name.substr(0, 2));
  sync_folder(root_);
  is_ready_.set(number);
}

// Whether the blob is there, whole and safe. If so it is young again, so that a sweep of old blobs leaves it
// to its new holder.
bool DiskBlobStore::is_kept(const std::string& name, std::string_view bytes) {
  const fs::path path = path_of(name);
  if (size_of_file(path) != static_cast<int64_t>(bytes.size())) return false;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.is_open() || read_part(file, 0, static_cast<int64_t>(bytes.size()), name) != bytes) return false;
  // By its name: if a sweep has just taken it, this fails.
  if (::utimensat(AT_FDCWD, path.c_str(), nullptr, AT_SYMLINK_NOFOLLOW) != 0) return false;
  if (::fsync(file.number()) != 0) fail(path, "save the file");  // whoever wrote it may not have come so far
  sync_folder(path.parent_path());
  return true;
}

std::string DiskBlobStore::put(std::string_view bytes) {
  const std::string name = sha256_hex(bytes);
  const fs::path path = path_of(name);
  if (is_kept(name, bytes)) return name;
  prepare_folder_of(name);
  NewFile file(root_ / "new" / new_name());
  file.write(bytes);
  // In its place before it is saved: file systems that save the name with the file then have nothing left to
  // do for the folder, which halves the wait. A power cut in between may leave half of it under its name;
  // nobody knows that name yet, and is_kept() does not take a name's word for its content.
  file.place(path);
  file.save();
  sync_folder(path.parent_path());
  return name;
}

std::optional<int64_t> DiskBlobStore::size(const std::string& name) {
  if (!is_blob_name(name)) return std::nullopt;
  return size_of_file(path_of(name));
}

std::string DiskBlobStore::read(const std::string& name, int64_t begin, int64_t count) {
  if (begin < 0 || count < 0) throw Error(ErrorCode::Internal, "blob store: read() of a negative range");
  const std::optional<int64_t> size_bytes = size(name);
  if (!size_bytes) throw Error(ErrorCode::NotFound, "blob store: no such blob");
  const Descriptor file(::open(path_of(name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.is_open()) throw Error(ErrorCode::NotFound, "blob store: " + name + " cannot be opened");

  return read_part(file, begin, std::clamp<int64_t>(*size_bytes - begin, 0, count), name);
}

void DiskBlobStore::remove(const std::string& name) {
  if (!is_blob_name(name)) return;
  const fs::path path = path_of(name);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail(path, "remove the file");
}

std::vector<std::string> DiskBlobStore::older_than(std::chrono::hours age) const {
  const auto limit = fs::file_time_type::clock::now() - age;
  std::vector<std::string> found;
  std::error_code failure;
  fs::recursive_directory_iterator entry(root_, failure);
  for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    std::error_code is_gone;  // removed in between
    const auto written = entry->last_write_time(is_gone);
    std::string name = entry->path().filename().string();
    if (!is_gone && written < limit && is_blob_name(name)) found.push_back(std::move(name));
  }
  if (failure) throw Error(ErrorCode::Internal, root_.string() + ": cannot be listed: " + failure.message());
  return found;
}

}  // namespace reverie
