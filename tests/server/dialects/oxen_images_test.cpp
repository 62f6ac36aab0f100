// Oxen.ai's synchronous requests and its errors.
#include "server/dialects/oxen_images.h"

#include <gmock/gmock.h>

#include "intake/base64.h"
#include "intake/data_uri.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kGenerate = "/api/ai/images/generate";
constexpr const char* kEdit = "/api/ai/images/edit";

class OxenImages : public DialectFixture {
 protected:
  OxenImages() {
    add_route("POST", kGenerate, oxen::images, oxen::error_reply);
    add_route("POST", kEdit, oxen::images, oxen::error_reply);
    router.set_error_writer("/api/ai", oxen::error_reply);
  }

  static Json request(const Json& more = Json::object()) {
    Json body = {{"model", "bytedance-seedream-4-5"}, {"prompt", "A cat in a space suit"}};
    if (!more.is_null()) body.update(more);
    return body;
  }
  ImageTask task_of(const Json& more) {
    call_json("POST", kEdit, request(more));
    return newest().task;
  }
  Json refused(const Json& body, int status = 400) { return call_json("POST", kEdit, body, {}, status); }

  static std::string picture(int64_t width_px = 64, int64_t height_px = 48) {
    const Image image{width_px, height_px,
                      std::vector<uint8_t>(static_cast<std::size_t>(width_px * height_px * 3), 90)};
    return make_data_uri("image/png", encode_image(image, ImageFormat::Png));
  }
};

TEST_F(OxenImages, BothPathsAnswerWithAnAddress) {
  for (const char* path : {kGenerate, kEdit}) {
    const Json reply = call_json("POST", path, request());
    EXPECT_EQ(reply.size(), 3U);
    EXPECT_EQ(reply["model"], "bytedance-seedream-4-5");
    EXPECT_TRUE(reply["created"].is_number_integer());
    ASSERT_EQ(reply["images"].size(), 1U);
    EXPECT_EQ(reply["images"][0].size(), 1U);
    EXPECT_THAT(reply["images"][0]["url"].get<std::string>(), StartsWith("http://reverie.test/files/"));
  }
}

TEST_F(OxenImages, ThePicturesThemselvesComeWhenAskedFor) {
  const Json reply = call_json("POST", kGenerate, request({{"response_format", "b64_json"}}));
  ASSERT_EQ(reply["images"].size(), 1U);
  EXPECT_EQ(reply["images"][0].size(), 1U);
  const std::string file = decode_base64(reply["images"][0]["b64_json"].get<std::string>(), 1 << 20, "");
  EXPECT_EQ(file, blobs.read(newest().images.at(0).blob));
}

TEST_F(OxenImages, WithoutMoreItIsOneSquareOf2KWithoutAMark) {
  const ImageTask task = task_of({});
  EXPECT_EQ(task.prompt, "A cat in a space suit");
  EXPECT_EQ(task.size, (PixelSize{2048, 2048}));
  EXPECT_EQ(task.runs, 1);
  EXPECT_EQ(task.format, PictureFormat::Jpeg);
  EXPECT_FALSE(task.has_watermark) << "unlike Ark's";
}

// The union of what the old page and the current one list.
TEST_F(OxenImages, EveryFieldOfBothPagesReachesTheTask) {
  const ImageTask task = task_of({{"size", "4K"},
                                  {"aspect_ratio", "3:2"},
                                  {"seed", 11},
                                  {"watermark", true},
                                  {"output_format", "png"},
                                  {"num_inference_steps", 12},
                                  {"n", 2},
                                  {"input_image", {picture(), picture(32, 32)}},
                                  {"target_namespace", "ox"}});
  EXPECT_EQ(task.size, (PixelSize{4992, 3328}));
  EXPECT_EQ(task.seed, 11U);
  EXPECT_TRUE(task.has_watermark);
  EXPECT_EQ(task.format, PictureFormat::Png);
  EXPECT_EQ(task.steps, 12);
  EXPECT_EQ(task.runs, 2);
  EXPECT_EQ(task.references.size(), 2U);
}

TEST_F(OxenImages, OneReferenceMayBeATextAlone) {
  const ImageTask task = task_of({{"input_image", picture(96, 64)}, {"aspect_ratio", "match_input_image"}});
  EXPECT_EQ(task.references.size(), 1U);
  EXPECT_EQ(task.size, (PixelSize{2512, 1680})) << "3:2 of the area of 2K, in steps of 16";
}

TEST_F(OxenImages, Seedream4TakesExactPixelsAnd1K) {
  EXPECT_EQ(task_of({{"model", "bytedance-seedream-4"}, {"size", "1600x1200"}}).size,
            (PixelSize{1600, 1200}));
  EXPECT_EQ(task_of({{"model", "bytedance-seedream-4"}, {"size", "1K"}}).size, (PixelSize{1024, 1024}));
  EXPECT_EQ(refused(request({{"size", "1K"}}))["status_message"], "invalid_params");
}

TEST_F(OxenImages, NullAndUnknownFieldsCountAsAbsent) {
  EXPECT_EQ(task_of({{"size", nullptr}, {"seed", nullptr}, {"some_future_field", 1}}).size,
            (PixelSize{2048, 2048}));
}

TEST_F(OxenImages, TheQueuesCountMeansNothingHere) {
  EXPECT_EQ(task_of({{"num_generations", 4}}).runs, 1);
}

