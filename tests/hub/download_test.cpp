// tests/hub/download_test.cpp
//
// One file: where a download goes on, and when it has to begin again.

#include "hub/download.h"

#include <gmock/gmock.h>

#include "core/json.h"
#include "hub/hub_test_support.h"
#include "hub/partial_file.h"

namespace reverie {
namespace {

using testing::bytes_of;
using testing::contains;
using ::testing::ElementsAre;
using testing::error_of;
using testing::fail_times;
using testing::FakeReply;
using testing::FakeRequest;
using testing::HubTest;

class DownloadTest : public HubTest {
 protected:
  DownloadTest() : content(hub.content(kWeights)) {
    Digest sha = Digest::sha256();
    sha.add(content);
    file = {kWeights, content.size(), std::string(40, '0'), sha.hex()};
  }

  std::filesystem::path target() const { return root.path() / "w.safetensors"; }
  std::uint64_t download() {
    HttpClient http(options, {});
    return download_file(http, hub.url() + "/cdn/" + kWeights, file, target(), {});
  }
  // Leaves the first `count` bytes behind, as an interrupted download does.
  void begin(std::size_t count, const std::string& etag = "\"v1\"") {
    PartialFile partial(target(), file, {});
    partial.restart(etag);
    partial.append(content.substr(0, count));
  }
  // The Range of each request, "" for none.
  std::vector<std::string> ranges() const {
    std::vector<std::string> sent;
    for (const FakeRequest& request : hub.requests()) {
      const auto range = request.headers.find("range");
      sent.push_back(range == request.headers.end() ? "" : range->second);
    }
    return sent;
  }
  void change_answers(const std::function<void(FakeReply&)>& change) {
    hub.intercept([this, change](const FakeRequest& request) -> std::optional<FakeReply> {
      FakeReply reply = hub.answer(request);
      change(reply);
      return reply;
    });
  }

