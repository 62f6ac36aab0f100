// tests/server/model_pulls_test.cpp
//
// Pulls that are started, watched, cancelled and told of, with a hub that does as the test says.

#include "server/model_pulls.h"

#include <gmock/gmock.h>

#include <future>

#include "server/dialects/dialect_fixture.h"
#include "server/metrics.h"
#include "server/routes.h"

namespace reverie {
namespace {

using testing::ElementsAre;

// Fetches what is let go; a name with "broken" fails.
class SlowHub {
 public:
  void fetch(const std::string& name, const PullHooks& hooks) {
    hooks.on_progress({.bytes_done = 10, .bytes_total = 100, .file = "a"});
    ++begun;
    while (!is_free) {
      stop_if_cancelled(hooks.is_cancelled);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (name.find("broken") != std::string::npos) throw Error(ErrorCode::CorruptFile, "a hash is wrong");
    hooks.on_progress({.bytes_done = 100, .bytes_total = 100, .file = "b"});
  }
  std::atomic<bool> is_free{true};
  std::atomic<int> begun{0};
};

class ModelPullsTest : public ::testing::Test {
 protected:
  ModelPull ended(const std::string& id) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < deadline) {
      for (const ModelPull& pull : pulls_.all()) {
        if (pull.id == id && pull.state != PullState::Running) return pull;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ADD_FAILURE() << "pull " << id << " did not end";
    return {};
  }

  SlowHub hub_;
  std::mutex mutex_;
  std::vector<std::string> installed_;
  ModelPulls pulls_{[this](const std::string& name, const PullHooks& hooks) { hub_.fetch(name, hooks); },
                    [this](const std::string& name) {
                      if (name == "owner/odd") throw Error(ErrorCode::CorruptFile, "no model that we know");
                      const std::lock_guard lock(mutex_);
                      installed_.push_back(name);
                    }};
};

TEST_F(ModelPullsTest, AModelIsInstalledWhenItIsWhole) {
  const ModelPull pull = ended(pulls_.start("owner/model").id);
  EXPECT_EQ(pull.state, PullState::Succeeded);
  EXPECT_EQ(pull.bytes, 100U);
  EXPECT_EQ(pull.total_bytes, 100U);
  EXPECT_FALSE(pull.error);
  EXPECT_THAT(installed_, ElementsAre("owner/model"));
}

TEST_F(ModelPullsTest, AFailureIsTold) {
  const ModelPull broken = ended(pulls_.start("owner/broken").id);
  EXPECT_EQ(broken.state, PullState::Failed);
  EXPECT_EQ(broken.error->message, "a hash is wrong");
  EXPECT_EQ(ended(pulls_.start("owner/odd").id).state, PullState::Failed) << "whole, but of no use";
  EXPECT_TRUE(installed_.empty());
}

TEST_F(ModelPullsTest, OneAfterTheOtherAndEachOnce) {
  hub_.is_free = false;
  const ModelPull first = pulls_.start("owner/first");
  const ModelPull second = pulls_.start("owner/second");
  EXPECT_EQ(pulls_.start("owner/first").id, first.id) << "under way already";
  EXPECT_EQ(pulls_.all().size(), 2U);
  EXPECT_EQ(pulls_.all()[0].id, second.id) << "newest first";
  while (hub_.begun == 0) std::this_thread::yield();
  EXPECT_EQ(hub_.begun, 1);
  hub_.is_free = true;
  ended(second.id);
  EXPECT_THAT(installed_, ElementsAre("owner/first", "owner/second"));
  EXPECT_NE(pulls_.start("owner/first").id, first.id) << "that one is over";
}

TEST_F(ModelPullsTest, OneThatRunsAndOneThatWaitsCanBeCancelled) {
  hub_.is_free = false;
  const ModelPull first = pulls_.start("owner/first");
  const ModelPull second = pulls_.start("owner/second");
  while (hub_.begun == 0) std::this_thread::yield();
  pulls_.cancel(second.id);
  pulls_.cancel(first.id);
  EXPECT_EQ(ended(first.id).state, PullState::Cancelled);
  EXPECT_EQ(ended(second.id).state, PullState::Cancelled);
  EXPECT_EQ(hub_.begun, 1) << "the second was never asked for";
  EXPECT_EQ(pulls_.cancel(first.id).state, PullState::Cancelled) << "it is over: nothing happens";
  EXPECT_THROW(pulls_.cancel("nothing"), Error);
}

TEST_F(ModelPullsTest, TheEndOfTheServerEndsThem) {
  hub_.is_free = false;
  pulls_.start("owner/first");  // the destructor would wait for ever
}

TEST_F(ModelPullsTest, ANameThatIsNoRepositoryIsRefusedAtOnce) {
  for (const char* name : {"", "model", "../model", "owner/../x", "owner/model/x"}) {
    try {
      pulls_.start(name);
      ADD_FAILURE() << name;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::InvalidRequest) << name;
      EXPECT_EQ(e.field(), "name") << name;
    }
  }
}

// --- over HTTP ------------------------------------------------------------------------------------

class PullsApi : public DialectFixture {
 protected:
  PullsApi() : DialectFixture(settings_with(pulls())) {
    add_routes(router, service, blobs, urls, metrics_, {});
  }

  static ModelPulls& pulls() {
    static ModelPulls instance([](const std::string&, const PullHooks&) {}, [](const std::string&) {});
    return instance;
  }
  static ServiceSettings settings_with(ModelPulls& pulls) {
    ServiceSettings settings;
    settings.pulls = &pulls;
    return settings;
  }

  Metrics metrics_{store};
  const Headers admin_{{"Authorization", "Bearer " + make_key("admin", std::nullopt, {kScopeAdmin})}};
};

TEST_F(PullsApi, AnAdministratorPulls) {
  const Json pull = call_json("POST", "/api/pulls", {{"name", "owner/model"}}, admin_, 202);
  EXPECT_EQ(pull["name"], "owner/model");
  EXPECT_EQ(pull["total_bytes"], nullptr);
  EXPECT_EQ(call_json("GET", "/api/pulls", {}, admin_)["pulls"][0]["id"], pull["id"]);
  const std::string cancel = "/api/pulls/" + pull["id"].get<std::string>() + "/cancel";
  EXPECT_EQ(call_json("POST", cancel, {}, admin_)["id"], pull["id"]);
  EXPECT_EQ(call_json("POST", "/api/pulls", {{"name", "model"}}, admin_, 400)["error"]["field"], "name");
  EXPECT_EQ(call_json("POST", "/api/pulls/none/cancel", {}, admin_, 404)["error"]["field"], "id");
}

TEST_F(PullsApi, NobodyElseDoes) {
  EXPECT_EQ(call("GET", "/api/pulls").status, 403);
  EXPECT_EQ(call("POST", "/api/pulls", R"({"name": "owner/model"})").status, 403);
  EXPECT_EQ(call("POST", "/api/pulls/any/cancel").status, 403);
}

}  // namespace
}  // namespace reverie
