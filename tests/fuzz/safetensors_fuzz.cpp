// Feeds anything to the safetensors header parser. What it accepts must be true: every tensor lies inside
// the data, has the size of its shape, and survives being written and read again.
//
// Build and run:  cmake -B build/fuzz -G Ninja -DREVERIE_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++
//                 cmake --build build/fuzz --target safetensors_fuzz
//                 build/fuzz/tests/fuzz/safetensors_fuzz -max_total_time=60
// A find becomes a named case in tests/weights/safetensors_refusals_test.cpp.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "weights/safetensors_header.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const reverie::SafetensorsHeader& header, std::size_t file_bytes) {
  std::uint64_t covered = 0;
  for (const reverie::StoredTensor& tensor : header.tensors) {
    require(tensor.begin == covered && tensor.end >= tensor.begin);
    require(tensor.end - tensor.begin == reverie::stored_bytes(tensor.type, tensor.shape, "fuzz"));
    covered = tensor.end;
  }
  require(header.data_start + covered == file_bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  try {
    const reverie::SafetensorsHeader header = reverie::parse_safetensors_header(file, "fuzz");
    check(header, size);
    std::string again = reverie::format_safetensors_header(header.tensors, header.metadata);
    again.append(file.substr(header.data_start));
    const reverie::SafetensorsHeader second = reverie::parse_safetensors_header(again, "fuzz");
    require(second.tensors.size() == header.tensors.size() && second.metadata == header.metadata);
  } catch (const reverie::Error& e) {
    require(e.code() == reverie::ErrorCode::CorruptFile);
  }
  return 0;
}
