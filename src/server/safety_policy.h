// server/safety_policy.h
//
// Which prompts are refused. A policy is a JSON file that an operator may replace:
//
//   {"rules": [{"name": "minors", "all": [["child", "kid"], ["nude", "naked"]]},
//              {"name": "word",   "any": ["..."]},
//              {"name": "regex",  "pattern": "..."}]}
//
//   any       one of these words or phrases
//   all       one word or phrase out of each list
//   pattern   an ECMAScript regular expression, matched against the prompt as it is written
//
// Words are compared as whole words, without regard to case, after look-alike signs and letters were folded
// ("n4ked", "n a k e d").
//
// Used by   server/image_service (prompt), jobs/worker (the rewritten prompt)
// Proven by tests/server/admission_parts_test.cpp
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.h"

namespace reverie {

class SafetyPolicy {
 public:
  // The rules that are built in: sexual content with minors, sexual content, gore, instructions for weapons.
  static SafetyPolicy built_in();
  // Throws Error(NotFound, "safety_policy"), Error(InvalidRequest, "safety_policy") naming the rule at fault.
  static SafetyPolicy from_file(const std::filesystem::path& path);
  explicit SafetyPolicy(const Json& policy);

  // The name of the first rule that refuses `prompt`; nothing if none does.
  std::optional<std::string> refusing_rule(std::string_view prompt) const;

 private:
  struct Rules;
  std::shared_ptr<const Rules> rules_;
};

}  // namespace reverie
