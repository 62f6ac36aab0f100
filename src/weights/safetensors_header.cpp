#include "weights/safetensors_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "core/error.h"
#include "core/json.h"
#include "weights/closest_names.h"

namespace reverie {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors data is mapped, not swapped");

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;  // the reference's own bound
constexpr std::uint64_t kLengthBytes = 8;
constexpr std::size_t kMaxDimensions = 64;  // LibTorch's loops refuse more
constexpr std::string_view kMetadata = "__metadata__";

struct TypeRow {
  StoredType type;
  std::string_view name;
  std::uint64_t bytes;
};

constexpr std::array<TypeRow, 12> kTypes = {{
    {StoredType::Bool, "BOOL", 1},
    {StoredType::U8, "U8", 1},
    {StoredType::I8, "I8", 1},
    {StoredType::F8E5M2, "F8_E5M2", 1},
    {StoredType::F8E4M3, "F8_E4M3", 1},
    {StoredType::I16, "I16", 2},
    {StoredType::F16, "F16", 2},
    {StoredType::BF16, "BF16", 2},
    {StoredType::I32, "I32", 4},
    {StoredType::F32, "F32", 4},
    {StoredType::F64, "F64", 8},
    {StoredType::I64, "I64", 8},
}};

constexpr bool rows_are_in_enum_order() {
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    if (static_cast<std::size_t>(kTypes[i].type) != i) return false;
  }
  return true;
}
static_assert(rows_are_in_enum_order(), "kTypes is indexed by StoredType");

const TypeRow& row_of(StoredType type) {
  return kTypes[static_cast<std::size_t>(type)];
}

[[noreturn]] void refuse(std::string_view where, const std::string& why) {
  throw Error(ErrorCode::CorruptFile, std::string(where) + ": " + why);
}

// Rule 1. Returns N.
std::uint64_t read_length(std::string_view file, std::string_view origin) {
  if (file.size() < kLengthBytes) {
    refuse(origin,
           "is " + std::to_string(file.size()) + " bytes, too short for the 8 bytes of a header length");
  }
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), kLengthBytes);
  if (length < 2 || length > kMaxHeaderBytes) {
    refuse(origin, "the header's length is " + std::to_string(length) + ", expected 2 to " +
                       std::to_string(kMaxHeaderBytes));
  }
  if (length > file.size() - kLengthBytes) {
    refuse(origin, "the header's length is " + std::to_string(length) + ", but only " +
                       std::to_string(file.size() - kLengthBytes) + " bytes follow (truncated?)");
  }
  return length;
}

// Rule 2. Repeated keys and deep nesting are refused by parse_json.
Json read_object(std::string_view text, std::string_view origin) {
  if (text.front() != '{') refuse(origin, "the header does not begin with \"{\"");
  try {
    return parse_json(text, origin);
  } catch (const Json::exception& e) {  // a number beyond double, such as 1e999
    refuse(origin, std::string("the header is not JSON: ") + e.what());
  }
}

// A whole number in 0 .. 2^63 - 1; 1.0, -1, true and "1" are not.
std::uint64_t read_whole_number(const Json& value, std::string_view where, std::string_view what) {
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > kMax) {
    refuse(where, std::string(what) + " holds " + (value.is_number() ? value.dump() : value.type_name()) +
                      ", expected a whole number from 0 to 2^63 - 1");
  }
  return value.get<std::uint64_t>();
}

// `value` is a string.
StoredType read_type(const Json& value, std::string_view where) {
  const auto& name = value.get_ref<const std::string&>();
  for (const TypeRow& row : kTypes) {
    if (name == row.name) return row.type;
  }
  refuse(where, "dtype is " + quoted_name(name) + ", which is not one we know");
}

const Json& field_of(const Json& entry, const char* key, Json::value_t type, std::string_view where) {
  const auto found = entry.find(key);
  if (found == entry.end()) refuse(where, "has no \"" + std::string(key) + "\"");
  if (found->type() != type) {
    refuse(where, "\"" + std::string(key) + "\" is " + std::string(found->type_name()) + ", expected " +
                      Json(type).type_name());
  }
  return *found;
}

// Rules 3 and 4 for one entry.
StoredTensor read_entry(const std::string& name, const Json& entry, std::string_view origin) {
  const std::string where = std::string(origin) + ": " + quoted_name(name);
  if (!entry.is_object()) refuse(where, std::string("is ") + entry.type_name() + ", expected object");
  StoredTensor tensor{
      name, read_type(field_of(entry, "dtype", Json::value_t::string, where), where), {}, 0, 0};
  for (const Json& dimension : field_of(entry, "shape", Json::value_t::array, where)) {
    tensor.shape.push_back(static_cast<std::int64_t>(read_whole_number(dimension, where, "shape")));
  }
  const Json& offsets = field_of(entry, "data_offsets", Json::value_t::array, where);
  if (offsets.size() != 2)
    refuse(where, "data_offsets has " + std::to_string(offsets.size()) + " numbers, expected 2");
  tensor.begin = read_whole_number(offsets[0], where, "data_offsets");
  tensor.end = read_whole_number(offsets[1], where, "data_offsets");
  if (entry.size() != 3) refuse(where, "has more than dtype, shape and data_offsets");

  const std::uint64_t expected = stored_bytes(tensor.type, tensor.shape, where);
  if (tensor.end < tensor.begin || tensor.end - tensor.begin != expected) {
    refuse(where, "data_offsets are [" + std::to_string(tensor.begin) + ", " + std::to_string(tensor.end) +
                      "], expected " + std::to_string(expected) + " bytes for " +
                      std::string(stored_type_name(tensor.type)) + " " + shape_text(tensor.shape));
  }
  return tensor;
}

