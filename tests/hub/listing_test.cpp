// tests/hub/listing_test.cpp
//
// What a hub may say about a repository, and every way in which we do not believe it.

#include "hub/listing.h"

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using testing::error_of;

const std::string kOid(40, 'a');
const std::string kSha(64, 'B');

std::string entry(const std::string& path, const std::string& size = "5") {
  return R"({"type":"file","path":")" + path + R"(","size":)" + size + R"(,"oid":")" + kOid + R"("})";
}

RepositoryListing parsed(const std::string& json) {
  RepositoryListing listing;
  std::size_t entries = 0;
  parse_tree_page(json, "page", listing, entries);
  return listing;
}

Error refused(const std::string& json) {
  return error_of([&] { parsed(json); });
}

TEST(Listing, FilesAreReadAndDirectoriesAreNot) {
  const auto listing =
      parsed(R"([{"type":"directory","path":"vae","oid":"x"},)" + entry("vae/config.json", "731") +
             R"(,{"type":"file","path":"vae/w.safetensors","size":134,"oid":")" + kOid +
             R"(","lfs":{"oid":")" + kSha + R"(","size":168120878,"pointerSize":134}}])");
  ASSERT_EQ(listing.files.size(), 2u);
  EXPECT_EQ(listing.files[0].path, "vae/config.json");
  EXPECT_EQ(listing.files[0].size, 731u);
  EXPECT_EQ(listing.files[0].git_oid, kOid);
  EXPECT_EQ(listing.files[0].lfs_sha256, "");
  EXPECT_EQ(listing.files[1].size, 168120878u) << "the content's size, not the pointer's";
  EXPECT_EQ(listing.files[1].lfs_sha256, std::string(64, 'b')) << "hex digits are compared in lower case";
}

TEST(Listing, APathThatLeavesTheFolderIsRefused) {
  for (const char* path :
       {"../x", "a/../../x", "a/..", "..", "/etc/passwd", "a//b", "a/", "", ".", "a/./b"}) {
    EXPECT_EQ(error_of([&] { check_repository_path(path); }).code(), ErrorCode::CorruptFile) << path;
  }
}

TEST(Listing, APathWithABackslashOrAnInvisibleCharacterIsRefused) {
  for (const char* path : {"a\\b", "..\\x", "a\nb", "a\x1b[2J", "a\x7f", "a\xc2\x9b", "a\xe2\x80\xae.json",
                           "a\xe2\x81\xa6.json"}) {
    EXPECT_EQ(error_of([&] { check_repository_path(path); }).code(), ErrorCode::CorruptFile) << path;
  }
  EXPECT_EQ(error_of([] { check_repository_path(std::string_view("a\0b", 3)); }).code(),
            ErrorCode::CorruptFile);
}

TEST(Listing, APathThatIsTooDeepOrTooLongIsRefused) {
  std::string deep = "a";
  for (int i = 1; i < 16; ++i) deep += "/a";
  EXPECT_NO_THROW(check_repository_path(deep));
  EXPECT_THROW(check_repository_path(deep + "/a"), Error);
  EXPECT_NO_THROW(check_repository_path(std::string(255, 'a')));
  EXPECT_THROW(check_repository_path(std::string(256, 'a')), Error);
  std::string long_path;
  for (int i = 0; i < 5; ++i) long_path += std::string(200, 'a') + "/";
  EXPECT_THROW(check_repository_path(long_path + "a"), Error);
}

TEST(Listing, OrdinaryNamesFromManyLanguagesAreAccepted) {
  for (const char* path :
       {"model_index.json", "a b/c.json", "\xe6\xa8\xa1\xe5\x9e\x8b.png", "..a/b..", "a...b"}) {
    EXPECT_NO_THROW(check_repository_path(path)) << path;
  }
}

TEST(Listing, OneBadPathRefusesTheWholeListing) {
  const Error e = refused("[" + entry("config.json") + "," + entry("../evil") + "]");
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(contains(e.what(), "../evil"));
}

TEST(Listing, ASizeThatIsNotAReasonableNumberIsRefused) {
  for (const char* size :
       {"-1", "1.5", "1e400", "1e3", "null", "\"5\"", "true", "99999999999999999999", "4398046511105"}) {
    EXPECT_EQ(refused("[" + entry("a", size) + "]").code(), ErrorCode::CorruptFile) << size;
  }
  EXPECT_EQ(parsed("[" + entry("a", "4398046511104") + "]").files[0].size, kMaxRepositoryFileBytes);
}

