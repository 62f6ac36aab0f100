#include "weights/safetensors_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <limits>
#include <set>
#include <utility>

#include "core/error.h"
#include "core/json.h"
#include "core/printable.h"
#include "weights/closest_names.h"

namespace reverie {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors data is mapped, not swapped");

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;  // the reference's own bound
constexpr std::uint64_t kLengthBytes = 8;
constexpr std::size_t kMaxDimensions = 64;  // LibTorch's loops refuse more
constexpr std::size_t kMaxTensors = 250'000;
constexpr std::size_t kMaxMetadata = 100'000;
constexpr std::size_t kMaxStringBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxExplanationBytes = 300;
constexpr std::uint64_t kMaxNumber = std::numeric_limits<std::int64_t>::max();
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

StoredType read_type(std::string_view name, std::string_view where) {
  for (const TypeRow& row : kTypes) {
    if (name == row.name) return row.type;
  }
  refuse(where, "dtype is " + quoted_name(name) + ", which is not one we know");
}

[[noreturn]] void refuse_dimensions(std::string_view where, std::size_t count) {
  refuse(where, "has " + std::to_string(count) + " dimensions, expected at most 64");
}

// The JSON parser holds a string several times over while it reads it or explains what is wrong with it. So
// no two quotes may lie farther apart than a string may be long.
void check_string_lengths(std::string_view text, std::string_view origin) {
  std::size_t last_quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') last_quote = i;
    if (text[i] == '\\') ++i;  // an escaped quote ends no string
    if (i - last_quote > kMaxStringBytes) {
      refuse(origin,
             "the header has more than " + std::to_string(kMaxStringBytes) + " bytes without a quote");
    }
  }
}

// Rules 2, 3 and 4, at each event of the parser, so that nothing is kept of a header but its table: as a
// tree, 100 MB of JSON took up to 3.5 GB. No header nests deeper than its shapes, so what opens a list or
// an object anywhere else is refused at once.
class HeaderReader final : public nlohmann::json_sax<Json> {
 public:
  HeaderReader(std::string_view origin, SafetensorsHeader& header) : origin_(origin), header_(header) {}

  bool null() override { return misplaced(nullptr); }
  bool boolean(bool value) override { return misplaced(value); }
  bool number_integer(number_integer_t value) override { return misplaced(value); }  // -1, and -0
  bool number_float(number_float_t value, const string_t&) override { return misplaced(value); }
  bool binary(binary_t&) override { return misplaced(nullptr); }

  bool number_unsigned(number_unsigned_t value) override {
    if ((place_ != Place::Shape && place_ != Place::Offsets) || value > kMaxNumber) return misplaced(value);
    if (place_ == Place::Shape && count_ < kMaxDimensions) {
      tensor_.shape.push_back(static_cast<std::int64_t>(value));
    }
    if (place_ == Place::Offsets && count_ == 0) tensor_.begin = value;
    if (place_ == Place::Offsets && count_ == 1) tensor_.end = value;
    ++count_;
    return true;
  }

  bool string(string_t& value) override {
    if (place_ == Place::Metadata) {
      header_.metadata.emplace(field_, std::move(value));
    } else if (place_ == Place::Entry && field_ == "dtype") {
      tensor_.type = read_type(value, where());
    } else {
      return misplaced(Json::value_t::string);
    }
    return true;
  }

  bool start_object(std::size_t) override {
    if (place_ == Place::Start) {
      place_ = Place::Root;
    } else if (place_ == Place::Root && name_ == kMetadata) {
      place_ = Place::Metadata;
    } else if (place_ == Place::Root) {
      if (header_.tensors.size() == kMaxTensors) {
        refuse(origin_, "has more than " + std::to_string(kMaxTensors) + " tensors");
      }
      place_ = Place::Entry;
      tensor_ = {name_, StoredType::Bool, {}, 0, 0};
      seen_.clear();
    } else {
      return misplaced(Json::value_t::object);
    }
    return true;
  }

  bool key(string_t& name) override {
    if (place_ == Place::Root) {
      name_ = std::move(name);
      if (name_ == kMetadata && std::exchange(has_metadata_, true)) refuse_repeated(name_);
      return true;
    }
    field_ = std::move(name);
    if (place_ == Place::Metadata) {
      if (header_.metadata.contains(field_)) refuse_repeated(field_);
      if (header_.metadata.size() == kMaxMetadata) {
        refuse(where(), "has more than " + std::to_string(kMaxMetadata) + " entries");
      }
      return true;
    }
    if (std::find(kFields.begin(), kFields.end(), field_) == kFields.end()) {
      refuse(where(), "has more than dtype, shape and data_offsets");
    }
    if (!seen_.insert(field_).second) refuse_repeated(field_);
    return true;
  }

