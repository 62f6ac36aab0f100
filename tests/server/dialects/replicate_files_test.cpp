// Files on Replicate's paths: uploaded as its clients do it, then used as input.
#include "server/dialects/replicate_files.h"

#include <gmock/gmock.h>

#include "server/dialects/dialect_fixture.h"
#include "server/dialects/replicate_predictions.h"

namespace reverie {
namespace {

using ::testing::StartsWith;

class ReplicateFiles : public DialectFixture {
 protected:
  ReplicateFiles() {
    add("POST", "/v1/files", replicate::create_file);
    add("GET", "/v1/files/{id}", replicate::get_file);
    add("DELETE", "/v1/files/{id}", replicate::delete_file);
    add("POST", "/v1/models/{owner}/{name}/predictions", replicate::create_model_prediction);
  }

  void add(const std::string& method, const std::string& pattern, DialectHandler handler) {
    add_route(method, pattern, handler, replicate::error_reply);
  }

  static std::string picture() {
    return encode_image(Image{32, 16, std::vector<uint8_t>(32 * 16 * 3, 90)}, ImageFormat::Png);
  }

  // As npm sends a Buffer: the file without a type, the metadata as a file of its own.
  HttpResponse upload(const std::string& bytes, const std::string& metadata = "{}") {
    const std::string body =
        "--b0\r\nContent-Disposition: form-data; name=\"content\"; filename=\"buffer_1\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\n" +
        bytes +
        "\r\n--b0\r\nContent-Disposition: form-data; name=\"metadata\"; filename=\"blob\"\r\n"
        "Content-Type: application/json\r\n\r\n" +
        metadata + "\r\n--b0--\r\n";
    return call("POST", "/v1/files", body, {{"Content-Type", "multipart/form-data; boundary=b0"}});
  }
};

// Everything that the Python client's File has as a must.
TEST_F(ReplicateFiles, KeepsAFile) {
  const HttpResponse response = upload(picture(), R"({"from":"me"})");
  ASSERT_EQ(response.status, 201) << response.body;
  const Json file = Json::parse(response.body);

  EXPECT_EQ(file["name"], "buffer_1");
  EXPECT_EQ(file["content_type"], "image/png") << "the bytes tell";
  EXPECT_EQ(file["size"], picture().size());
  EXPECT_EQ(file["checksums"]["sha256"], sha256_hex(picture()));
  EXPECT_TRUE(file["etag"].is_string());
  EXPECT_EQ(file["metadata"], (Json{{"from", "me"}}));
  EXPECT_TRUE(file["created_at"].is_string());
  EXPECT_TRUE(file["expires_at"].is_string());
  EXPECT_THAT(file["urls"]["get"].get<std::string>(), StartsWith("http://reverie.test/v1/files/"));
  const std::string id = file["id"];
  EXPECT_EQ(call_json("GET", "/v1/files/" + id)["id"], id);
}

TEST_F(ReplicateFiles, TakesItsOwnAddressAsAReference) {
  const Json file = Json::parse(upload(picture()).body);
  const Json reply = call_json("POST", "/v1/models/bytedance/seedream-4.5/predictions",
                               {{"input", {{"prompt", "x"}, {"image_input", {file["urls"]["get"]}}}}},
                               {{"Prefer", "wait"}}, 201);

  EXPECT_EQ(reply["status"], "succeeded");
  const ImageTask task = newest().task;
  ASSERT_EQ(task.references.size(), 1u);
  EXPECT_NEAR(static_cast<double>(task.size.width_px) / static_cast<double>(task.size.height_px), 2, 0.02)
      << "its shape is the first reference's";
}

TEST_F(ReplicateFiles, Deletes) {
  const std::string id = Json::parse(upload(picture()).body)["id"];

  const HttpResponse response = call("DELETE", "/v1/files/" + id);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.body, "");
  call_json("GET", "/v1/files/" + id, {}, {}, 404);
  EXPECT_EQ(call("DELETE", "/v1/files/" + id).status, 404);
}

TEST_F(ReplicateFiles, KeepsTheFilesOfOthersToThemselves) {
  const Json file = Json::parse(upload(picture()).body);
  const std::string path = "/v1/files/" + file["id"].get<std::string>();
  const Headers other = {{"Authorization", "Bearer " + make_key("other")}};

  call_json("GET", path, {}, other, 404);
  EXPECT_EQ(call("DELETE", path, "", other).status, 404);
  const Json reply =
      call_json("POST", "/v1/models/bytedance/seedream-4.5/predictions",
                {{"input", {{"prompt", "x"}, {"image_input", {file["urls"]["get"]}}}}}, other, 422);
  EXPECT_EQ(reply["invalid_fields"][0]["field"], "input.image_input");
}

TEST_F(ReplicateFiles, RefusesWhatIsNoPictureAndFormsWithoutAFile) {
  const HttpResponse text = upload("no picture");
  EXPECT_EQ(text.status, 422);
  EXPECT_EQ(Json::parse(text.body)["invalid_fields"][0]["field"], "content");
  EXPECT_EQ(upload(picture(), "[1]").status, 422);
  EXPECT_EQ(call("POST", "/v1/files", "{}", {{"Content-Type", "application/json"}}).status, 422);
  const std::string no_file =
      "--b0\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n{}\r\n--b0--\r\n";
  const HttpResponse response =
      call("POST", "/v1/files", no_file, {{"Content-Type", "multipart/form-data; boundary=b0"}});
  EXPECT_EQ(Json::parse(response.body)["detail"], "- (root): content is required\n");
}

}  // namespace
}  // namespace reverie
