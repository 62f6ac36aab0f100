// server/thumbnails.h
//
// GET /thumbnails/BLOB.ENDING?expires=..&signature=..: the picture of /files/ with the same query, as a JPEG
// of at most 384 pixels a side. Made when somebody first asks; those asked for last are kept in memory. A
// blob never changes, so neither does its thumbnail.
//
// Used by   server/routes.cpp
// Threads   serve() may be called from any; two that want the same new one make it twice.
// Proven by tests/server/thumbnails_test.cpp
#pragma once

#include <list>
#include <map>
#include <mutex>
#include <optional>

#include "jobs/blob_store.h"
#include "server/http.h"
#include "server/router.h"
#include "server/signed_urls.h"

namespace reverie {

class Thumbnails {
 public:
  static constexpr int64_t kLongestPx = 384;
  static constexpr std::size_t kKeptBytes = std::size_t{32} << 20;

  // The references must outlive it.
  Thumbnails(BlobStore& blobs, const SignedUrls& urls, std::size_t kept_bytes = kKeptBytes)
      : blobs_(blobs), urls_(urls), most_bytes_(kept_bytes) {}

  // `values` holds "file". Throws Error(Forbidden) for an address that is forged or expired, Error(NotFound)
  // for a picture that is no longer kept.
  HttpResponse serve(const HttpRequest& request, const PathValues& values);

 private:
  struct Kept {
    std::string blob;
    std::string jpeg;
  };
  std::string thumbnail_of(const std::string& blob);
  std::optional<std::string> find(const std::string& blob);
  void keep(const std::string& blob, const std::string& jpeg);

  BlobStore& blobs_;
  const SignedUrls& urls_;
  const std::size_t most_bytes_;
  std::mutex mutex_;      // of all that follows
  std::list<Kept> kept_;  // the one asked for last first
  std::map<std::string, std::list<Kept>::iterator> by_blob_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace reverie
