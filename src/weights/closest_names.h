// weights/closest_names.h
//
// "Did you mean": the names nearest to one that was asked for and is not there.
//
// Used by   safetensors, checkpoint_files and weights, for the message of a missing or left-over tensor.
// Source    Levenshtein's distance: insertions, deletions and replacements of one byte.
// Trap      Names come from strangers' files. Each is compared over its first 256 bytes only and is
//           quoted with its control characters escaped, so that a message cannot drive a terminal.
// Proven by tests/weights/closest_names_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reverie {

// Byte edits that turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b);

// At most `count` of `names`, nearest to `wanted` first; equal distances in alphabetical order.
std::vector<std::string> closest_names(std::string_view wanted, const std::vector<std::string>& names,
                                       std::size_t count = 3);

// `; closest: "a", "b"`, or nothing where `names` is empty: the end of a "missing" message.
std::string closest_names_hint(std::string_view wanted, const std::vector<std::string>& names);

// `name` in double quotes, control characters escaped, cut after 200 bytes.
std::string quoted_name(std::string_view name);

// A shape as messages write it: "[3072, 128]".
std::string shape_text(const std::vector<std::int64_t>& shape);

}  // namespace reverie
