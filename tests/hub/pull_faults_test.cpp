// tests/hub/pull_faults_test.cpp
//
// A hub that fails, lies about sizes, or refuses; a disk that is too small.

#include "hub/hub_test_support.h"
#include "hub/partial_file.h"
#include "hub/pull.h"

namespace reverie {
namespace {

using testing::bytes_of;
using testing::contains;
using testing::error_of;
using testing::fail_times;
using testing::FakeHub;
using testing::FakeReply;
using testing::FakeRequest;
using testing::HubTest;
using testing::kCommit;
using testing::kModel;

class PullFaultsTest : public HubTest {
 protected:
  Error refused() {
    return error_of([&] { pull(options, kModel, root.path()); });
  }
  const std::string cdn = std::string("/cdn/") + kWeights;
};

TEST_F(PullFaultsTest, TwoServerErrorsAreWaitedOut) {
  hub.intercept(fail_times(cdn, 2, FakeHub::refusal(500)));
  EXPECT_NO_THROW(pull(options, kModel, root.path()));
  EXPECT_EQ(hub.requests_for(cdn).size(), 3u);
  EXPECT_EQ(hub.requests_for(std::string("/resolve/") + kCommit + "/" + kWeights).size(), 3u)
      << "each try asks the hub, since the address it gives may expire";
}

TEST_F(PullFaultsTest, ServerErrorsThatStayAreUnreachable) {
  hub.intercept(fail_times(cdn, 1000, FakeHub::refusal(503)));
  options.max_attempts = 3;
  EXPECT_EQ(refused().code(), ErrorCode::Unreachable);
  EXPECT_EQ(hub.requests_for(cdn).size(), 3u);
}

TEST_F(PullFaultsTest, AHubThatIsBusyIsBusy) {
  hub.intercept(fail_times("/tree/", 1000, {429, {{"Retry-After", "3600"}}, "", {}, true, 0}));
  options.max_attempts = 2;
  EXPECT_EQ(refused().code(), ErrorCode::Busy);
}

TEST_F(PullFaultsTest, AConnectionCutInTheMiddleIsResumed) {
  hub.intercept(fail_times(cdn, 1, {200, {{"ETag", "\"v1\""}}, hub.content(kWeights), 123'456, true, 0}));
  const PullResult result = pull(options, kModel, root.path());
  EXPECT_EQ(result.bytes_received, result.files.total_bytes);
  ASSERT_EQ(hub.requests_for(cdn).size(), 2u);
  EXPECT_EQ(hub.requests_for(cdn)[1].headers.at("range"), "bytes=123456-");
  EXPECT_EQ(bytes_of(weights()), hub.content(kWeights));
}

TEST_F(PullFaultsTest, ACorruptFileIsRefusedAndItsPartialRemoved) {
  std::string wrong = hub.content(kWeights);
  wrong[7] ^= 1;
  hub.intercept(fail_times(cdn, 1, {200, {}, wrong, {}, true, 0}));
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(contains(e.what(), kWeights)) << e.what();
  EXPECT_FALSE(std::filesystem::exists(weights()));
  EXPECT_FALSE(std::filesystem::exists(PartialFile::partial_path(weights())));
  EXPECT_FALSE(std::filesystem::exists(PartialFile::sidecar_path(weights())));
  EXPECT_NO_THROW(pull(options, kModel, root.path())) << "and the next pull is clean";
}

TEST_F(PullFaultsTest, ACorruptSmallFileIsFoundByItsGitName) {
  hub.intercept(fail_times("/resolve/" + std::string(kCommit) + "/vae/config.json", 1,
                           {200, {}, R"({"latent_channels": 33})", {}, true, 0}));
  EXPECT_EQ(refused().code(), ErrorCode::CorruptFile);
  EXPECT_FALSE(std::filesystem::exists(model() / "vae/config.json"));
}

TEST_F(PullFaultsTest, AFileOfTheWrongSizeIsRefusedBeforeItIsRead) {
  hub.intercept(fail_times(cdn, 1, {200, {}, hub.content(kWeights) + "x", {}, true, 0}));
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(contains(e.what(), "300000") && contains(e.what(), "300001")) << e.what();
  EXPECT_FALSE(std::filesystem::exists(PartialFile::partial_path(weights())));
}

TEST_F(PullFaultsTest, APrivateModelAsksForTheToken) {
  hub.token = "hf_secret";
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::Unauthenticated);
  EXPECT_EQ(e.field(), "--token");
  EXPECT_TRUE(contains(e.what(), "--token")) << e.what();
}

TEST_F(PullFaultsTest, AGatedFileAsksToAcceptTheTerms) {
  options.token = "hf_secret";
  hub.intercept(fail_times("/resolve/", 1, FakeHub::refusal(403)));
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::Unauthenticated);
  EXPECT_TRUE(contains(e.what(), "terms")) << e.what();
}

TEST_F(PullFaultsTest, AFileThatIsListedButNotThereIsNotFound) {
  hub.intercept(fail_times("/resolve/", 1, FakeHub::refusal(404)));
  EXPECT_EQ(refused().code(), ErrorCode::NotFound);
}

TEST_F(PullFaultsTest, ASlowFileHitsTheTimeLimit) {
  hub.intercept(fail_times(cdn, 1000, {200, {}, hub.content(kWeights), {}, true, 20'000}));
  options.stall_timeout = std::chrono::seconds(1);
  options.max_attempts = 1;
  EXPECT_EQ(refused().code(), ErrorCode::Unreachable);
}

TEST_F(PullFaultsTest, ADiskWithoutRoomIsFoundBeforeAnyDownload) {
  hub.intercept([this](const FakeRequest& request) -> std::optional<FakeReply> {
    if (!contains(request.path, "/tree/")) return std::nullopt;
    FakeReply reply = hub.answer(request);
    reply.body.pop_back();            // the closing bracket
    for (int i = 0; i < 1000; ++i) {  // 4 PB in all
      reply.body += R"(,{"type":"file","path":"vae/w)" + std::to_string(i) +
                    R"(.safetensors","size":4398046511104,"oid":")" + std::string(40, 'a') + "\"}";
    }
    reply.body += "]";
    return reply;
  });
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::WriteFailed);
  EXPECT_TRUE(contains(e.what(), "are free")) << e.what();
  EXPECT_TRUE(hub.requests_for("/resolve/").empty());
}

TEST_F(PullFaultsTest, ARepositoryThatIsNoModelIsRefusedBeforeAnyDownload) {
  FakeHub plain;
  plain.add("config.json", "{}", false);
  plain.add("model.safetensors", "x", true);
  options.base_url = plain.url();
  EXPECT_EQ(refused().code(), ErrorCode::NotFound);
  EXPECT_TRUE(plain.requests_for("/resolve/").empty());
  EXPECT_TRUE(std::filesystem::is_empty(root.path()));
}

TEST_F(PullFaultsTest, AnIndexThatIsNotAnObjectIsCorrupt) {
  hub.add("model_index.json", "[]", false);
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(contains(e.what(), "model_index.json")) << e.what();
}

}  // namespace
}  // namespace reverie