  const std::string content;
  RepositoryFile file;
};

TEST_F(DownloadTest, AFileArrivesWhole) {
  EXPECT_EQ(download(), content.size());
  EXPECT_EQ(bytes_of(target()), content);
  EXPECT_THAT(ranges(), ElementsAre(""));
}

TEST_F(DownloadTest, ACutConnectionGoesOnWhereItEnded) {
  FakeReply cut{200, {{"ETag", "\"v1\""}}, content, 100'000, true, 0};
  hub.intercept(fail_times("/cdn/", 1, cut));
  EXPECT_EQ(download(), content.size()) << "no byte came twice";
  EXPECT_EQ(bytes_of(target()), content);
  EXPECT_THAT(ranges(), ElementsAre("", "bytes=100000-"));
}

TEST_F(DownloadTest, AnEarlierPartialIsContinued) {
  begin(200'000);
  EXPECT_EQ(download(), content.size() - 200'000);
  EXPECT_EQ(bytes_of(target()), content);
  EXPECT_THAT(ranges(), ElementsAre("bytes=200000-"));
}

TEST_F(DownloadTest, APartialThatIsWholeNeedsNoRequest) {
  begin(content.size());
  EXPECT_EQ(download(), 0u);
  EXPECT_EQ(bytes_of(target()), content);
  EXPECT_TRUE(hub.requests().empty());
}

TEST_F(DownloadTest, AnEmptyFileNeedsNoRequest) {
  file = {"empty", 0, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", {}};
  EXPECT_EQ(download(), 0u);
  EXPECT_EQ(bytes_of(target()), "");
}

TEST_F(DownloadTest, AServerThatIgnoresTheRangeIsReadFromTheStart) {
  begin(200'000);
  hub.knows_ranges = false;
  EXPECT_EQ(download(), content.size());
  EXPECT_EQ(bytes_of(target()), content);
  EXPECT_THAT(ranges(), ElementsAre("bytes=200000-"));
}

TEST_F(DownloadTest, AnotherETagBeginsAgain) {
  begin(200'000, "\"v0\"");
  EXPECT_EQ(download(), content.size());
  EXPECT_EQ(bytes_of(target()), content);
  EXPECT_THAT(ranges(), ElementsAre("bytes=200000-", ""));
}

TEST_F(DownloadTest, AnotherRangeThanAskedBeginsAgain) {
  begin(200'000);
  change_answers([](FakeReply& reply) {
    if (reply.status == 206) reply.headers["Content-Range"] = "bytes 5-299999/300000";
  });
  EXPECT_EQ(download(), content.size());
  EXPECT_EQ(bytes_of(target()), content);
  EXPECT_THAT(ranges(), ElementsAre("bytes=200000-", ""));
}

TEST_F(DownloadTest, APartThatWasNotAskedForIsRefused) {
  change_answers([](FakeReply& reply) {
    reply.status = 206;
    reply.headers["Content-Range"] = "bytes 5-299999/300000";
  });
  EXPECT_EQ(error_of([&] { download(); }).code(), ErrorCode::Unreachable);
}

TEST_F(DownloadTest, ARangeThatTheServerCannotServeBeginsAgain) {
  begin(200'000);
  hub.intercept([](const FakeRequest& request) -> std::optional<FakeReply> {
    if (!request.headers.contains("range")) return std::nullopt;
    return testing::FakeHub::refusal(416);
  });
  EXPECT_EQ(download(), content.size());
  EXPECT_THAT(ranges(), ElementsAre("bytes=200000-", ""));
}

TEST_F(DownloadTest, AWrongTotalInARangeIsCorrupt) {
  begin(200'000);
  change_answers([](FakeReply& reply) { reply.headers["Content-Range"] = "bytes 200000-299999/300001"; });
  EXPECT_EQ(error_of([&] { download(); }).code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(std::filesystem::is_empty(root.path()));
}

TEST_F(DownloadTest, AServerWithoutLengthsIsBelievedByTheHash) {
  change_answers([](FakeReply& reply) { reply.has_length = false; });
  EXPECT_EQ(download(), content.size());
  EXPECT_EQ(bytes_of(target()), content);
}

TEST_F(DownloadTest, AnEndlessBodyStopsAtTheExpectedSize) {
  change_answers([](FakeReply& reply) {
    reply.has_length = false;
    reply.body += std::string(1'000'000, 'x');
  });
  EXPECT_EQ(error_of([&] { download(); }).code(), ErrorCode::CorruptFile);
  EXPECT_TRUE(std::filesystem::is_empty(root.path()));
}

TEST_F(DownloadTest, ABodyThatAlwaysEndsEarlyIsGivenUpAndKept) {
  hub.knows_ranges = false;
  options.max_attempts = 3;
  change_answers([](FakeReply& reply) {
    reply.has_length = false;
    reply.body.resize(1000);
  });
  const Error e = error_of([&] { download(); });
  EXPECT_EQ(e.code(), ErrorCode::Unreachable);
  EXPECT_TRUE(contains(e.what(), "1000 of 300000")) << e.what();
  EXPECT_EQ(hub.requests().size(), 3u);
  EXPECT_EQ(bytes_of(PartialFile::partial_path(target())).size(), 1000u);
}

TEST_F(DownloadTest, TheETagIsRememberedForTheNextProcess) {
  options.max_attempts = 1;
  hub.intercept(fail_times("/cdn/", 1, {200, {{"ETag", "\"v1\""}}, content, 1000, true, 0}));
  EXPECT_EQ(error_of([&] { download(); }).code(), ErrorCode::Unreachable);
  EXPECT_EQ(read_json(PartialFile::sidecar_path(target())).at("etag"), "\"v1\"");
  download();
  EXPECT_THAT(ranges(), ElementsAre("", "bytes=1000-"));
}

TEST_F(DownloadTest, ProgressCountsTheBytesOnDisk) {
  begin(200'000);
  std::vector<std::uint64_t> seen;
  HttpClient http(options, {});
  download_file(http, hub.url() + "/cdn/" + kWeights, file, target(),
                [&](std::uint64_t n) { seen.push_back(n); });
  ASSERT_FALSE(seen.empty());
  EXPECT_GT(seen.front(), 200'000u);
  EXPECT_EQ(seen.back(), content.size());
}

TEST(ContentRange, IsReadStrictly) {
  EXPECT_EQ(parse_content_range("bytes 100-199/200").first, 100u);
  EXPECT_EQ(parse_content_range("bytes 100-199/200").total, 200u);
  EXPECT_EQ(parse_content_range("bytes 100-199/*").first, 100u);
  EXPECT_EQ(parse_content_range("bytes 100-199/*").total, UINT64_MAX);
  for (const char* header :
       {"", "bytes", "bytes ", "bytes */200", "bytes 1-", "bytes 5-4/9", "bytes 1-9/9", "bytes 1-2/x",
        "bytes -1-2/3", "items 1-2/3", "bytes 1-2/3x", "bytes 99999999999999999999-2/3"}) {
    EXPECT_EQ(parse_content_range(header).first, UINT64_MAX) << header;
  }
}

}  // namespace
}  // namespace reverie
