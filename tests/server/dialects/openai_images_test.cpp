// tests/server/dialects/openai_images_test.cpp
//
// OpenAI's SDKs and those that follow them: both fields unless one is asked for, multipart edits, Seedream's
// extras.

#include "server/dialects/openai_images.h"

#include "dialect_fixture.h"
#include "intake/base64.h"

namespace reverie {
namespace {

class OpenAiImages : public DialectFixture {
 protected:
  OpenAiImages() {
    using namespace openai_images;
    add_route("POST", "/v1/images/generations", generations, error_reply);
    add_route("POST", "/v1/images/edits", edits, error_reply);
    add_route("GET", "/v1/models", openai_images::models, error_reply);
    add_route("GET", "/v1/models/{model}", model, error_reply);
  }

  static std::string picture() {
    return encode_image(Image{64, 64, std::vector<uint8_t>(64 * 64 * 3, 90)}, ImageFormat::Png);
  }

  static std::string multipart(const std::vector<std::pair<std::string, std::string>>& texts,
                               const std::vector<std::string>& file_names_of_parts) {
    std::string body;
    for (const auto& [name, text] : texts) {
      body += "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
    }
    for (const std::string& name : file_names_of_parts) {
      body += "--x\r\nContent-Disposition: form-data; name=\"" + name +
              "\"; filename=\"blob\"\r\nContent-Type: image/png\r\n\r\n" + picture() + "\r\n";
    }
    return body + "--x--\r\n";
  }

