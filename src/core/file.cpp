#include "core/file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/error.h"

namespace reverie {

std::string read_text(const std::filesystem::path& path, std::size_t max_bytes) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    throw Error(ErrorCode::NotFound, path.string() + ": no such file");
  }
  const auto size_bytes = std::filesystem::file_size(path, failure);
  if (!failure && size_bytes > max_bytes) {
    throw Error(ErrorCode::CorruptFile, path.string() + " is " + std::to_string(size_bytes) +
                                            " bytes, expected at most " + std::to_string(max_bytes));
  }
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw Error(ErrorCode::NotFound, path.string() + ": cannot be read");
  return text;
}

void write_file_atomically(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path partial = path.string() + ".partial-" + std::to_string(getpid());
  const auto fail = [&](const char* step) -> void {
    const std::string why = std::strerror(errno);
    std::error_code ignored;  // the file may not exist; the first failure is the one to report
    std::filesystem::remove(partial, ignored);
    throw Error(ErrorCode::WriteFailed, path.string() + ": cannot " + step + ": " + why);
  };
  errno = 0;
  std::ofstream out(partial, std::ios::binary | std::ios::trunc);
  if (!out) fail("create the file");
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) fail("write the file");
  if (::rename(partial.c_str(), path.c_str()) != 0) fail("put the file in place");
}

void create_folder(const std::filesystem::path& folder, const std::string& field) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (!failure && !std::filesystem::is_directory(folder, failure) && !failure) {
    failure = std::make_error_code(std::errc::not_a_directory);
  }
  if (failure) {
    throw Error(ErrorCode::WriteFailed, folder.string() + ": cannot create the folder: " + failure.message(),
                field);
  }
}

}  // namespace reverie
