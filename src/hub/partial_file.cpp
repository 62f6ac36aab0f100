#include "hub/partial_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "core/file.h"
#include "core/json.h"

namespace reverie {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxSidecarBytes = 4096;
constexpr std::size_t kMaxEtagBytes = 256;

// An ETag we can store and compare; anything stranger counts as none.
std::string plain_etag(std::string_view etag) {
  if (etag.size() > kMaxEtagBytes) return {};
  for (const char c : etag) {
    if (c < 0x20 || c > 0x7e) return {};
  }
  return std::string(etag);
}

}  // namespace

std::filesystem::path PartialFile::partial_path(const std::filesystem::path& target) {
  return target.string() + ".partial";
}
std::filesystem::path PartialFile::sidecar_path(const std::filesystem::path& target) {
  return target.string() + ".partial.json";
}

PartialFile::PartialFile(std::filesystem::path target, const RepositoryFile& file,
                         const CancelCheck& cancelled)
    : target_(std::move(target)), file_(file), digest_(Digest::of_kind(file)) {
  const bool belongs = sidecar_matches();
  // NOFOLLOW: a link laid here must not make us write elsewhere.
  descriptor_ = ::open(partial_path(target_).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (descriptor_ < 0) fail("open");
  try {
    struct stat now {};
    if (::fstat(descriptor_, &now) != 0) fail("examine");
    const auto bytes = static_cast<std::uint64_t>(now.st_size);
    if (belongs && bytes <= file_.size) {
      keep_existing(bytes, cancelled);
    } else {
      restart({});
    }
  } catch (...) {  // the destructor does not run for an object that was never finished
    ::close(descriptor_);
    throw;
  }
}

PartialFile::~PartialFile() {
  ::close(descriptor_);
}

void PartialFile::fail(const char* step) const {
  const std::string why = std::strerror(errno);
  throw Error(ErrorCode::WriteFailed, partial_path(target_).string() + ": cannot " + step + ": " + why);
}

bool PartialFile::sidecar_matches() {
  std::error_code none;  // what cannot be looked at cannot vouch for anything either
  if (!std::filesystem::exists(sidecar_path(target_), none)) return false;
  try {
    const Json told =
        parse_json(read_text(sidecar_path(target_), kMaxSidecarBytes), sidecar_path(target_).string());
    if (told.at("size") != file_.size || told.at("digest") != expected_digest(file_)) return false;
    etag_ = told.at("etag").get<std::string>();
    return true;
  } catch (const Error&) {
    return false;  // a damaged sidecar vouches for nothing: the bytes are fetched anew
  } catch (const Json::exception&) {
    return false;
  }
}

void PartialFile::keep_existing(std::uint64_t bytes, const CancelCheck& cancelled) {
  std::vector<char> piece(kPieceBytes);
  while (size_ < bytes) {
    stop_if_cancelled(cancelled);
    const ssize_t got = ::pread(descriptor_, piece.data(), piece.size(), static_cast<off_t>(size_));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail("read what is there of it");
    digest_.add({piece.data(), static_cast<std::size_t>(got)});
    size_ += static_cast<std::uint64_t>(got);
  }
}

void PartialFile::restart(std::string_view etag) {
  // In this order: an old sidecar beside an empty file is harmless, a new one beside old bytes is not.
  if (::ftruncate(descriptor_, 0) != 0) fail("empty");
  size_ = 0;
  digest_ = Digest::of_kind(file_);
  etag_ = plain_etag(etag);
  write_json(sidecar_path(target_),
             {{"size", file_.size}, {"digest", expected_digest(file_)}, {"etag", etag_}});
}

void PartialFile::append(std::string_view bytes) {
  if (bytes.size() > file_.size - size_) {
    reject("expected " + std::to_string(file_.size) + " bytes, got more");
  }
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) fail("write");
    digest_.add(bytes.substr(0, static_cast<std::size_t>(put)));
    size_ += static_cast<std::uint64_t>(put);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

void PartialFile::finish() {
  if (!is_complete()) {
    throw Error(ErrorCode::Internal, target_.string() + ": finished at " + std::to_string(size_) + " of " +
                                         std::to_string(file_.size) + " bytes");
  }
  const std::string got = digest_.hex();
  if (got != expected_digest(file_)) {
    reject("expected the hash " + expected_digest(file_) + ", got " + got);
  }
  // Without this, a power cut may leave the new name on a file whose bytes never reached the disk.
  if (::fsync(descriptor_) != 0) fail("save");
  if (::rename(partial_path(target_).c_str(), target_.c_str()) != 0) fail("put it in place");
  std::error_code failure;
  std::filesystem::remove(sidecar_path(target_), failure);
  if (failure) {
    throw Error(ErrorCode::WriteFailed,
                sidecar_path(target_).string() + ": cannot remove: " + failure.message());
  }
}

void PartialFile::reject(const std::string& why) {
  std::error_code
      ignored;  // the damage is what to report; a leftover is dropped or found by the hash next time
  std::filesystem::remove(partial_path(target_), ignored);
  std::filesystem::remove(sidecar_path(target_), ignored);
  throw Error(ErrorCode::CorruptFile, file_.path + ": " + why + "; pull again");
}

}  // namespace reverie
