// tests/jobs/disk_blob_store_test.cpp

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "core/temp_folder.h"
#include "image/expect_error.h"
#include "intake/secrets.h"
#include "jobs/blob_store.h"
#include "jobs/small_disk.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_folders::TempFolder;
namespace fs = std::filesystem;

// The published digest of "abc" (FIPS 180-2, appendix B.1).
constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::vector<fs::path> files_under(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

void make_older(const fs::path& file, std::chrono::hours age) {
  fs::last_write_time(file, fs::file_time_type::clock::now() - age);
}

TEST(Sha256, IsThePublishedDigest) {
  EXPECT_EQ(sha256_hex("abc"), kAbc);
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(BlobName, IsSixtyFourSmallHexDigits) {
  EXPECT_TRUE(is_blob_name(kAbc));
  EXPECT_FALSE(is_blob_name(""));
  EXPECT_FALSE(is_blob_name(std::string(63, 'a')));
  EXPECT_FALSE(is_blob_name(std::string(65, 'a')));
  EXPECT_FALSE(is_blob_name(std::string(64, 'A')));
  EXPECT_FALSE(is_blob_name(std::string(64, 'g')));
  EXPECT_FALSE(is_blob_name("../../" + std::string(58, 'a')));
  EXPECT_FALSE(is_blob_name(std::string(63, 'a') + '\0'));
}

TEST(DiskBlobStore, KeepsBytesUnderTheirDigest) {
  const TempFolder folder;
  DiskBlobStore store(folder / "blobs");
  EXPECT_EQ(store.put("abc"), kAbc);
  EXPECT_EQ(store.size(kAbc), 3);
  EXPECT_EQ(store.read(kAbc), "abc");
  EXPECT_THAT(files_under(folder.path()), ElementsAre(folder / "blobs" / "ba" / kAbc));
}

TEST(DiskBlobStore, KeepsAnyBytesAlsoNone) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  const std::string zeros(3'000'000, '\0');
  EXPECT_EQ(store.read(store.put(zeros)), zeros);
  EXPECT_EQ(store.read(store.put("")), "");
  EXPECT_EQ(store.size(store.put("")), 0);
}

TEST(DiskBlobStore, ReadsAPart) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  const std::string name = store.put("0123456789");
  EXPECT_EQ(store.read(name, 3), "3456789");
  EXPECT_EQ(store.read(name, 3, 2), "34");
  EXPECT_EQ(store.read(name, 8, 100), "89");
  EXPECT_EQ(store.read(name, 10), "");
  EXPECT_EQ(store.read(name, 11), "");
  EXPECT_EQ(store.read(name, INT64_MAX, INT64_MAX), "");
  EXPECT_EQ(store.read(name, 0, 0), "");
  expect_error([&] { store.read(name, -1); }, ErrorCode::Internal, "", "negative");
  expect_error([&] { store.read(name, 0, -1); }, ErrorCode::Internal, "", "negative");
}

TEST(DiskBlobStore, IsOpenedAgainWithAllItHeld) {
  const TempFolder folder;
  const std::string name = DiskBlobStore(folder.path()).put("abc");
  EXPECT_EQ(DiskBlobStore(folder.path()).read(name), "abc");
}

TEST(DiskBlobStore, TheSameBytesAreKeptOnce) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  EXPECT_EQ(store.put("abc"), store.put("abc"));
  EXPECT_EQ(files_under(folder.path()).size(), 1u);
}

TEST(DiskBlobStore, PuttingAgainMendsACutFile) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  const std::string name = store.put("abc");
  fs::resize_file(folder / "ba" / name, 1);
  store.put("abc");
  EXPECT_EQ(store.read(name), "abc");
}

TEST(DiskBlobStore, PuttingAgainMendsASpoiledFileOfTheRightLength) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  const std::string name = store.put("abc");
  std::ofstream(folder / "ba" / name) << "ab\n";
  store.put("abc");
  EXPECT_EQ(store.read(name), "abc");
}

TEST(DiskBlobStore, FilesAreForTheirOwnerAlone) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  struct stat found {};
  ASSERT_EQ(::stat((folder / "ba" / store.put("abc")).c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
}

TEST(DiskBlobStore, WhatIsNotThereIsNotFound) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  EXPECT_EQ(store.size(kAbc), std::nullopt);
  expect_error([&] { store.read(kAbc); }, ErrorCode::NotFound, "", "no such blob");
  store.remove(kAbc);
}

