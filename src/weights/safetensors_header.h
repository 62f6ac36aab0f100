// weights/safetensors_header.h
//
// The header of a safetensors file, checked and written, without LibTorch: bytes in, table out. The
// format and the five rules are in weights/safetensors.h.
//
// Used by   weights/safetensors.cpp; tests/fuzz/safetensors_fuzz.cpp, which feeds it anything.
// Trap      Every number in the table may be trusted afterwards, so every one is checked here: lengths
//           against the file, products against overflow, offsets against their neighbours.
// Proven by tests/weights/safetensors_refusals_test.cpp, tests/weights/safetensors_mutations_test.cpp
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

// Element types, in the order in which the reference sorts them: by alignment, then as listed there.
enum class StoredType { Bool, U8, I8, F8E5M2, F8E4M3, I16, F16, BF16, I32, F32, F64, I64 };

// "BF16", "F8_E4M3", ...: the type's name in a header.
std::string_view stored_type_name(StoredType type);

std::uint64_t stored_type_bytes(StoredType type);

struct StoredTensor {
  std::string name;
  StoredType type;
  std::vector<std::int64_t> shape;
  std::uint64_t begin;  // from the first data byte
  std::uint64_t end;    // exclusive
};

struct SafetensorsHeader {
  std::uint64_t data_start;                     // 8 + N
  std::vector<StoredTensor> tensors;            // in the order of their data
  std::map<std::string, std::string> metadata;  // "__metadata__"
};

// Reads and checks the start of `file`, all bytes of a safetensors file; the data is not looked at.
// `origin` names the file in errors.
// Throws Error(CorruptFile): the rule, the tensor, what was expected and what is there.
SafetensorsHeader parse_safetensors_header(std::string_view file, std::string_view origin);

// The bytes before the data: the length, then the JSON padded with spaces to a multiple of 8. Entries in
// the given order, begin and end as given.
// Throws Error(InvalidRequest) where a name or metadata is not UTF-8, Error(CorruptFile) above 100 MB.
std::string format_safetensors_header(const std::vector<StoredTensor>& tensors,
                                      const std::map<std::string, std::string>& metadata);

// Bytes of a tensor of this type and shape.
// Throws Error(CorruptFile) on a negative dimension, more than 64 of them, or more than 2^63 - 1 bytes.
std::uint64_t stored_bytes(StoredType type, const std::vector<std::int64_t>& shape, std::string_view where);

}  // namespace reverie
