// weights/test_files.h
//
// What the tests of this folder share: a folder that goes away, files made byte by byte, and one way to
// say "this is refused, with this code and these words".
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <torch/types.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/file.h"

namespace reverie {

// An empty folder of its own for one test, removed with all it holds.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "reverie-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw Error(ErrorCode::WriteFailed, "mkdtemp: " + pattern);
    path_ = pattern;
  }
  ~TempFolder() {
    std::error_code failure;
    std::filesystem::remove_all(path_, failure);
    EXPECT_FALSE(failure) << path_ << ": " << failure.message();
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The bytes of a safetensors file with this header, whatever it says, and this data.
inline std::string safetensors_bytes(std::string_view header, std::string_view data) {
  const std::uint64_t length = header.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes.append(header).append(data);
}

inline std::string read_bytes(const std::filesystem::path& path) {
  return read_text(path, std::size_t{64} << 20);
}

// Same dtype, shape and values.
inline bool identical(const torch::Tensor& a, const torch::Tensor& b) {
  return a.scalar_type() == b.scalar_type() && a.sizes() == b.sizes() &&
         a.contiguous().view(-1).view(torch::kUInt8).equal(b.contiguous().view(-1).view(torch::kUInt8));
}

// `action` throws Error with this code and a message that contains `words`.
template <typename Action>
void expect_refused(ErrorCode code, const std::string& words, Action&& action) {
  try {
    action();
    ADD_FAILURE() << "not refused; expected an error saying: " << words;
  } catch (const Error& e) {
    EXPECT_EQ(error_code_name(e.code()), error_code_name(code)) << e.what();
    EXPECT_THAT(e.what(), testing::HasSubstr(words));
  }
}

}  // namespace reverie