  const Headers multipart_type_{{"Content-Type", "multipart/form-data; boundary=x"}};
};

TEST_F(OpenAiImages, WithoutResponseFormatBothFieldsAreAnswered) {
  const Json reply =
      call_json("POST", "/v1/images/generations", {{"model", "seedream-4.5"}, {"prompt", "a cat"}, {"n", 2}});
  ASSERT_EQ(reply["data"].size(), 2U);
  EXPECT_TRUE(reply["data"][0].contains("url"));
  EXPECT_TRUE(reply["data"][0].contains("b64_json"));
  EXPECT_NE(reply["data"][0]["b64_json"], reply["data"][1]["b64_json"]);  // a seed each
}

TEST_F(OpenAiImages, TheFormatAndTheExtrasReachTheTask) {
  call_json("POST", "/v1/images/generations",
            {{"model", "mini"},
             {"prompt", "a cat"},
             {"size", "1K"},
             {"output_format", "webp"},
             {"seed", 5},
             {"watermark", true},
             {"quality", "high"},
             {"user", "someone"}});
  const ImageTask task = newest().task;
  EXPECT_EQ(task.format, PictureFormat::Webp);
  EXPECT_EQ(task.seed, 5U);
  EXPECT_TRUE(task.has_watermark);
  EXPECT_EQ(to_string(task.size), "1024x1024");
}

TEST_F(OpenAiImages, EditsComeAsMultipartWithImageOrImageBrackets) {
  for (const char* name : {"image", "image[]"}) {
    const HttpResponse response =
        call("POST", "/v1/images/edits",
             multipart({{"model", "seedream-4.5"}, {"prompt", "make it winter"}, {"n", "1"}}, {name, name}),
             multipart_type_);
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(newest().task.references.size(), 2U);
  }
}

TEST_F(OpenAiImages, AnEditNeedsAPictureAndTakesNoMask) {
  HttpResponse response = call("POST", "/v1/images/edits",
                               multipart({{"model", "seedream-4.5"}, {"prompt", "x"}}, {}), multipart_type_);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(Json::parse(response.body)["error"]["param"], "image");
  response =
      call("POST", "/v1/images/edits",
           multipart({{"model", "seedream-4.5"}, {"prompt", "x"}}, {"image", "mask"}), multipart_type_);
  EXPECT_EQ(Json::parse(response.body)["error"]["param"], "mask");
}

TEST_F(OpenAiImages, ReferencesMayComeInline) {
  const std::string uri = "data:image/png;base64," + encode_base64(picture());
  call_json("POST", "/v1/images/generations",
            {{"model", "seedream-4.5"}, {"prompt", "like this"}, {"image", {uri, uri}}});
  EXPECT_EQ(newest().task.references.size(), 2U);
}

TEST_F(OpenAiImages, BrokenReferencesAreRefusedBeforeAJobExists) {
  const std::string uri = "data:image/png;base64," + encode_base64("\x89PNG\r\n\x1a\n not really");
  const Json reply = call_json("POST", "/v1/images/generations",
                               {{"model", "seedream-4.5"}, {"prompt", "x"}, {"image", uri}}, {}, 400);
  EXPECT_EQ(reply["error"]["param"], "image");
  EXPECT_EQ(store.count_in(JobState::Failed), 0);
}

TEST_F(OpenAiImages, AddressesOfThisMachineAreNotFetched) {
  for (const char* url : {"http://127.0.0.1/x.png", "http://169.254.169.254/latest", "http://[::1]/x",
                          "http://2130706433/x", "file:///etc/passwd", "ftp://example.org/x"}) {
    const Json reply = call_json("POST", "/v1/images/generations",
                                 {{"model", "seedream-4.5"}, {"prompt", "x"}, {"image", url}}, {}, 400);
    EXPECT_EQ(reply["error"]["param"], "image") << url;
  }
}

TEST_F(OpenAiImages, ErrorsHaveTheFourKeys) {
  const Json reply =
      call_json("POST", "/v1/images/generations", {{"model", "mini"}, {"prompt", "x"}, {"n", 11}}, {}, 400);
  EXPECT_EQ(reply["error"]["param"], "n");
  EXPECT_EQ(reply["error"]["type"], "invalid_request_error");
  EXPECT_EQ(reply["error"]["code"], "invalid_value");
  EXPECT_TRUE(reply["error"].contains("message"));
  EXPECT_EQ(call("POST", "/v1/images/generations", "{}", {{"Authorization", "Bearer no"}}).status, 401);
  EXPECT_EQ(call("POST", "/v1/images/generations", "not json").status, 400);
}

TEST_F(OpenAiImages, AStreamTellsAsManyPreviewsOfEachPictureAsAskedFor) {
  const Json body = {{"model", "mini"}, {"prompt", "a cat"}, {"stream", true}, {"partial_images", 2}};
  Answer answer = router.handle(request_of("POST", "/v1/images/generations", body.dump(), {}), nullptr);
  EventStream& stream = std::get<EventStream>(answer);
  JobView view{store.find(stream.job_id).value(), {}};
  view.job.state = JobState::Running;
  view.job.images.clear();
  std::vector<std::string> told;
  for (const int64_t image : {0, 0, 0, 1}) {
    view.progress.image_index = image;
    view.progress.preview_jpeg = "jpeg " + std::to_string(told.size());
    ++view.progress.preview_count;
    told.push_back(stream.on_change(view).text);
    EXPECT_EQ(stream.on_change(view).text, "") << "the same preview again";
  }
  EXPECT_EQ(told[2], "") << "a third preview of one picture";
  const auto data_of = [](const std::string& event) { return Json::parse(event.substr(event.find('{'))); };
  EXPECT_EQ(data_of(told[0])["type"], "image_generation.partial_image");
  EXPECT_EQ(data_of(told[1])["partial_image_index"], 1);
  EXPECT_EQ(data_of(told[1])["b64_json"], encode_base64("jpeg 1"));
  EXPECT_EQ(data_of(told[3])["image_index"], 1);
  EXPECT_EQ(data_of(told[3])["partial_image_index"], 0);
}

TEST_F(OpenAiImages, AStreamTellsNoPreviewsUnasked) {
  const Json body = {{"model", "mini"}, {"prompt", "a cat"}, {"stream", true}};
  Answer answer = router.handle(request_of("POST", "/v1/images/generations", body.dump(), {}), nullptr);
  EventStream& stream = std::get<EventStream>(answer);
  JobView view{store.find(stream.job_id).value(), {}};
  view.progress.preview_jpeg = "jpeg";
  view.progress.preview_count = 1;
  view.job.state = JobState::Running;
  view.job.images.clear();
  EXPECT_EQ(stream.on_change(view).text, "");
}

TEST_F(OpenAiImages, ModelsAreListed) {
  const Json list = call_json("GET", "/v1/models");
  EXPECT_EQ(list["object"], "list");
  EXPECT_EQ(call_json("GET", "/v1/models/mini")["owned_by"], "reverie");
  EXPECT_EQ(call("GET", "/v1/models/gpt-image-1").status, 404);
}

TEST_F(OpenAiImages, TheSameIdempotencyKeyIsTheSameJob) {
  const Json body = {{"model", "mini"}, {"prompt", "once"}};
  const Json first = call_json("POST", "/v1/images/generations", body, {{"Idempotency-Key", "k"}});
  const Json second = call_json("POST", "/v1/images/generations", body, {{"Idempotency-Key", "k"}});
  EXPECT_EQ(first["data"][0]["b64_json"], second["data"][0]["b64_json"]);
  EXPECT_EQ(store.count_in(JobState::Succeeded), 1);
  call_json("POST", "/v1/images/generations", {{"model", "mini"}, {"prompt", "another"}},
            {{"Idempotency-Key", "k"}}, 409);
}

}  // namespace
}  // namespace reverie
