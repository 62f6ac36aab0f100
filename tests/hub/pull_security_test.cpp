// tests/hub/pull_security_test.cpp
//
// A hub that attacks: paths that climb, names that collide, redirects that fish for the token, and
// the token echoed where an error would print it.

#include "hub/hub_test_support.h"
#include "hub/pull.h"

namespace reverie {
namespace {

using testing::bytes_of;
using testing::contains;
using testing::error_of;
using testing::FakeHub;
using testing::FakeReply;
using testing::FakeRequest;
using testing::HubTest;
using testing::kModel;

constexpr const char* kSecret = "hf_ThisMustNeverBeSeen";

class PullSecurityTest : public HubTest {
 protected:
  PullSecurityTest() { options.token = kSecret; }
  Error refused() {
    return error_of([&] { pull(options, kModel, root.path()); });
  }
  void answer_all(FakeReply reply) {
    hub.intercept([=](const FakeRequest&) -> std::optional<FakeReply> { return reply; });
  }
};

TEST_F(PullSecurityTest, AFileOnAnotherHostIsFetchedWithoutTheToken) {
  FakeHub cdn;
  cdn.add_tiny_model();
  hub.token = kSecret;
  hub.cdn_base = cdn.url();
  pull(options, kModel, root.path());
  EXPECT_EQ(bytes_of(weights()), hub.content(kWeights));
  for (const FakeRequest& request : hub.requests()) EXPECT_EQ(request.headers.count("authorization"), 1u);
  ASSERT_EQ(cdn.requests().size(), 2u);
  for (const FakeRequest& request : cdn.requests()) {
    EXPECT_EQ(request.headers.count("authorization"), 0u);
    EXPECT_EQ(request.query, "signature=s3cret") << "the signed address itself is kept";
  }
}

TEST_F(PullSecurityTest, APathThatClimbsOutIsRefusedAndNothingIsWritten) {
  for (const char* path :
       {"../../../evil.safetensors", "vae/../../../../evil.safetensors", "/vae/evil.safetensors"}) {
    FakeHub evil;
    evil.add_tiny_model();
    evil.add(path, "x", true);
    options.base_url = evil.url();
    EXPECT_EQ(refused().code(), ErrorCode::CorruptFile) << path;
    EXPECT_TRUE(evil.requests_for("/resolve/").empty());
    EXPECT_TRUE(std::filesystem::is_empty(root.path()));
  }
}

TEST_F(PullSecurityTest, TwoNamesThatDifferInCaseAreRefused) {
  hub.add("vae/Config.json", "{}", false);
  hub.add("vae/DIFFUSION_pytorch_model.safetensors", "x", true);
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(contains(e.what(), "one name on some disks")) << e.what();
  EXPECT_TRUE(hub.requests_for("/resolve/").empty());
}

TEST_F(PullSecurityTest, ATokenEchoedInAPathIsNotShown) {
  hub.add(std::string("../") + kSecret, "x", false);
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
  EXPECT_FALSE(contains(e.what(), kSecret)) << e.what();
}

TEST_F(PullSecurityTest, ATokenEchoedInARedirectIsNotShown) {
  answer_all({302, {{"Location", std::string("ftp://") + kSecret + ".example/" + kSecret}}, "", {}, true, 0});
  const Error e = refused();
  EXPECT_EQ(e.code(), ErrorCode::Unreachable);
  // A host's name is shown in lower case or as it came; neither may be the token.
  EXPECT_FALSE(contains(e.what(), kSecret)) << e.what();
}

TEST_F(PullSecurityTest, ATokenEchoedInAnAnswerIsNotShown) {
  answer_all({200, {}, std::string("{\"sha\": \"") + kSecret + "\"}", {}, true, 0});
  EXPECT_FALSE(contains(refused().what(), kSecret));
}

TEST_F(PullSecurityTest, ARefusalDoesNotShowTheToken) {
  for (const int status : {400, 401, 403, 404, 500}) {
    FakeHub refusing;
    refusing.intercept(
        [=](const FakeRequest&) -> std::optional<FakeReply> { return FakeHub::refusal(status); });
    options.base_url = refusing.url();
    options.max_attempts = 1;
    EXPECT_FALSE(contains(refused().what(), kSecret)) << status;
  }
}

TEST_F(PullSecurityTest, ControlCharactersOfTheHubDoNotReachTheTerminal) {
  answer_all({200, {}, "{\"sha\": \"\\u001b[2J\\u0007\"}", {}, true, 0});
  const std::string message = refused().what();
  EXPECT_FALSE(contains(message, "\x1b")) << message;
}

TEST_F(PullSecurityTest, AFileListedTwiceIsRefused) {
  hub.intercept([this](const FakeRequest& request) -> std::optional<FakeReply> {
    if (!contains(request.path, "/tree/")) return std::nullopt;
    FakeReply reply = hub.answer(request);
    reply.body = "[" + reply.body.substr(1, reply.body.size() - 2) + "," + reply.body.substr(1);
    return reply;
  });
  EXPECT_EQ(refused().code(), ErrorCode::CorruptFile);
}

}  // namespace
}  // namespace reverie
