// tests/fuzz/url_fuzz.cpp
//
// Any text is an address or is refused as InvalidRequest with its field. What is asked of libcurl is read
// again as itself, has no user name, and shows no query; a host that is an address is a public one or is
// refused.
//
// Built with -DREVERIE_FUZZ=ON (clang). Seeds: tests/fuzz/make_seeds.py.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "intake/address_guard.h"
#include "intake/outside_url.h"

namespace {

void check(std::string_view text) {
  const reverie::OutsideUrl url = reverie::read_outside_url(text, "image_url");
  const reverie::OutsideUrl again = reverie::read_outside_url(url.text, "image_url");
  if (again.text != url.text || again.host != url.host || again.port != url.port) std::abort();
  if (again.literal != url.literal || again.is_https != url.is_https) std::abort();
  if (url.shown().find('?') != std::string::npos || url.path.find('?') != std::string::npos) std::abort();
  const std::size_t authority = url.text.find("://") + 3;
  if (url.text.find('@') < url.text.find('/', authority)) std::abort();
  static const reverie::AddressGuard guard({});
  guard.check_port(url, "image_url");
  if (!url.literal) return;
  guard.check_addresses(url, {*url.literal}, "image_url");
  if (!url.literal->is_public()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    check(text);
  } catch (const reverie::Error& error) {
    if (error.code() != reverie::ErrorCode::InvalidRequest || error.field() != "image_url") std::abort();
  }
  try {
    reverie::AddressGuard({std::string(text)}, "allow");
  } catch (const reverie::Error& error) {
    if (error.code() != reverie::ErrorCode::InvalidRequest || error.field() != "allow") std::abort();
  }
  return 0;
}