std::map<std::string, std::string> read_metadata(const Json& entry, std::string_view origin) {
  const std::string where = std::string(origin) + ": \"__metadata__\"";
  if (!entry.is_object()) refuse(where, std::string("is ") + entry.type_name() + ", expected object");
  std::map<std::string, std::string> metadata;
  for (const auto& [key, value] : entry.items()) {
    if (!value.is_string()) {
      refuse(where, quoted_name(key) + " is " + value.type_name() + ", expected string");
    }
    metadata.emplace(key, value.get<std::string>());
  }
  return metadata;
}

// Rule 5, on tensors sorted by begin.
void check_cover(const std::vector<StoredTensor>& tensors, std::uint64_t data_bytes,
                 std::string_view origin) {
  std::uint64_t covered = 0;
  for (const StoredTensor& tensor : tensors) {
    if (tensor.begin != covered) {
      refuse(origin, quoted_name(tensor.name) + " begins at data byte " + std::to_string(tensor.begin) +
                         ", expected " + std::to_string(covered) +
                         (tensor.begin < covered ? " (tensors overlap)" : " (a hole between tensors)"));
    }
    covered = tensor.end;
  }
  if (covered != data_bytes) {
    refuse(origin, "the tensors end at data byte " + std::to_string(covered) + ", but the file has " +
                       std::to_string(data_bytes) + (covered > data_bytes ? " (truncated?)" : " (a tail)"));
  }
}

}  // namespace

std::string_view stored_type_name(StoredType type) {
  return row_of(type).name;
}

std::uint64_t stored_type_bytes(StoredType type) {
  return row_of(type).bytes;
}

std::uint64_t stored_bytes(StoredType type, const std::vector<std::int64_t>& shape, std::string_view where) {
  if (shape.size() > kMaxDimensions) {
    refuse(where, "has " + std::to_string(shape.size()) + " dimensions, expected at most 64");
  }
  // A dimension of 0 counts as 1 here: LibTorch computes strides the same way, and they must not overflow.
  auto strides = static_cast<std::int64_t>(stored_type_bytes(type));
  bool is_empty = false;
  for (const std::int64_t dimension : shape) {
    is_empty = is_empty || dimension == 0;
    if (dimension < 0 || __builtin_mul_overflow(strides, std::max<std::int64_t>(dimension, 1), &strides)) {
      refuse(where, "shape " + shape_text(shape) + " is negative or too large for 64 bits");
    }
  }
  return is_empty ? 0 : static_cast<std::uint64_t>(strides);
}

SafetensorsHeader parse_safetensors_header(std::string_view file, std::string_view origin) {
  const std::uint64_t length = read_length(file, origin);
  const Json header = read_object(file.substr(kLengthBytes, length), origin);

  SafetensorsHeader parsed{kLengthBytes + length, {}, {}};
  for (const auto& [name, entry] : header.items()) {
    if (name == kMetadata) {
      parsed.metadata = read_metadata(entry, origin);
    } else {
      parsed.tensors.push_back(read_entry(name, entry, origin));
    }
  }
  std::sort(parsed.tensors.begin(), parsed.tensors.end(), [](const StoredTensor& a, const StoredTensor& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end != b.end ? a.end < b.end : a.name < b.name;  // empty tensors share their begin
  });
  check_cover(parsed.tensors, file.size() - parsed.data_start, origin);
  return parsed;
}

std::string format_safetensors_header(const std::vector<StoredTensor>& tensors,
                                      const std::map<std::string, std::string>& metadata) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header[std::string(kMetadata)] = metadata;
  for (const StoredTensor& tensor : tensors) {
    nlohmann::ordered_json entry;
    entry["dtype"] = stored_type_name(tensor.type);
    entry["shape"] = tensor.shape;
    entry["data_offsets"] = {tensor.begin, tensor.end};
    header[tensor.name] = std::move(entry);
  }
  std::string text;
  try {
    text = header.dump();
  } catch (const Json::exception& e) {
    throw Error(ErrorCode::InvalidRequest,
                std::string("a tensor's name or the metadata is not UTF-8: ") + e.what());
  }
  text.append((8 - text.size() % 8) % 8, ' ');
  if (text.size() > kMaxHeaderBytes) refuse("safetensors", "the header would be longer than 100 MB");
  const std::uint64_t length = text.size();
  std::string bytes(kLengthBytes, '\0');
  std::memcpy(bytes.data(), &length, kLengthBytes);
  return bytes + text;
}

}  // namespace reverie
