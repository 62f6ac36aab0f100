// tests/fuzz/image_fuzz.cpp
//
// Any bytes whatever either decode to a whole picture or are refused as InvalidRequest with their field;
// nothing else may happen, least of all a crash. Also the text of an XMP packet.
//
// Run by    a libFuzzer build (-DREVERIE_FUZZ=ON with clang: image_fuzz CORPUS_FOLDER), and by
//           tests/image/image_mutation_test.cpp, which feeds it damaged files in every ordinary test run.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "image/image_metadata.h"
#include "image/read_image.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const reverie::Image image = reverie::decode_image(bytes, {"fuzz", "image"});
    if (image.rgb.size() != static_cast<size_t>(image.size().pixels() * 3)) std::abort();
    reverie::check_source_size(image.size(), {"result", "result"});
  } catch (const reverie::Error& error) {
    if (error.code() != reverie::ErrorCode::InvalidRequest || error.field() != "image") std::abort();
  }
  const auto parameters = reverie::parameters_in_xmp(bytes);
  if (parameters && parameters->size() > size) std::abort();
  return 0;
}
