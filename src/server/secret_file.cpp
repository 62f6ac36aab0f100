#include "server/secret_file.h"

#include <sys/stat.h>

#include "core/error.h"
#include "core/file.h"

namespace reverie {

std::string secret_of_file(const std::filesystem::path& path, const std::function<std::string()>& make) {
  constexpr std::size_t kLeast = 32;
  if (!std::filesystem::exists(path)) {
    write_file_atomically(path, make());
    if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) {
      throw Error(ErrorCode::WriteFailed, path.string() + ": its mode cannot be set to 0600", "data");
    }
  }
  std::string secret = read_text(path, 4096);
  if (secret.size() < kLeast) {
    throw Error(ErrorCode::CorruptFile,
                path.string() + ": expected at least 32 characters, got " + std::to_string(secret.size()) +
                    " (delete it: a new one is made, and what the old one signed is no longer valid)");
  }
  return secret;
}

}  // namespace reverie
