// tests/core/file_test.cpp
//
// Whole files in, whole files out: what is refused, and that a failed write leaves the folder as it was.

#include "core/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "core/temp_folder.h"
#include "image/expect_error.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_folders::TempFolder;

// No file can grow past `bytes` while this lives: what a full disk does to a write, without one.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    if (getrlimit(RLIMIT_FSIZE, &before_) != 0) throw Error(ErrorCode::Internal, "getrlimit");
    handler_ = std::signal(SIGXFSZ, [](int) {});  // or the process would end
    const rlimit limit{bytes, before_.rlim_max};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) throw Error(ErrorCode::Internal, "setrlimit");
  }
  ~FileSizeLimit() {
    EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &before_), 0);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST(ReadText, GivesEveryByteBack) {
  const TempFolder folder;
  const std::string bytes("a\0\r\n\xff", 5);
  EXPECT_EQ(read_text(folder.file("x", bytes), 5), bytes);
  EXPECT_EQ(read_text(folder.file("empty", ""), 0), "");
}

TEST(ReadText, RefusesAFileLargerThanExpectedBeforeReadingIt) {
  const TempFolder folder;
  const auto path = folder.file("x", "123456");
  expect_error([&] { read_text(path, 5); }, ErrorCode::CorruptFile, "", "is 6 bytes, expected at most 5");
}

TEST(ReadText, RefusesWhatIsNoFile) {
  const TempFolder folder;
  expect_error([&] { read_text(folder / "missing", 10); }, ErrorCode::NotFound, "", "missing: no such file");
  expect_error([&] { read_text(folder.path(), 10); }, ErrorCode::NotFound, "", "no such file");
}

TEST(WriteFileAtomically, CreatesAndReplacesAndLeavesNothingElse) {
  const TempFolder folder;
  write_file_atomically(folder / "x", "first, and longer");
  EXPECT_EQ(read_text(folder / "x", 100), "first, and longer");
  write_file_atomically(folder / "x", std::string_view("se\0cond", 7));
  EXPECT_EQ(read_text(folder / "x", 100), std::string("se\0cond", 7));
  EXPECT_THAT(folder.names(), ElementsAre("x"));
}

TEST(WriteFileAtomically, RefusesAFolderThatDoesNotExist) {
  const TempFolder folder;
  expect_error([&] { write_file_atomically(folder / "no" / "x", "bytes"); }, ErrorCode::WriteFailed, "",
               "No such file or directory");
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(WriteFileAtomically, LeavesNothingBehindWhenTheNameIsAFolder) {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "x");
  expect_error([&] { write_file_atomically(folder / "x", "bytes"); }, ErrorCode::WriteFailed, "",
               "cannot put the file in place");
  EXPECT_THAT(folder.names(), ElementsAre("x"));
  EXPECT_TRUE(std::filesystem::is_directory(folder / "x"));
}

TEST(WriteFileAtomically, KeepsTheOldFileAndLeavesNothingBehindWhenTheDiskIsFull) {
  const TempFolder folder;
  folder.file("x", "the old one");
  {
    const FileSizeLimit limit(4096);
    expect_error([&] { write_file_atomically(folder / "x", std::string(1 << 20, 'n')); },
                 ErrorCode::WriteFailed, "", "cannot write the file");
  }
  EXPECT_EQ(read_text(folder / "x", 100), "the old one");
  EXPECT_THAT(folder.names(), ElementsAre("x"));
}

TEST(CreateFolder, MakesTheFoldersThatLeadToItAndAcceptsOneThatIsThere) {
  const TempFolder folder;
  create_folder(folder / "a" / "b");
  EXPECT_TRUE(std::filesystem::is_directory(folder / "a" / "b"));
  EXPECT_NO_THROW(create_folder(folder / "a" / "b"));
}

TEST(CreateFolder, RefusesAPlaceThatIsAFileOrBelowOne) {
  const TempFolder folder;
  folder.file("x", "a file");
  expect_error([&] { create_folder(folder / "x"); }, ErrorCode::WriteFailed, "", "cannot create the folder");
  expect_error([&] { create_folder(folder / "x" / "y"); }, ErrorCode::WriteFailed, "",
               "cannot create the folder");
}

}  // namespace
}  // namespace reverie
