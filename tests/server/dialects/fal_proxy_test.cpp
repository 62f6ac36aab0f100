// The one address that fal's npm client is pointed at: what it does there, from the upload to the result.
#include "server/dialects/fal_proxy.h"

#include <gmock/gmock.h>

#include "server/dialects/dialect_fixture.h"
#include "server/dialects/fal_queue.h"

namespace reverie {
namespace {

using ::testing::StartsWith;

class FalProxy : public DialectFixture {
 protected:
  FalProxy() {
    for (const char* method : {"GET", "POST", "PUT"}) add(method, "/fal/proxy", fal::proxy);
    add("POST", "/fal/storage/upload/initiate", fal::initiate_upload);
    add("PUT", "/fal/storage/{id}", fal::put_upload);
    add("GET", "/fal/storage/{id}", fal::get_upload);
    add("GET", "/fal/{app...}/requests/{id}", fal::result);
  }

  void add(const std::string& method, const std::string& pattern, DialectHandler handler) {
    add_route(method, pattern, handler, fal::error_reply);
  }

  HttpResponse through(const std::string& method, const std::string& url, const Json& body = {},
                       Headers headers = {}) {
    headers.emplace_back("x-fal-target-url", url);
    headers.emplace_back("Authorization", "Key " + key);
    return call(method, "/fal/proxy", body.is_null() ? "" : body.dump(), headers);
  }

  // The addresses for one file.
  Json initiate() {
    return Json::parse(through("POST", "https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3",
                               {{"content_type", "image/png"}, {"file_name", "a.png"}})
                           .body);
  }

  // A PUT without a key: request_of() adds one unless there is a header that looks like one.
  HttpResponse put(const std::string& url, const std::string& bytes) {
    return call("PUT", path_in(url), bytes, {{"Authorization", ""}, {"Content-Type", "image/png"}});
  }

