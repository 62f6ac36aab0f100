// core/json.h
//
// JSON from files and requests, always with an error that says whose it was.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace reverie {

using Json = nlohmann::json;

// Parses UTF-8 `text`. `origin` names the source in the error ("config.json of /models/x").
// Nesting deeper than 64 levels, repeated keys and more than 5,000,000 values are refused, in a time that
// grows with the text and no faster.
// Throws Error(CorruptFile).
Json parse_json(std::string_view text, std::string_view origin);

// Reads and parses a file of at most 64 MiB.
// Throws Error(NotFound) if there is none, Error(CorruptFile) if it is too large or not JSON.
Json read_json(const std::filesystem::path& path);

// Writes `value`, indented, through a temporary file beside it, so that no half file is ever seen.
// Throws Error(WriteFailed).
void write_json(const std::filesystem::path& path, const Json& value);

}  // namespace reverie
