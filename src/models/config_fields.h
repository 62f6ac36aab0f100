// models/config_fields.h
//
// Reads the fields of a model's config.json and refuses what the code does not implement: a value we
// would ignore would draw a wrong picture without a word.
//
// Used by   every `from_json` in models/ and sampling/.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/json.h"

namespace reverie {

class ConfigFields {
 public:
  // `origin` is how errors name the file, e.g. "transformer/config.json".
  ConfigFields(const Json& config, std::string origin);

  // Each throws Error(CorruptFile) naming the field, what was expected and what came.
  int64_t positive(const char* name) const;  // 1 .. 2^31
  int64_t positive_or(const char* name, int64_t otherwise) const;
  std::vector<int64_t> positives(const char* name) const;  // 1 to 64 of them
  int64_t whole(const char* name) const;                   // 0 .. 2^31
  std::string text(const char* name) const;
  std::vector<std::string> texts(const char* name) const;  // any number of them; none if it is absent
  std::map<std::string, std::string> texts_by_name(const char* name) const;  // likewise, an object
  double number(const char* name) const;                                     // finite
  double number_or(const char* name, double otherwise) const;
  bool boolean(const char* name) const;
  bool boolean_or(const char* name, bool otherwise) const;
  bool present(const char* name) const;  // there, and not null

  // A field whose value we honour only when it is `expected`; absent or null is fine.
  void expect_if_present(const char* name, const Json& expected) const;

  [[noreturn]] void refuse(const char* name, const std::string& expected) const;

 private:
  const Json& config_;
  std::string origin_;
};

}  // namespace reverie
