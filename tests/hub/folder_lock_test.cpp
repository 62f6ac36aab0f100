// tests/hub/folder_lock_test.cpp

#include "hub/folder_lock.h"

#include <optional>

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::error_of;
using testing::TemporaryFolder;

TEST(FolderLock, ASecondHolderIsRefusedUntilTheFirstIsGone) {
  const TemporaryFolder folder;
  std::optional<FolderLock> first(folder.path());
  EXPECT_EQ(error_of([&] { FolderLock second(folder.path()); }).code(), ErrorCode::Busy);
  first.reset();
  EXPECT_NO_THROW(FolderLock third(folder.path()));
}

TEST(FolderLock, NothingIsLeftBehind) {
  const TemporaryFolder folder;
  { const FolderLock lock(folder.path()); }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(FolderLock, ALockFileLeftByADeadProcessDoesNotBlock) {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / ".pull.lock", "");
  EXPECT_NO_THROW(FolderLock lock(folder.path()));
}

TEST(FolderLock, AFolderThatIsNotThereCannotBeLocked) {
  const TemporaryFolder folder;
  EXPECT_EQ(error_of([&] { FolderLock lock(folder.path() / "missing"); }).code(), ErrorCode::WriteFailed);
}

}  // namespace
}  // namespace reverie