  bool end_object() override {
    if (place_ == Place::Entry) finish_entry();
    place_ = Place::Root;
    return true;
  }

  bool start_array(std::size_t) override {
    if (place_ != Place::Entry || field_ == "dtype") return misplaced(Json::value_t::array);
    place_ = field_ == "shape" ? Place::Shape : Place::Offsets;
    count_ = 0;
    return true;
  }

  bool end_array() override {
    if (place_ == Place::Shape && count_ > kMaxDimensions) refuse_dimensions(where(), count_);
    if (place_ == Place::Offsets && count_ != 2) {
      refuse(where(), "data_offsets has " + std::to_string(count_) + " numbers, expected 2");
    }
    place_ = Place::Entry;
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override {
    refuse(origin_, "expected JSON: " + printable(e.what(), kMaxExplanationBytes));
  }

 private:
  enum class Place { Start, Root, Metadata, Entry, Shape, Offsets };
  static constexpr std::array<std::string_view, 3> kFields = {"dtype", "shape", "data_offsets"};

  std::string where() const { return std::string(origin_) + ": " + quoted_name(name_); }

  [[noreturn]] void refuse_repeated(std::string_view key) const {
    refuse(origin_, "the key " + quoted_name(key) + " appears twice");
  }

  // `got` stands where something else is expected.
  [[noreturn]] bool misplaced(const Json& got) const {
    const std::string type = got.type_name();
    switch (place_) {
      case Place::Start:
      case Place::Root: refuse(where(), "is " + type + ", expected object");
      case Place::Metadata: refuse(where(), quoted_name(field_) + " is " + type + ", expected string");
      case Place::Entry:
        refuse(where(), quoted_name(field_) + " is " + type + ", expected " +
                            (field_ == "dtype" ? "string" : "array"));
      case Place::Shape:
      case Place::Offsets: break;
    }
    refuse(where(), field_ + " holds " + (got.is_number() ? got.dump() : type) +
                        ", expected a whole number from 0 to 2^63 - 1");
  }

  void finish_entry() {
    for (const std::string_view field : kFields) {
      if (!seen_.contains(field)) refuse(where(), "has no " + quoted_name(field));
    }
    const std::uint64_t expected = stored_bytes(tensor_.type, tensor_.shape, where());
    if (tensor_.end < tensor_.begin || tensor_.end - tensor_.begin != expected) {
      refuse(where(), "data_offsets are [" + std::to_string(tensor_.begin) + ", " +
                          std::to_string(tensor_.end) + "], expected " + std::to_string(expected) +
                          " bytes for " + std::string(stored_type_name(tensor_.type)) + " " +
                          shape_text(tensor_.shape));
    }
    header_.tensors.push_back(std::move(tensor_));
  }

  const std::string_view origin_;
  SafetensorsHeader& header_;
  Place place_ = Place::Start;
  std::string name_;   // the key in the header that is being read
  std::string field_;  // the key in its entry, or in the metadata
  bool has_metadata_ = false;
  StoredTensor tensor_;
  std::set<std::string, std::less<>> seen_;  // of kFields, in this entry
  std::size_t count_ = 0;                    // numbers of this list so far
};

// The rest of rule 2.
void check_no_name_twice(const std::vector<StoredTensor>& tensors, std::string_view origin) {
  std::vector<std::string_view> names;
  names.reserve(tensors.size());
  for (const StoredTensor& tensor : tensors) names.push_back(tensor.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) refuse(origin, "the key " + quoted_name(*twice) + " appears twice");
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
  if (shape.size() > kMaxDimensions) refuse_dimensions(where, shape.size());
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
  const std::string_view text = file.substr(kLengthBytes, length);
  if (text.front() != '{') refuse(origin, "the header does not begin with \"{\"");
  check_string_lengths(text, origin);

  SafetensorsHeader parsed{kLengthBytes + length, {}, {}};
  HeaderReader reader(origin, parsed);
  Json::sax_parse(text.begin(), text.end(), &reader);
  check_no_name_twice(parsed.tensors, origin);
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
