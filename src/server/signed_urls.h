// server/signed_urls.h
//
// Addresses of pictures that work without a key, for a while:
//
//   /files/BLOB.ENDING?expires=UNIX_SECONDS&signature=HEX
//
// The signature is HMAC-SHA256 over "BLOB.ENDING\nUNIX_SECONDS" with the server's own secret.
//
// Used by   server/image_service (makes), server/files and server/thumbnails (check)
// Proven by tests/server/admission_parts_test.cpp
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "jobs/job_time.h"

namespace reverie {

class SignedUrls {
 public:
  explicit SignedUrls(std::string secret) : secret_(std::move(secret)) {}

  // The secret of a data folder, made (32 random bytes, mode 0600) when it is not there yet.
  // Throws Error(WriteFailed), Error(CorruptFile) if it is too short.
  static SignedUrls of_folder(const std::filesystem::path& data);

  // "/files/abc....jpeg?expires=1790000000&signature=...". The same signature holds in each folder.
  std::string sign(const std::string& file, Time expires, const std::string& folder = "/files/") const;

  // Throws Error(Forbidden) if the signature is not ours or `at` is past `expires`.
  void check(const std::string& file, std::string_view expires, std::string_view signature, Time at) const;

 private:
  std::string signature_of(const std::string& file, std::string_view expires) const;
  std::string secret_;
};

}  // namespace reverie
