// server/dialects/fields.h
//
// One table says which fields a dialect takes, of which type, within which bounds, and where each goes. The
// same table checks requests, and is printed as JSON Schema for /openapi.json and docs/dialects/.
//
// Used by   every file in server/dialects/, server/openapi.cpp
// Proven by tests/server/dialects/fields_test.cpp
#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/error.h"
#include "server/draft.h"

namespace reverie {

enum class Use {
  Required,
  Optional,
  Ignored,  // taken without effect; `note` says why
  Refused,  // an error if it is there; `note` says why
};

enum class Kind { Text, Integer, Number, Boolean, TextList, TextOrTextList, Object, TextOrObject, Any };

enum class Problem { Missing, WrongType, OutOfRange, NotAChoice, Unknown, Refused, Malformed };

// A field at fault. `field()` is its full name as the client spelled it: "input.size".
class FieldError final : public Error {
 public:
  FieldError(Problem problem, std::string message, std::string field)
      : Error(ErrorCode::InvalidRequest, std::move(message), std::move(field)), problem_(problem) {}
  Problem problem() const noexcept { return problem_; }

 private:
  Problem problem_;
};

// Bounds of a value. Integer and Number: the value; Text: its length in characters; TextList: its length.
struct Bounds {
  double least = -1e300;
  double most = 1e300;
};

// The words a Text may be. Kept inside the table, which lives in constant memory.
class Choices {
 public:
  constexpr Choices(std::initializer_list<std::string_view> words = {}) : size_(words.size()) {
    std::size_t i = 0;
    for (const std::string_view word : words) words_[i++] = word;
  }
  constexpr const std::string_view* begin() const { return words_.data(); }
  constexpr const std::string_view* end() const { return words_.data() + size_; }
  constexpr std::size_t size() const { return size_; }

 private:
  std::array<std::string_view, 12> words_{};
  std::size_t size_;
};

struct FieldTable;

struct Field {
  std::string_view name;
  Use use = Use::Optional;
  Kind kind = Kind::Text;
  std::string_view note;  // one line for people: what it means, or why it is ignored or refused
  // Where it goes; called with a value that passed all the checks here. Null for Ignored and Refused, and for
  // an Object whose own fields do the work.
  void (*read)(const Json& value, Draft& draft) = nullptr;
  Choices choices = {};  // of a Text; empty: any
  Bounds bounds = {};
  const FieldTable* inner = nullptr;  // of an Object
};

enum class UnknownFields { Ignored, Refused };
enum class NullValues { Absent, WrongType };

struct FieldTable {
  std::span<const Field> fields;
  UnknownFields unknown = UnknownFields::Ignored;
  NullValues null_values = NullValues::WrongType;
};

// Parses a body: one JSON object. Throws Error(InvalidRequest) with an empty field if it is not.
Json parse_body(std::string_view body);

// Checks `object` against `table` and fills `draft`, in the order of the table.
//   path   put before names in errors: "input." for fields inside "input"
// Throws FieldError at the first field at fault.
void read_fields(const FieldTable& table, const Json& object, Draft& draft, const std::string& path = "");

// All faults instead of the first, for dialects that list them. Nothing is filled.
std::vector<FieldError> find_faults(const FieldTable& table, const Json& object,
                                    const std::string& path = "");

// The table as a JSON Schema (draft 2020-12) object.
Json schema_of(const FieldTable& table);

// The table in Markdown, for docs/dialects/: name, use, type, bounds, note.
std::string markdown_of(const FieldTable& table);

}  // namespace reverie
