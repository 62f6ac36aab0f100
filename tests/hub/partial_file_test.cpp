// tests/hub/partial_file_test.cpp
//
// Half a file: when its bytes are kept, when they are dropped, and that a name only ever appears on a
// whole file.

#include "hub/partial_file.h"

#include <sys/resource.h>

#include <csignal>

#include "core/json.h"
#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::bytes_of;
using testing::contains;
using testing::error_of;
using testing::TemporaryFolder;

RepositoryFile file_with(const std::string& content) {
  Digest sha = Digest::sha256();
  sha.add(content);
  return {"w.safetensors", content.size(), std::string(40, '0'), sha.hex()};
}

class PartialFileTest : public ::testing::Test {
 protected:
  std::filesystem::path target() const { return folder.path() / "w.safetensors"; }
  std::filesystem::path partial() const { return PartialFile::partial_path(target()); }
  std::filesystem::path sidecar() const { return PartialFile::sidecar_path(target()); }

  // Writes the first `bytes` of the content and stops there.
  void begin(const RepositoryFile& wanted, const std::string& bytes) const {
    PartialFile first(target(), wanted, {});
    first.restart("\"v1\"");
    first.append(bytes);
  }

  TemporaryFolder folder;
  const RepositoryFile file = file_with("0123456789");
};

TEST_F(PartialFileTest, AWholeFileGetsItsNameAndLeavesNothingElse) {
  PartialFile whole(target(), file, {});
  whole.append("01234");
  whole.append("56789");
  EXPECT_FALSE(std::filesystem::exists(target()));
  whole.finish();
  EXPECT_EQ(bytes_of(target()), "0123456789");
  EXPECT_FALSE(std::filesystem::exists(partial()));
  EXPECT_FALSE(std::filesystem::exists(sidecar()));
}

TEST_F(PartialFileTest, BytesOfTheSameFileAreKeptWithTheirETag) {
  begin(file, "0123");
  PartialFile second(target(), file, {});
  EXPECT_EQ(second.size(), 4u);
  EXPECT_EQ(second.etag(), "\"v1\"");
  second.append("456789");
  second.finish();
  EXPECT_EQ(bytes_of(target()), "0123456789");
}

TEST_F(PartialFileTest, BytesOfAnotherRevisionAreDropped) {
  begin(file_with("abcdefghij"), "abcd");
  EXPECT_EQ(PartialFile(target(), file, {}).size(), 0u);
}

TEST_F(PartialFileTest, BytesWithoutASidecarOrWithADamagedOneAreDropped) {
  write_file_atomically(partial(), "0123");
  EXPECT_EQ(PartialFile(target(), file, {}).size(), 0u);
  for (const char* damaged : {"", "{", "[]", "{\"size\":10}", "{\"size\":10,\"digest\":7,\"etag\":\"\"}"}) {
    begin(file, "0123");
    write_file_atomically(sidecar(), damaged);
    EXPECT_EQ(PartialFile(target(), file, {}).size(), 0u) << damaged;
  }
}

TEST_F(PartialFileTest, APartialLongerThanTheFileIsDropped) {
  begin(file, "0123");
  write_file_atomically(partial(), "0123456789ABC");
  EXPECT_EQ(PartialFile(target(), file, {}).size(), 0u);
}

TEST_F(PartialFileTest, AWrongHashRemovesThePartial) {
  PartialFile wrong(target(), file, {});
  wrong.append("01234X6789");
  const Error e = error_of([&] { wrong.finish(); });
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(contains(e.what(), file.lfs_sha256));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(PartialFileTest, DamageInTheKeptBytesIsFoundByTheHash) {
  begin(file, "0123");
  write_file_atomically(partial(), std::string("01\0\0", 4));  // as a power cut may leave it
  PartialFile second(target(), file, {});
  second.append("456789");
  EXPECT_EQ(error_of([&] { second.finish(); }).code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(PartialFileTest, MoreBytesThanTheFileHasAreRefused) {
  PartialFile longer(target(), file, {});
  longer.append("01234");
  EXPECT_EQ(error_of([&] { longer.append("567890"); }).code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(PartialFileTest, FinishingHalfAFileIsOurMistake) {
  PartialFile half(target(), file, {});
  half.append("01234");
  EXPECT_EQ(error_of([&] { half.finish(); }).code(), ErrorCode::Internal);
  EXPECT_FALSE(std::filesystem::exists(target()));
}

TEST_F(PartialFileTest, AStrangeETagIsNotStored) {
  PartialFile whole(target(), file, {});
  whole.restart("\xff\xfe");  // would not even be JSON
  EXPECT_EQ(whole.etag(), "");
  EXPECT_EQ(read_json(sidecar()).at("etag"), "");
}

TEST_F(PartialFileTest, ALinkInThePlaceOfThePartialIsNotFollowed) {
  const auto victim = folder.path() / "victim";
  write_file_atomically(victim, "precious");
  std::filesystem::create_symlink(victim, partial());
  EXPECT_EQ(error_of([&] { PartialFile whole(target(), file, {}); }).code(), ErrorCode::WriteFailed);
  EXPECT_EQ(bytes_of(victim), "precious");
}

TEST_F(PartialFileTest, ADiskThatTakesNoMoreIsAWriteFailureAndWhatFitsIsKept) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  {
    PartialFile whole(target(), file, {});
    const rlimit tight{6, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const Error e = error_of([&] { whole.append("0123456789"); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_EQ(e.code(), ErrorCode::WriteFailed);
  }
  PartialFile second(target(), file, {});
  EXPECT_EQ(second.size(), 6u);
  second.append("6789");
  EXPECT_NO_THROW(second.finish());
}

}  // namespace
}  // namespace reverie
