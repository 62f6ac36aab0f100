// core/printable.h
//
// Text of strangers inside our own messages: it may be megabytes long, and its control characters would drive
// the terminal that shows them.
//
// Used by   core/json, weights/safetensors_header, hub
// Proven by tests/core/printable_test.cpp
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reverie {

// `text` as it may be shown: control characters become '?', long text is cut at `max_bytes`.
std::string printable(std::string_view text, std::size_t max_bytes = 200);

}  // namespace reverie
