// hub/download.h
//
// One file from the hub to the disk: resumed, tried again, and proven before it gets its name.
//
// Used by   pull.cpp.
// Steps     1. what is already in NAME.partial is kept (partial_file.h)
//           2. GET with Range from there. 206 continues, if it is the range and the ETag we wanted;
//              200 means that the server ignores ranges: from the start again
//           3. a broken connection or 5xx: wait, go to 2 (retries.h)
//           4. size and hash right: fsync, rename to NAME
// Traps     Each try asks the hub, not the host it redirected to: signed addresses expire.
// Proven by tests/hub/download_test.cpp, tests/hub/pull_faults_test.cpp
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "hub/http.h"
#include "hub/listing.h"

namespace reverie {

// How many bytes of the file are on the disk now; falls when a download starts over.
using FileProgress = std::function<void(std::uint64_t bytes)>;

// Fetches `url` into `target`, whose folder exists. Returns the bytes that came over the network.
// Throws Error: Unauthenticated, NotFound, Busy, Unreachable, Cancelled and WriteFailed keep the partial
// for a later call; CorruptFile (wrong size or hash) removes it.
std::uint64_t download_file(HttpClient& http, const std::string& url, const RepositoryFile& file,
                            const std::filesystem::path& target, const FileProgress& progress);

// "bytes 100-199/200" -> first 100, total 200. Anything else: first is UINT64_MAX, which fits no request.
struct ContentRange {
  std::uint64_t first = UINT64_MAX;
  std::uint64_t total = UINT64_MAX;  // UINT64_MAX for '*'
};
ContentRange parse_content_range(const std::string& header);

}  // namespace reverie
