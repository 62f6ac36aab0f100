// tests/server/own_api_test.cpp
//
// What the page lives on: jobs that say how to make them again, with small pictures, and that can be deleted.

#include "server/own_api.h"

#include "image/write_image.h"
#include "server/dialects/dialect_fixture.h"
#include "server/metrics.h"
#include "server/routes.h"

namespace reverie {
namespace {

class OwnApi : public DialectFixture {
 protected:
  explicit OwnApi(ServiceSettings settings = {}) : DialectFixture(std::move(settings)) {
    add_routes(router, service, blobs, urls, metrics_, {});
  }

  Json draw(const Json& body) {
    const std::string id = call_json("POST", "/api/jobs", body, {}, 202)["id"];
    finish(id);
    return call_json("GET", "/api/jobs/" + id);
  }

  // The path and the query of an address of ours.
  static std::string local(const Json& url) {
    return url.get<std::string>().substr(std::string("http://reverie.test").size());
  }

  Json upload_picture() {
    const Image image{64, 48, std::vector<uint8_t>(64 * 48 * 3, 90)};
    const std::string body =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n" +
        encode_image(image, ImageFormat::Png) + "\r\n--b--\r\n";
    const HttpResponse reply =
        call("POST", "/api/uploads", body, {{"Content-Type", "multipart/form-data; boundary=b"}});
    EXPECT_EQ(reply.status, 201) << reply.body;
    return Json::parse(reply.body);
  }

  Metrics metrics_{store};
};

TEST_F(OwnApi, AJobsParametersMakeTheSameAgain) {
  const Json first = draw({{"prompt", "a cat"},
                           {"size", "2K"},
                           {"aspect_ratio", "16:9"},
                           {"count", 2},
                           {"seed", 7},
                           {"steps", 3},
                           {"guidance", 2.5},
                           {"format", "png"},
                           {"enhance", "fast"},
                           {"images", {upload_picture()["id"]}}});
  EXPECT_EQ(first["parameters"]["size"], first["size"]);
  EXPECT_EQ(first["parameters"]["seed"], 7);
  EXPECT_EQ(first["parameters"]["steps"], 3);
  EXPECT_EQ(first["parameters"]["enhance"], "fast");
  EXPECT_FALSE(first["parameters"].contains("group_max"));
  ASSERT_EQ(first["references"].size(), 1U);
  EXPECT_EQ(first["parameters"]["images"][0], first["references"][0]["url"]);
  const Json second = draw(first["parameters"]);
  for (const int i : {0, 1}) {
    const auto blob_of = [&](const Json& job) {
      return call("GET", local(job["images"][i]["url"])).blob.value().name;
    };
    EXPECT_EQ(blob_of(first), blob_of(second));
  }
  Json expected = first["parameters"];
  expected["images"] = second["parameters"]["images"];  // signed at another time
  EXPECT_EQ(second["parameters"], expected);
}

TEST_F(OwnApi, AGroupAndItsDefaultsAreParametersToo) {
  const Json job = draw({{"prompt", "three cats"}, {"group_max", 3}});
  EXPECT_EQ(job["parameters"]["group_max"], 3);
  EXPECT_FALSE(job["parameters"].contains("steps"));
  EXPECT_FALSE(job["parameters"].contains("images"));
  EXPECT_EQ(job["references"], Json::array());
  EXPECT_EQ(job["images"].size(), 3U);
}

TEST_F(OwnApi, PicturesReferencesAndUploadsHaveThumbnails) {
  const Json upload = upload_picture();
  const Json job = draw({{"prompt", "a cat"}, {"images", {upload["url"]}}});
  for (const Json& url :
       {upload["thumbnail_url"], job["references"][0]["thumbnail_url"], job["images"][0]["thumbnail_url"]}) {
    const HttpResponse reply = call("GET", local(url));
    EXPECT_EQ(reply.status, 200) << url;
    EXPECT_EQ(header_of(reply.headers, "content-type"), "image/jpeg");
  }
}

TEST_F(OwnApi, ADeletedJobIsGoneWithItsPictures) {
  const Json job = draw({{"prompt", "a cat"}});
  const std::string path = "/api/jobs/" + job["id"].get<std::string>();
  const Headers stranger{{"Authorization", "Bearer " + make_key("stranger")}};
  EXPECT_EQ(call("DELETE", path, "", stranger).status, 404);
  EXPECT_EQ(call("DELETE", path).status, 204);
  EXPECT_EQ(call("GET", path).status, 404);
  EXPECT_EQ(call("DELETE", path).status, 404);
  EXPECT_EQ(call("GET", local(job["images"][0]["url"])).status, 404);
  EXPECT_EQ(call("GET", local(job["images"][0]["thumbnail_url"])).status, 404);
  EXPECT_EQ(call_json("GET", "/api/usage")["usage"]["images"], 1);
}

TEST_F(OwnApi, ARunningJobIsNotDeleted) {
  engine.step_ms = 50;
  const Json job = call_json("POST", "/api/jobs", {{"prompt", "a cat"}}, {}, 202);
  const std::string path = "/api/jobs/" + job["id"].get<std::string>();
  EXPECT_EQ(call_json("DELETE", path, {}, {}, 409)["error"]["code"], "Conflict");
  finish(job["id"]);
  EXPECT_EQ(call("DELETE", path).status, 204);
}

TEST_F(OwnApi, APictureThatAnotherJobHoldsIsKept) {
  const Json first = draw({{"prompt", "a cat"}});
  const Json second = draw({{"prompt", "the same cat"}, {"images", {first["images"][0]["url"]}}});
  EXPECT_EQ(call("DELETE", "/api/jobs/" + first["id"].get<std::string>()).status, 204);
  EXPECT_EQ(call("GET", local(second["references"][0]["url"])).status, 200);
}

TEST_F(OwnApi, TimeLeftIsGuessedOnceThereIsSomethingToGuessFrom) {
  EXPECT_EQ(draw({{"prompt", "a cat"}})["estimated_seconds"], nullptr) << "it is over";
  engine.step_ms = 50;
  const Json job = call_json("POST", "/api/jobs", {{"prompt", "a cat"}}, {}, 202);
  EXPECT_TRUE(job["estimated_seconds"].is_number()) << job;
}

TEST_F(OwnApi, UsageSaysWhetherAKeyIsNeeded) {
  EXPECT_EQ(call_json("GET", "/api/usage")["needs_key"], true);
}

ServiceSettings keeping() {
  ServiceSettings settings;
  settings.are_pictures_kept = true;
  return settings;
}

class OwnApiThatKeeps : public OwnApi {
 protected:
  OwnApiThatKeeps() : OwnApi(keeping()) {}
};

TEST_F(OwnApiThatKeeps, AddressesAreMadeAnewAndStayTheSameForAWhile) {
  const Json job = draw({{"prompt", "a cat"}});
  const std::string url = local(job["images"][0]["url"]);
  const HttpRequest request = request_of("GET", url, "", {});
  const int64_t expires = std::stoll(request.query_value("expires").value());
  EXPECT_EQ(expires % 3600, 0);
  EXPECT_GE(expires, unix_seconds(now()) + 24 * 3600);
  EXPECT_LE(expires, unix_seconds(now()) + 25 * 3600);
  EXPECT_EQ(call("GET", url).status, 200);
}

}  // namespace
}  // namespace reverie
