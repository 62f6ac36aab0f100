#include "server/signed_urls.h"

#include <charconv>

#include "core/error.h"
#include "intake/secrets.h"
#include "server/secret_file.h"

namespace reverie {
namespace {

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorCode::Forbidden, why, "signature");
}

}  // namespace

SignedUrls SignedUrls::of_folder(const std::filesystem::path& data) {
  constexpr std::size_t kSecretBytes = 32;
  return SignedUrls(
      secret_of_file(data / "url_secret", [] { return lower_hex(random_bytes(kSecretBytes)); }));
}

std::string SignedUrls::signature_of(const std::string& file, std::string_view expires) const {
  return lower_hex(hmac_sha256(secret_, file + "\n" + std::string(expires)));
}

std::string SignedUrls::sign(const std::string& file, Time expires, const std::string& folder) const {
  const std::string seconds = std::to_string(unix_seconds(expires));
  return folder + file + "?expires=" + seconds + "&signature=" + signature_of(file, seconds);
}

void SignedUrls::check(const std::string& file, std::string_view expires, std::string_view signature,
                       Time at) const {
  if (!constant_time_equal(signature_of(file, expires), signature)) {
    refuse("the address's signature is not one of ours");
  }
  int64_t seconds = 0;
  const auto [end, problem] = std::from_chars(expires.data(), expires.data() + expires.size(), seconds);
  if (problem != std::errc() || end != expires.data() + expires.size())
    refuse("the address has no valid time");
  if (unix_seconds(at) > seconds) refuse("the address has expired");
}

}  // namespace reverie
