// server/secret_file.h
//
// Secrets that a server makes for itself once and keeps in its data folder, mode 0600.
//
// Used by   server/signed_urls, apps/serve_command
// Proven by tests/server/admission_parts_test.cpp
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace reverie {

// The content of `path`; written by `make` when there is no such file.
// Throws Error(WriteFailed), Error(CorruptFile) if it holds less than 32 characters.
std::string secret_of_file(const std::filesystem::path& path, const std::function<std::string()>& make);

}  // namespace reverie