  static std::string path_in(const std::string& url) {
    return url.substr(std::string("http://reverie.test").size());
  }
  static std::string picture() {
    return encode_image(Image{64, 32, std::vector<uint8_t>(64 * 32 * 3, 90)}, ImageFormat::Png);
  }
};

constexpr const char* kText = "fal-ai/bytedance/seedream/v4.5/text-to-image";

TEST_F(FalProxy, RunsWhatIsMeantForFalRun) {
  const HttpResponse response = through("POST", "https://fal.run/" + std::string(kText), {{"prompt", "x"}});

  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(Json::parse(response.body)["images"].size(), 1u);
}

// submit, status, result and cancel as `fal.subscribe` makes them.
TEST_F(FalProxy, QueuesWhatIsMeantForTheQueue) {
  const HttpResponse submitted = through("POST", "https://queue.fal.run/" + std::string(kText),
                                         {{"prompt", "x"}}, {{"x-fal-queue-priority", "normal"}});
  ASSERT_EQ(submitted.status, 200) << submitted.body;
  const Json request = Json::parse(submitted.body);
  const std::string id = request["request_id"];
  EXPECT_EQ(request["response_url"], "http://reverie.test/fal/queue/fal-ai/bytedance/requests/" + id);
  finish(id);

  const std::string url = "https://queue.fal.run/fal-ai/bytedance/requests/" + id;
  EXPECT_EQ(Json::parse(through("GET", url + "/status?logs=1").body)["logs"].size(), 2u);
  EXPECT_THAT(through("GET", url + "/status/stream?logs=0").body, StartsWith("data: {"));
  EXPECT_EQ(Json::parse(through("GET", url).body)["images"].size(), 1u);
  EXPECT_EQ(through("PUT", url + "/cancel").status, 400);
  EXPECT_EQ(call("GET", path_in(request["response_url"])).status, 200) << "the address is ours";
}

TEST_F(FalProxy, PassesTheWebhookOn) {
  const HttpResponse submitted = through(
      "POST", "https://queue.fal.run/" + std::string(kText) + "?fal_webhook=https%3A%2F%2Fexample.com%2F",
      {{"prompt", "x"}});
  const std::string id = Json::parse(submitted.body)["request_id"];
  EXPECT_EQ(store.find(id).value().webhook.value().url, "https://example.com/");
}

TEST_F(FalProxy, RefusesOtherTargets) {
  EXPECT_EQ(call("POST", "/fal/proxy").status, 400);
  for (const char* url :
       {"https://example.com/x", "http://fal.run/x", "https://fal.run.example.com/x",
        "https://fal.run@example.com/x", "https://fal.run:80/x", "fal.run/x", "https://fal.run"}) {
    EXPECT_EQ(through("POST", url, {{"prompt", "x"}}).status, 412) << url;
  }
  EXPECT_EQ(through("GET", "https://rest.fal.ai/tokens/").status, 404);
  EXPECT_EQ(through("PUT", "https://fal.run/" + std::string(kText)).status, 404);
  EXPECT_EQ(through("POST", "https://fal.run/proxy", {{"prompt", "x"}}).status, 404) << "no way in circles";
}

TEST_F(FalProxy, AsksForAKey) {
  EXPECT_EQ(
      call("POST", "/fal/proxy", R"({"prompt":"x"})",
           {{"Authorization", "Key wrong"}, {"x-fal-target-url", "https://fal.run/" + std::string(kText)}})
          .status,
      401);
}

// --- Uploads ---

TEST_F(FalProxy, TakesAFileAndThenItsAddressAsAReference) {
  const Json place = initiate();
  EXPECT_THAT(place["file_url"].get<std::string>(), StartsWith("http://reverie.test/fal/storage/"));
  const HttpResponse kept = put(place["upload_url"], picture());
  ASSERT_EQ(kept.status, 200) << kept.body;

  const HttpResponse response = through("POST", "https://fal.run/fal-ai/bytedance/seedream/v4.5/edit",
                                        {{"prompt", "x"}, {"image_urls", {place["file_url"]}}});
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(newest().task.references, std::vector<std::string>{sha256_hex(picture())});
}

TEST_F(FalProxy, ShowsAnUploadToWhoeverMadeIt) {
  const Json place = initiate();
  put(place["upload_url"], picture());
  const std::string path = path_in(place["file_url"]);

  const HttpResponse response = call("GET", path);
  EXPECT_EQ(response.status, 302);
  EXPECT_THAT(std::string(header_of(response.headers, "location")),
              StartsWith("http://reverie.test/files/" + sha256_hex(picture()) + ".png?"));
  EXPECT_EQ(call("GET", path, "", {{"Authorization", "Key " + make_key("other")}}).status, 404);
}

TEST_F(FalProxy, RefusesUploadsWithoutAValidTicket) {
  const std::string url = initiate()["upload_url"];
  const std::string other = initiate()["upload_url"];
  const std::string query = url.substr(url.find('?'));
  std::string changed_account = url;
  changed_account.replace(url.find("account=") + 8, 6, "others");

  EXPECT_EQ(put(url.substr(0, url.find('?')), picture()).status, 403);
  EXPECT_EQ(put(other.substr(0, other.find('?')) + query, picture()).status, 403) << "it is for one id";
  EXPECT_EQ(put(changed_account, picture()).status, 403);
  EXPECT_EQ(put("http://reverie.test/fal/storage/upload" + query, picture()).status, 404);
  EXPECT_EQ(put(url, "no picture").status, 422);
  EXPECT_EQ(put(url, picture()).status, 200);
  EXPECT_EQ(put(url, picture()).status, 409) << "a place is used once";
}

TEST_F(FalProxy, RefusesFilesOfMoreThanNinetyMegabytes) {
  EXPECT_EQ(through("POST", "https://rest.fal.ai/storage/upload/initiate-multipart?storage_type=fal-cdn-v3",
                    {{"content_type", "image/png"}, {"file_name", "a.png"}})
                .status,
            413);
}

TEST_F(FalProxy, TakesAnAccountsNameAsItIs) {
  key = make_key("Zoë & sons");
  const Json place = initiate();
  EXPECT_EQ(put(place["upload_url"], picture()).status, 200);
}

}  // namespace
}  // namespace reverie
