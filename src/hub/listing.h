// hub/listing.h
//
// What a repository contains, as the hub tells it. Only parsing and checking; hub.h does the asking.
//
// THE ANSWERS (Hugging Face Hub API, as its client huggingface_hub 2.4.0 reads them; no live answer was
// compared)
//
//   GET /api/models/OWNER/NAME/revision/REVISION
//       {"sha": "<40 hex digits>", ...}                    the commit; other keys are not used
//
//   GET /api/models/OWNER/NAME/tree/COMMIT?recursive=true
//       [{"type": "file", "path": "vae/config.json", "size": 731, "oid": "<git blob, 40 hex>"},
//        {"type": "file", "path": "vae/x.safetensors", "size": 168120878, "oid": "<40 hex>",
//         "lfs": {"oid": "<SHA-256 of the content, 64 hex>", "size": 168120878, "pointerSize": 134}},
//        {"type": "directory", "path": "vae", ...}]
//       More pages: header  Link: <URL>; rel="next"
//
//   With "lfs", the file's `oid` is that of the pointer, not of the content: only lfs.oid proves it.
//
// RULES     Every byte is a stranger's. A path becomes a place on our disk, so rules 1-4 hold for each
//           one before it leaves this file; one bad path refuses the whole listing.
//           1. relative; no empty, "." or ".." segment, no backslash, no control character
//           2. at most 16 segments, 255 bytes a segment, 1,000 bytes in all
//           3. no path twice
//           4. at most 10,000 entries; at most 4 TiB a file
// Used by   hub.cpp, choose_files.cpp; fuzzing enters at parse_tree_page().
// Proven by tests/hub/listing_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

struct RepositoryFile {
  std::string path;        // relative, '/' between segments, rules 1-3
  std::uint64_t size = 0;  // bytes of the content
  std::string git_oid;     // 40 lower-case hex digits
  std::string lfs_sha256;  // 64 lower-case hex digits; empty for a file that is not in LFS
};

struct RepositoryListing {
  std::string id;      // "owner/name"
  std::string commit;  // 40 or 64 lower-case hex digits
  std::vector<RepositoryFile> files;
};

inline constexpr std::size_t kMaxListingEntries = 10'000;
inline constexpr std::uint64_t kMaxRepositoryFileBytes = std::uint64_t{4} << 40;

// Throws Error(InvalidRequest, "OWNER/NAME") unless `id` is "owner/name" of [A-Za-z0-9._-], each part
// at most 96 characters and not starting with '.' or '-'.
void check_repository_id(std::string_view id);

// Rules 1 and 2. Throws Error(CorruptFile).
void check_repository_path(std::string_view path);

// The commit in the answer about a revision. Throws Error(CorruptFile).
std::string parse_commit(std::string_view json, std::string_view origin);

// Appends the files of one page to `listing`; `entries_seen` counts directories too, across pages.
// Throws Error(CorruptFile), naming the rule.
void parse_tree_page(std::string_view json, std::string_view origin, RepositoryListing& listing,
                     std::size_t& entries_seen);

// Rule 3. Throws Error(CorruptFile).
void check_no_path_twice(const RepositoryListing& listing);

// The address with rel="next" in a Link header, or empty.
std::string next_page_url(std::string_view link_header);

}  // namespace reverie
