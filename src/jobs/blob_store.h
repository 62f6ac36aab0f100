// jobs/blob_store.h
//
// Files by content: pictures that were made, references and uploads that came in. A blob's name is the
// SHA-256 of its bytes in hex, so the same bytes are kept once and a name can never show other bytes than
// those it was given for.
//
// Used by   jobs/worker, server/ (references, uploads, /files)
// Proven by tests/jobs/disk_blob_store_test.cpp
#pragma once

#include <bitset>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

class BlobStore {
 public:
  virtual ~BlobStore() = default;

  // Keeps `bytes` and returns their name. When it returns the content survives a crash.
  // Throws Error(WriteFailed): the disk is full, say. Then nothing is kept that a sweep would not find.
  virtual std::string put(std::string_view bytes) = 0;

  // Size in bytes; nothing if there is no such blob.
  virtual std::optional<int64_t> size(const std::string& name) = 0;

  // The bytes from `begin`, at most `count`. Throws Error(NotFound).
  virtual std::string read(const std::string& name, int64_t begin = 0, int64_t count = INT64_MAX) = 0;

  // Nothing happens if there is no such blob. Throws Error(WriteFailed).
  virtual void remove(const std::string& name) = 0;
};

// 64 lower-case hex digits. Every name from outside is checked with this before it comes near a path.
bool is_blob_name(std::string_view name);

// ROOT/ab/abcdef...; written in ROOT/new, renamed, then saved with its folder. Calls may come from any
// thread, but one process only may have the folder open: it tidies ROOT/new.
class DiskBlobStore final : public BlobStore {
 public:
  // Creates `root` and removes what an earlier crash left in ROOT/new. Throws Error(WriteFailed).
  explicit DiskBlobStore(std::filesystem::path root);

  std::string put(std::string_view bytes) override;
  std::optional<int64_t> size(const std::string& name) override;
  std::string read(const std::string& name, int64_t begin = 0, int64_t count = INT64_MAX) override;
  void remove(const std::string& name) override;

  // Every blob written, or put again, before `age` ago, for a sweep that looks for blobs nobody holds.
  std::vector<std::string> older_than(std::chrono::hours age) const;

 private:
  bool is_kept(const std::string& name, std::string_view bytes);
  std::filesystem::path path_of(const std::string& name) const;
  void prepare_folder_of(const std::string& name);

  const std::filesystem::path root_;
  std::mutex mutex_;
  std::bitset<256> is_ready_;  // by the first two digits: the folder is there, and safe from a power loss
};

}  // namespace reverie
