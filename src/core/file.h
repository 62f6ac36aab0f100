// core/file.h
//
// Whole small files in and out, and the folders they lie in. Writing goes through a temporary neighbour and a
// rename, so a reader (or a crash) never meets half a file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace reverie {

// Throws Error(NotFound) if `path` is not a readable file, Error(CorruptFile) above `max_bytes`.
std::string read_text(const std::filesystem::path& path, std::size_t max_bytes);

// Replaces or creates `path`. Throws Error(WriteFailed); then nothing is left behind.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

// Creates `folder` and the folders that lead to it, unless it is there.
// Throws Error(WriteFailed) naming `field`, the option or request field it came from.
void create_folder(const std::filesystem::path& folder, const std::string& field = "");

}  // namespace reverie