TEST(Listing, AHashThatIsNotOneIsRefused) {
  EXPECT_EQ(refused(R"([{"type":"file","path":"a","size":1,"oid":"abc"}])").code(), ErrorCode::CorruptFile);
  EXPECT_EQ(refused(R"([{"type":"file","path":"a","size":1}])").code(), ErrorCode::CorruptFile);
  EXPECT_EQ(refused(R"([{"type":"file","path":"a","size":1,"oid":")" + std::string(40, 'g') + "\"}]").code(),
            ErrorCode::CorruptFile);
  EXPECT_EQ(
      refused(R"([{"type":"file","path":"a","size":1,"oid":")" + kOid + R"(","lfs":{"size":1}}])").code(),
      ErrorCode::CorruptFile);
  EXPECT_EQ(refused(R"([{"type":"file","path":"a","size":1,"oid":")" + kOid + R"(","lfs":[]}])").code(),
            ErrorCode::CorruptFile);
}

TEST(Listing, AnAnswerOfAnotherShapeIsRefused) {
  for (const char* json : {"", "null", "{}", "<html>", "[1]", "[[]]", "[{}]", R"([{"type":1,"path":"a"}])",
                           R"([{"type":"symlink","path":"a"}])"}) {
    EXPECT_EQ(refused(json).code(), ErrorCode::CorruptFile) << json;
  }
}

TEST(Listing, DeeplyNestedJsonIsRefused) {
  EXPECT_EQ(refused(std::string(100'000, '[')).code(), ErrorCode::CorruptFile);
}

TEST(Listing, MoreThanTenThousandEntriesAreRefusedAcrossPages) {
  RepositoryListing listing;
  std::size_t entries = kMaxListingEntries - 1;
  EXPECT_NO_THROW(parse_tree_page("[" + entry("a") + "]", "page", listing, entries));
  EXPECT_THROW(parse_tree_page("[" + entry("b") + "]", "page", listing, entries), Error);
}

TEST(Listing, ThePathThatComesTwiceIsRefused) {
  EXPECT_NO_THROW(check_no_path_twice(parsed("[" + entry("a") + "," + entry("b") + "]")));
  EXPECT_THROW(check_no_path_twice(parsed("[" + entry("a") + "," + entry("a") + "]")), Error);
}

TEST(Listing, ACommitIsFortyOrSixtyFourHexDigits) {
  EXPECT_EQ(parse_commit(R"({"sha":")" + kOid + R"(","id":"x/y"})", "answer"), kOid);
  for (const char* json : {"{}", "[]", R"({"sha":7})", R"({"sha":"../../x"})", R"({"sha":""})"}) {
    EXPECT_EQ(error_of([&] { parse_commit(json, "answer"); }).code(), ErrorCode::CorruptFile) << json;
  }
}

TEST(Listing, TheNextPageIsFoundInALinkHeader) {
  EXPECT_EQ(next_page_url(R"(<https://h/t?a=1,2&cursor=x>; rel="next")"), "https://h/t?a=1,2&cursor=x");
  EXPECT_EQ(next_page_url(R"(<https://h/p>; rel="prev", </n>; rel="next")"), "/n");
  EXPECT_EQ(next_page_url(R"(</n>; rel="next", <https://h/p>; rel="prev")"), "/n");
  for (const char* header : {"", "nonsense", "<unclosed", R"(<https://h/p>; rel="prev")", "<a>", "<>"}) {
    EXPECT_EQ(next_page_url(header), "") << header;
  }
}

TEST(Listing, AnIdIsAnOwnerAndAName) {
  for (const char* id : {"black-forest-labs/FLUX.2-klein-4B", "a/b_c.d"})
    EXPECT_NO_THROW(check_repository_id(id));
  for (const char* id :
       {"", "a", "a/", "/b", "a/b/c", "../b", "a/..", ".a/b", "-a/b", "a b/c", "a/b?c", "a/b\n"}) {
    const Error e = error_of([&] { check_repository_id(id); });
    EXPECT_EQ(e.code(), ErrorCode::InvalidRequest) << id;
    EXPECT_EQ(e.field(), "OWNER/NAME") << id;
  }
  EXPECT_THROW(check_repository_id(std::string(97, 'a') + "/b"), Error);
}

}  // namespace
}  // namespace reverie
