// tests/hub/digest_test.cpp
//
// The two hashes against published values: SHA-256 of FIPS 180-2 (appendix B.1), and the blob names
// that `git hash-object` prints.

#include "hub/digest.h"

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::error_of;
using testing::TemporaryFolder;

constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Digest, Sha256IsThatOfTheStandard) {
  Digest digest = Digest::sha256();
  digest.add("a");
  digest.add("bc");
  EXPECT_EQ(digest.hex(), kAbc);
}

TEST(Digest, AGitBlobHasTheNameThatGitGivesIt) {
  Digest digest = Digest::git_blob(6);
  digest.add("hello\n");
  EXPECT_EQ(digest.hex(), "ce013625030ba8dba906f756967f9e9ca394464a");
  EXPECT_EQ(Digest::git_blob(0).hex(), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
}

TEST(Digest, AnLfsFileIsProvenByItsContentNotByItsPointer) {
  const RepositoryFile lfs{"w", 3, std::string(40, '0'), kAbc};
  EXPECT_EQ(expected_digest(lfs), kAbc);
  Digest digest = Digest::of_kind(lfs);
  digest.add("abc");
  EXPECT_EQ(digest.hex(), kAbc);
}

TEST(Digest, AFileHasTheContentOnlyIfSizeAndHashAreRight) {
  const TemporaryFolder folder;
  const RepositoryFile file{"w", 3, std::string(40, '0'), kAbc};
  EXPECT_FALSE(has_content(folder.path() / "w", file, {}));  // missing
  EXPECT_FALSE(has_content(folder.path(), file, {}));        // a folder
  write_file_atomically(folder.path() / "w", "abd");
  EXPECT_FALSE(has_content(folder.path() / "w", file, {}));
  write_file_atomically(folder.path() / "w", "abcd");
  EXPECT_FALSE(has_content(folder.path() / "w", file, {}));
  write_file_atomically(folder.path() / "w", "abc");
  EXPECT_TRUE(has_content(folder.path() / "w", file, {}));
}

TEST(Digest, CheckingAFileCanBeCancelled) {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "w", "abc");
  const RepositoryFile file{"w", 3, std::string(40, '0'), kAbc};
  const Error e = error_of([&] { has_content(folder.path() / "w", file, [] { return true; }); });
  EXPECT_EQ(e.code(), ErrorCode::Cancelled);
}

}  // namespace
}  // namespace reverie
