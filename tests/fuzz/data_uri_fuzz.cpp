// tests/fuzz/data_uri_fuzz.cpp
//
// Any text either holds a picture or is refused as InvalidRequest with its field; what was read and is
// written again is read as the same bytes.
//
// Built with -DREVERIE_FUZZ=ON (clang). Seeds: tests/fuzz/make_seeds.py.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "intake/base64.h"
#include "intake/data_uri.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const reverie::InlineImage image = reverie::read_inline_image(text, "image");
    if (image.bytes.empty() || image.bytes.size() > size) std::abort();
    if (reverie::decode_base64(reverie::encode_base64(image.bytes), size, "image") != image.bytes)
      std::abort();
    const std::string mime = image.mime.empty() ? "image/png" : image.mime;
    const reverie::InlineImage again =
        reverie::read_inline_image(reverie::make_data_uri(mime, image.bytes), "image");
    if (again.mime != mime || again.bytes != image.bytes) std::abort();
  } catch (const reverie::Error& error) {
    if (error.code() != reverie::ErrorCode::InvalidRequest || error.field() != "image") std::abort();
  }
  return 0;
}