TEST(DiskBlobStore, NamesThatAreNoneNeverReachThePath) {
  const TempFolder folder;
  folder.file("secret", "do not show");
  folder.file("blobs/ba/secret", "do not show");
  DiskBlobStore store(folder / "blobs");
  for (const char* name : {"../secret", "secret", "", ".", "ba/secret", "/etc/passwd"}) {
    EXPECT_EQ(store.size(name), std::nullopt);
    expect_error([&] { store.read(name); }, ErrorCode::NotFound, "", "no such blob");
    store.remove(name);
  }
  EXPECT_TRUE(fs::exists(folder / "secret"));
  EXPECT_TRUE(fs::exists(folder / "blobs/ba/secret"));
}

TEST(DiskBlobStore, ALinkInPlaceOfABlobIsNotFollowed) {
  const TempFolder folder;
  folder.file("secret", "abc");
  DiskBlobStore store(folder / "blobs");
  fs::create_directory(folder / "blobs" / "ba");
  fs::create_symlink(folder / "secret", folder / "blobs" / "ba" / kAbc);
  EXPECT_EQ(store.size(kAbc), std::nullopt);
  EXPECT_THROW(store.read(kAbc), Error);
}

TEST(DiskBlobStore, RemovesABlob) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  store.remove(store.put("abc"));
  EXPECT_EQ(store.size(kAbc), std::nullopt);
  EXPECT_THAT(files_under(folder.path()), IsEmpty());
}

TEST(DiskBlobStore, AStartRemovesWhatACrashLeftHalfWritten) {
  const TempFolder folder;
  folder.file("new/123-1", "half a pict");
  DiskBlobStore store(folder.path());
  EXPECT_THAT(files_under(folder.path()), IsEmpty());
}

TEST(DiskBlobStore, AFullDiskIsAnErrorAndLeavesNothingBehind) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  const std::string large(100'000, 'x');
  {
    const SmallDisk disk(10'000);
    expect_error([&] { store.put(large); }, ErrorCode::WriteFailed, "", "cannot write the file");
    EXPECT_THAT(files_under(folder.path()), IsEmpty());
    EXPECT_EQ(store.read(store.put("small enough")), "small enough");
  }
  EXPECT_EQ(store.read(store.put(large)), large);
}

TEST(DiskBlobStore, AFolderThatCannotBeMadeIsAnError) {
  const TempFolder folder;
  folder.file("taken", "");
  expect_error([&] { DiskBlobStore store(folder / "taken"); }, ErrorCode::WriteFailed, "", "taken");
}

TEST(DiskBlobStore, AMissingFolderIsAnErrorNotALostBlob) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  store.put("abc");
  fs::remove_all(folder / "ba");
  expect_error([&] { store.put("abc"); }, ErrorCode::WriteFailed, "", "in place");
  EXPECT_THAT(files_under(folder.path()), IsEmpty());
}

TEST(DiskBlobStore, TellsWhichBlobsAreOld) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  const std::string old = store.put("abc");
  store.put("young");
  make_older(folder / "ba" / old, std::chrono::hours(3));
  EXPECT_THAT(store.older_than(std::chrono::hours(2)), ElementsAre(old));
  EXPECT_THAT(store.older_than(std::chrono::hours(4)), IsEmpty());
}

// Else a sweep could take a reference between the moment it came in again and its job.
TEST(DiskBlobStore, PuttingAgainMakesABlobYoung) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  make_older(folder / "ba" / store.put("abc"), std::chrono::hours(3));
  store.put("abc");
  EXPECT_THAT(store.older_than(std::chrono::hours(2)), IsEmpty());
}

TEST(DiskBlobStore, ThreadsMayPutTheSameAndOtherBytesAtOnce) {
  const TempFolder folder;
  DiskBlobStore store(folder.path());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&store, thread] {
      for (int i = 0; i < 10; ++i) {
        const std::string bytes = std::to_string(i % 2 == 0 ? i : 1000 * thread + i);
        EXPECT_EQ(store.read(store.put(bytes)), bytes);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(files_under(folder.path()).size(), 5u + 8u * 5u);
}

}  // namespace
}  // namespace reverie
