// hub/partial_file.h
//
// A file on its way: `NAME.partial`, and `NAME.partial.json` which says what it is to become.
//
//   NAME.partial.json   {"size": 168120878, "digest": "<hex>", "etag": "\"abc\""}
//
// Bytes that are there are kept only if the sidecar names the same size and hash as the listing does
// now; otherwise they belong to another revision and are dropped. The hash is computed while bytes
// arrive, and NAME appears by rename once size and hash are right: NAME is never half a file.
//
// Used by   download.cpp.
// Traps     After a power cut the partial may hold zeros that were never written. The hash at the end
//           finds that; then both files are removed, so that the next pull starts clean.
// Proven by tests/hub/partial_file_test.cpp
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "hub/digest.h"
#include "hub/hub_options.h"
#include "hub/listing.h"

namespace reverie {

class PartialFile {
 public:
  // Opens or creates the partial of `target`, reading what can be kept of it.
  // Throws Error(WriteFailed), Error(Cancelled).
  PartialFile(std::filesystem::path target, const RepositoryFile& file, const CancelCheck& cancelled);
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  std::uint64_t size() const noexcept { return size_; }
  bool is_complete() const noexcept { return size_ == file_.size; }
  const std::string& etag() const noexcept { return etag_; }  // of the answer the bytes came from, or empty

  // Drops what is there; what is appended next belongs to `etag`. Throws Error(WriteFailed).
  void restart(std::string_view etag);

  // Throws Error(WriteFailed) (what was written stays, to be resumed), or Error(CorruptFile) beyond the
  // expected size (then nothing stays).
  void append(std::string_view bytes);

  // Checks the hash and renames. Throws Error(CorruptFile) (then nothing stays) or Error(WriteFailed).
  void finish();

  // Throws Error(CorruptFile) with `why`; nothing stays.
  [[noreturn]] void reject(const std::string& why);

  // Where the bytes of `target` wait.
  static std::filesystem::path partial_path(const std::filesystem::path& target);
  static std::filesystem::path sidecar_path(const std::filesystem::path& target);

 private:
  bool sidecar_matches();
  void keep_existing(std::uint64_t bytes, const CancelCheck& cancelled);
  [[noreturn]] void fail(const char* step) const;

  const std::filesystem::path target_;
  const RepositoryFile file_;
  Digest digest_;
  std::string etag_;
  std::uint64_t size_ = 0;
  int descriptor_ = -1;
};

}  // namespace reverie