TEST_F(OxenImages, WrongParametersAreToldInTheServicesObject) {
  const Json reply = refused(request({{"size", "9K"}}));
  EXPECT_EQ(reply["status"], "error");
  EXPECT_EQ(reply["status_message"], "invalid_params");
  EXPECT_EQ(reply["error"]["type"], "invalid_params");
  EXPECT_TRUE(reply["error"]["title"].is_string());
  EXPECT_THAT(reply["error"]["detail"].get<std::string>(), HasSubstr("size"));
  refused(request({{"aspect_ratio", "5:4"}}));
  refused(request({{"watermark", "yes"}}));
  refused(request({{"n", 0}}));
  refused(request({{"n", 16}}));
  refused(request({{"num_inference_steps", 0}}));
  refused(request({{"num_inference_steps", 1001}}));
  refused(request({{"input_image", std::vector<std::string>(15, "https://host/a.png")}}));
  refused(request({{"input_image", "http://127.0.0.1/a.png"}}));
  refused(request({{"response_format", "bytes"}}));
}

TEST_F(OxenImages, AnEmptyPromptHasTheServicesWords) {
  EXPECT_EQ(refused(request({{"prompt", ""}}))["error"]["detail"], "Prompt cannot be empty");
  EXPECT_EQ(refused({{"model", "bytedance-seedream-4-5"}})["error"]["detail"], "Prompt cannot be empty");
}

TEST_F(OxenImages, AnUnknownModelHasAnObjectOfItsOwn) {
  for (const char* model : {"bytedance-seedream-5-lite", "bytedance-seedream-5-pro", "flux"}) {
    EXPECT_EQ(refused(request({{"model", model}}), 404),
              (Json{{"error", {{"message", std::string("Model not found: ") + model}}}}));
  }
}

TEST_F(OxenImages, ARefusedPromptIsWrong) {
  EXPECT_THAT(refused(request({{"prompt", "a nude child"}}))["error"]["detail"].get<std::string>(),
              HasSubstr("content policy"));
}

TEST_F(OxenImages, WithoutAKeyItIsUnauthenticated) {
  const HttpResponse response = call("POST", kEdit, request().dump(), {{"Authorization", "Bearer wrong"}});
  EXPECT_EQ(response.status, 401);
  const Json reply = Json::parse(response.body);
  EXPECT_EQ(reply["status"], "error");
  EXPECT_EQ(reply["status_message"], "unauthenticated");
}

TEST_F(OxenImages, WithoutCreditsItIs402) {
  const std::string poor = make_key("poor", 3);
  EXPECT_EQ(call("POST", kEdit, request().dump(), {{"Authorization", "Bearer " + poor}}).status, 402);
}

TEST_F(OxenImages, APictureThatFailedIsAnError) {
  EXPECT_THAT(refused(request({{"prompt", QuickEngine::kFailsHere}}))["error"]["detail"].get<std::string>(),
              HasSubstr("cannot be painted"));
  EXPECT_EQ(refused(request({{"prompt", QuickEngine::kBreaksHere}}), 500)["error"]["type"], "unknown_error");
}

TEST_F(OxenImages, ABodyThatIsNoObjectIsRefused) {
  for (const char* body : {"", "[]", "{"}) EXPECT_EQ(call("POST", kEdit, body).status, 400) << body;
}

TEST_F(OxenImages, EveryErrorHasItsStatusAndType) {
  struct Row {
    int status;
    std::string type;
  };
  const std::map<ErrorCode, Row> expected = {{ErrorCode::InvalidRequest, {400, "invalid_params"}},
                                             {ErrorCode::TooLarge, {413, "invalid_params"}},
                                             {ErrorCode::Unauthenticated, {401, "unauthenticated"}},
                                             {ErrorCode::Forbidden, {403, "unauthenticated"}},
                                             {ErrorCode::OutOfCredits, {402, "unknown_error"}},
                                             {ErrorCode::Refused, {400, "invalid_params"}},
                                             {ErrorCode::NotFound, {404, "resource_not_found"}},
                                             {ErrorCode::Conflict, {409, "invalid_params"}},
                                             {ErrorCode::Busy, {429, "unknown_error"}},
                                             {ErrorCode::Cancelled, {409, "unknown_error"}},
                                             {ErrorCode::OutOfMemory, {503, "unknown_error"}},
                                             {ErrorCode::CorruptFile, {500, "unknown_error"}},
                                             {ErrorCode::Unreachable, {400, "invalid_params"}},
                                             {ErrorCode::WriteFailed, {507, "unknown_error"}},
                                             {ErrorCode::Internal, {500, "unknown_error"}}};
  for (const ErrorCode code : kErrorCodes) {
    const HttpResponse response = oxen::error_reply({}, Error(code, "why"));
    EXPECT_EQ(response.status, expected.at(code).status) << error_code_name(code);
    const Json body = Json::parse(response.body);
    EXPECT_EQ(body["error"]["type"], expected.at(code).type);
    EXPECT_EQ(body["error"]["detail"], "why");
    EXPECT_EQ(body["status"], "error");
    EXPECT_EQ(body["status_message"], expected.at(code).type);
    EXPECT_EQ(!header_of(response.headers, "retry-after").empty(), code == ErrorCode::Busy);
  }
}

}  // namespace
}  // namespace reverie
