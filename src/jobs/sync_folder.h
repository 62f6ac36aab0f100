// jobs/sync_folder.h
//
// Makes the names in a folder survive a power loss. fsync of a file keeps its bytes; that the folder lists it
// is another write, and a file that nobody lists is lost.
//
// Used by   blob_store.cpp, sqlite_database.cpp
#pragma once

#include <filesystem>

namespace reverie {

// Throws Error(WriteFailed).
void sync_folder(const std::filesystem::path& folder);

}  // namespace reverie
