// tests/hub/hub_test.cpp
//
// Asking a hub for a listing: the commit first, then every page at that commit.

#include "hub/hub.h"

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using testing::error_of;
using testing::fail_times;
using testing::FakeHub;
using testing::FakeReply;
using testing::FakeRequest;
using testing::HubTest;
using testing::kCommit;
using testing::kModel;

class ListRepositoryTest : public HubTest {
 protected:
  Error refused() {
    return error_of([&] { list_repository(options, kModel); });
  }
  void answer_tree(FakeReply reply) {
    hub.intercept([=](const FakeRequest& request) -> std::optional<FakeReply> {
      if (!contains(request.path, "/tree/")) return std::nullopt;
      return reply;
    });
  }
};

TEST_F(ListRepositoryTest, TheTreeIsReadAtTheCommitOfTheRevision) {
  const RepositoryListing listing = list_repository(options, kModel);
  EXPECT_EQ(listing.id, kModel);
  EXPECT_EQ(listing.commit, kCommit);
  EXPECT_EQ(listing.files.size(), 9u);
  ASSERT_EQ(hub.requests().size(), 2u);
  EXPECT_TRUE(hub.requests()[0].path.ends_with("/revision/main"));
  EXPECT_TRUE(hub.requests()[1].path.ends_with(std::string("/tree/") + kCommit));
  EXPECT_EQ(hub.requests()[1].query, "recursive=true");
}

TEST_F(ListRepositoryTest, EveryPageIsRead) {
  hub.page_size = 2;
  EXPECT_EQ(list_repository(options, kModel).files.size(), 9u);
  EXPECT_EQ(hub.requests_for("/tree/").size(), 5u);
}

TEST_F(ListRepositoryTest, PagesThatNeverEndAreRefused) {
  answer_tree({200, {{"Link", "<" + hub.url() + "/api/tree/again>; rel=\"next\""}}, "[]", {}, true, 0});
  EXPECT_EQ(refused().code(), ErrorCode::CorruptFile);
  EXPECT_EQ(hub.requests_for("/tree/").size(), 2u);
}

TEST_F(ListRepositoryTest, ANextPageOnAnotherHostDoesNotGetTheToken) {
  FakeHub other;
  other.intercept(
      [](const FakeRequest&) -> std::optional<FakeReply> { return FakeReply{200, {}, "[]", {}, true, 0}; });
  options.token = "hf_secret";
  answer_tree({200, {{"Link", "<" + other.url() + "/page2>; rel=\"next\""}}, "[]", {}, true, 0});
  EXPECT_NO_THROW(list_repository(options, kModel));
  ASSERT_EQ(other.requests().size(), 1u);
  EXPECT_EQ(other.requests()[0].headers.count("authorization"), 0u);
}

TEST_F(ListRepositoryTest, ANextPageOfAnotherProtocolIsRefused) {
  answer_tree({200, {{"Link", "<file:///etc/passwd>; rel=\"next\""}}, "[]", {}, true, 0});
  EXPECT_EQ(refused().code(), ErrorCode::Unreachable);
}

TEST_F(ListRepositoryTest, AHugeAnswerIsRefusedBeforeItIsWhole) {
  answer_tree({200, {}, "[" + std::string(std::size_t{17} << 20, ' ') + "]", {}, true, 0});
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(contains(e.what(), "16 MiB")) << e.what();
}

TEST_F(ListRepositoryTest, TooManyFilesAreRefused) {
  std::string page = "[";
  for (int i = 0; i <= 10'000; ++i) {
    page += (i > 0 ? "," : "") + std::string(R"({"type":"directory","path":"d)") + std::to_string(i) + "\"}";
  }
  answer_tree({200, {}, page + "]", {}, true, 0});
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(contains(e.what(), "10000")) << e.what();
}

TEST_F(ListRepositoryTest, APageThatIsCutOffIsAskedAgain) {
  FakeReply half{200, {}, std::string(100, ' '), 10, true, 0};
  hub.intercept(fail_times("/tree/", 1, half));
  EXPECT_EQ(list_repository(options, kModel).files.size(), 9u);
  EXPECT_EQ(hub.requests_for("/tree/").size(), 2u);
}

TEST_F(ListRepositoryTest, AnUnknownModelIsNotFound) {
  EXPECT_EQ(error_of([&] { list_repository(options, "nobody/nothing"); }).code(), ErrorCode::NotFound);
}

TEST_F(ListRepositoryTest, AnUnknownRevisionIsNotFoundAndNamed) {
  options.revision = "refs/pr/7";
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::NotFound);
  EXPECT_TRUE(contains(e.what(), "refs/pr/7")) << e.what();
}

TEST_F(ListRepositoryTest, AHubThatIsNotThereIsUnreachableAfterTheAttempts) {
  { options.base_url = FakeHub().url(); }
  options.max_attempts = 2;
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::Unreachable);
  EXPECT_TRUE(contains(e.what(), "tried 2 times")) << e.what();
}

TEST_F(ListRepositoryTest, ASlowHubHitsTheTimeLimit) {
  answer_tree({200, {}, "[]", {}, true, 5'000});
  options.request_timeout = std::chrono::milliseconds(100);
  options.max_attempts = 2;
  EXPECT_EQ(refused().code(), ErrorCode::Unreachable);
}

TEST_F(ListRepositoryTest, ABadIdIsRefusedBeforeAnythingIsAsked) {
  EXPECT_EQ(error_of([&] { list_repository(options, "../x"); }).code(), ErrorCode::InvalidRequest);
  EXPECT_TRUE(hub.requests().empty());
}

TEST_F(ListRepositoryTest, ABaseAddressMayHaveAPath) {
  hub.intercept([this](const FakeRequest& request) -> std::optional<FakeReply> {
    if (!request.path.starts_with("/mirror/")) return std::nullopt;
    FakeRequest inner = request;
    inner.path = request.path.substr(7);
    return hub.answer(inner);
  });
  options.base_url += "/mirror/";
  EXPECT_EQ(list_repository(options, kModel).files.size(), 9u);
}

TEST(FileUrl, IsAtTheCommitAndEncoded) {
  HubOptions options;
  options.base_url = "https://hub.example/";
  const RepositoryListing listing{"o/n", kCommit, {}};
  EXPECT_EQ(file_url(options, listing, {"a b/c.json", 1, {}, {}}),
            std::string("https://hub.example/o/n/resolve/") + kCommit + "/a%20b/c.json");
}

}  // namespace
}  // namespace reverie
