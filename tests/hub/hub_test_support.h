// tests/hub/hub_test_support.h
//
// What the tests of pull share: options that do not wait, an empty folder, and catching an Error.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/error.h"
#include "core/file.h"
#include "hub/fake_hub.h"
#include "hub/hub_options.h"

namespace reverie::testing {

// Runs `work`, which must throw an Error, and returns it.
template <typename Work>
Error error_of(Work work) {
  try {
    work();
  } catch (const Error& e) {
    return e;
  }
  ADD_FAILURE() << "expected an Error";
  return Error(ErrorCode::Internal, "no error was thrown");
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A fresh folder, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "reverie-hub-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;  // a leftover in the temporary folder harms nobody
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& path) {
  return read_text(path, std::size_t{1} << 30);
}

inline HubOptions quick_options(const FakeHub& hub) {
  HubOptions options;
  options.base_url = hub.url();
  options.first_retry_delay = std::chrono::milliseconds(1);
  options.max_retry_delay = std::chrono::milliseconds(5);
  return options;
}

// A hub with a tiny model, options for it and an empty root to pull into.
class HubTest : public ::testing::Test {
 protected:
  HubTest() {
    ::setenv("no_proxy", "127.0.0.1", 1);  // a proxy of this machine has no business on loopback
    hub.add_tiny_model();
    options = quick_options(hub);
  }

  std::filesystem::path model() const { return root.path() / kModel; }
  std::filesystem::path weights() const { return model() / kWeights; }

  static constexpr const char* kWeights = "transformer/diffusion_pytorch_model.safetensors";
  FakeHub hub;
  HubOptions options;
  TemporaryFolder root;
};

}  // namespace reverie::testing
