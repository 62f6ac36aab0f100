// hub/digest.h
//
// The two hashes by which a hub names content.
//
//   LFS file     SHA-256 of the content
//   other file   git's blob name: SHA-1 of  "blob " + size in decimal + "\0" + content
//
// Used by   partial_file.cpp (while bytes arrive), pull.cpp (files that are already here).
// Traps     SHA-1 guards small text files against damage, not against an attacker who can make
//           collisions; the weights, which are large, are in LFS and have SHA-256.
// Proven by tests/hub/digest_test.cpp
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "hub/hub_options.h"
#include "hub/listing.h"

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace reverie {

class Digest {
 public:
  static Digest sha256();
  static Digest git_blob(std::uint64_t size);
  // The hash that the listing gives for `file`.
  static Digest of_kind(const RepositoryFile& file);

  void add(std::string_view bytes);
  // Lower-case hex digits. Call once, at the end.
  std::string hex();

 private:
  struct Deleter {
    void operator()(evp_md_ctx_st* context) const;
  };
  explicit Digest(const char* name);
  std::unique_ptr<evp_md_ctx_st, Deleter> context_;
};

// What hex() must be for `file`.
const std::string& expected_digest(const RepositoryFile& file);

// Whether `path` is a regular file with the size and the hash of `file`.
// Throws Error(Cancelled).
bool has_content(const std::filesystem::path& path, const RepositoryFile& file, const CancelCheck& cancelled);

}  // namespace reverie
