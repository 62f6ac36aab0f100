// Pictures out: what comes back from the file, what the file says about itself, and what is refused.
#include "image/write_image.h"

#include <filesystem>

#include "core/file.h"
#include "expect_error.h"
#include "image/png_chunks.h"
#include "image/read_image.h"
#include "pictures.h"

namespace reverie {
namespace {

using testing::HasSubstr;

constexpr ImageFormat kFormats[] = {ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Webp};

Image smooth(int64_t width_px, int64_t height_px) {
  Image image{width_px, height_px, {}};
  for (int64_t y = 0; y < height_px; ++y) {
    for (int64_t x = 0; x < width_px; ++x) {
      image.rgb.push_back(static_cast<uint8_t>(x * 255 / width_px));
      image.rgb.push_back(static_cast<uint8_t>(y * 255 / height_px));
      image.rgb.push_back(static_cast<uint8_t>(128 + x % 2));
    }
  }
  return image;
}

ImageMetadata fox() {
  ImageMetadata metadata;
  metadata.parameters = {{"prompt", "a fox <at> 'dawn' & \"山\" é, reverie:Parameters="},
                         {"seed", 18446744073709551615ULL},
                         {"size", "64x48"},
                         {"steps", 4}};
  return metadata;
}

std::filesystem::path temporary(const std::string& name) {
  return std::filesystem::temp_directory_path() / name;
}

TEST(WriteImage, PngGivesThePixelsBackExactly) {
  const Image image = smooth(70, 51);
  for (const int compression : {0, 3, 9}) {
    const Image back =
        decode_image(encode_image(image, ImageFormat::Png, {.compression = compression}), {"png"});
    EXPECT_EQ(back.size(), image.size());
    EXPECT_EQ(back.rgb, image.rgb);
  }
}

TEST(WriteImage, JpegAndWebpGiveThePixelsBackClosely) {
  const Image image = smooth(70, 51);
  for (const ImageFormat format : {ImageFormat::Jpeg, ImageFormat::Webp}) {
    const Image back = decode_image(encode_image(image, format), {"lossy"});
    ASSERT_EQ(back.size(), image.size());
    int64_t worst = 0;
    for (size_t i = 0; i < image.rgb.size(); ++i) {
      worst = std::max<int64_t>(worst, std::abs(image.rgb[i] - back.rgb[i]));
    }
    EXPECT_LE(worst, 24) << format_name(format);
  }
}

TEST(WriteImage, QualityMakesFilesLarger) {
  const Image image = smooth(256, 256);
  for (const ImageFormat format : {ImageFormat::Jpeg, ImageFormat::Webp}) {
    EXPECT_LT(encode_image(image, format, {.quality = 30}).size(),
              encode_image(image, format, {.quality = 98}).size());
  }
}

TEST(WriteImage, TheSameInputGivesTheSameBytes) {
  const Image image = smooth(70, 51);
  for (const ImageFormat format : kFormats) {
    EXPECT_EQ(encode_image(image, format, {}, fox()), encode_image(image, format, {}, fox()));
  }
}

TEST(WriteImage, JpegKeepsColourAtFullResolution) {
  // One red column in blue: with halved colour it would turn purple and bleed.
  Image image{32, 32, {}};
  for (int i = 0; i < 32 * 32; ++i) {
    const bool is_red = i % 32 == 15;
    image.rgb.insert(image.rgb.end(),
                     {static_cast<uint8_t>(is_red ? 255 : 0), 0, static_cast<uint8_t>(is_red ? 0 : 255)});
  }
  const Image back = decode_image(encode_image(image, ImageFormat::Jpeg), {"jpeg"});
  EXPECT_TRUE(is_near(back, 15, 15, 255, 0, 0, 60)) << pixel(back, 15, 15);
}

TEST(WriteImage, TheFileSaysItWasMadeByAModelAndByWhom) {
  for (const ImageFormat format : kFormats) {
    const std::string bytes = encode_image(smooth(64, 48), format, {}, fox());
    SCOPED_TRACE(format_name(format));
    EXPECT_THAT(bytes, HasSubstr("Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/"
                                 "digitalsourcetype/trainedAlgorithmicMedia\""));
    EXPECT_THAT(bytes, HasSubstr("xmp:CreatorTool=\"Reverie 0."));
  }
}

TEST(WriteImage, PngTextIsInTheChunksOtherToolsRead) {
  const std::string png = encode_image(smooth(64, 48), ImageFormat::Png, {}, fox());
  EXPECT_THAT(png, HasSubstr(std::string("tEXtparameters\0{\"prompt\":\"a fox", 31)));
  EXPECT_THAT(png, HasSubstr(std::string("tEXtSoftware\0Reverie ", 21)));
  EXPECT_THAT(png, HasSubstr(std::string("iTXtXML:com.adobe.xmp\0\0\0\0\0<?xpacket", 35)));
}

TEST(WriteImage, JpegAndWebpCarryTheParametersAsExifComment) {
  for (const ImageFormat format : {ImageFormat::Jpeg, ImageFormat::Webp}) {
    const std::string bytes = encode_image(smooth(64, 48), format, {}, fox());
    const auto image = vips::VImage::new_from_buffer(bytes.data(), bytes.size(), "");
    EXPECT_THAT(image.get_string("exif-ifd2-UserComment"), testing::StartsWith("{\"prompt\":\"a fox <at>"));
    EXPECT_THAT(image.get_string("exif-ifd0-Software"), testing::StartsWith("Reverie 0."));
  }
}

TEST(WriteImage, NoFileCarriesADate) {
  for (const ImageFormat format : kFormats) {
    const std::string bytes = encode_image(smooth(64, 48), format, {}, fox());
    EXPECT_THAT(bytes, testing::Not(HasSubstr("Date")));
    const auto image = vips::VImage::new_from_buffer(bytes.data(), bytes.size(), "");
    gchar** fields = vips_image_get_fields(image.get_image());
    for (gchar** field = fields; *field != nullptr; ++field)
      EXPECT_THAT(*field, testing::Not(HasSubstr("Date")));
    g_strfreev(fields);
  }
}

TEST(WriteImage, ParametersComeBackFromTheFile) {
  for (const ImageFormat format : kFormats) {
    const auto path = temporary("reverie_fox." + std::string(format_name(format)));
    write_image(path, smooth(64, 48), format, {}, fox());
    EXPECT_EQ(read_metadata(path).parameters, fox().parameters);
    EXPECT_EQ(read_image(path).size(), (PixelSize{64, 48}));
    std::filesystem::remove(path);
  }
}

TEST(WriteImage, TheLongestParametersComeBackFromEveryFormat) {
  ImageMetadata metadata;
  metadata.parameters["prompt"] = std::string(kMaxParametersBytes - 13, 'x');  // {"prompt":""} is 13
  ASSERT_EQ(parameters_text(metadata).size(), kMaxParametersBytes);
  for (const ImageFormat format : kFormats) {
    const auto path = temporary("reverie_long." + std::string(format_name(format)));
    write_image(path, smooth(64, 48), format, {}, metadata);
    EXPECT_EQ(read_metadata(path).parameters, metadata.parameters) << format_name(format);
    const std::string bytes = read_text(path, 1'000'000);
    if (format != ImageFormat::Png) {  // and EXIF, which libvips would leave out without a word
      const auto image = vips::VImage::new_from_buffer(bytes.data(), bytes.size(), "");
      EXPECT_NE(image.get_typeof("exif-ifd2-UserComment"), 0U) << format_name(format);
    }
    std::filesystem::remove(path);
  }
}

TEST(WriteImage, RefusesParametersThatDoNotFit) {
  ImageMetadata metadata;
  metadata.parameters["prompt"] = std::string(kMaxParametersBytes - 12, 'x');
  expect_error([&] { parameters_text(metadata); }, ErrorCode::InvalidRequest, "parameters", "58001 bytes");
  metadata.parameters["prompt"] = std::string(15'000, '&');
  expect_error([&] { encode_image(smooth(64, 48), ImageFormat::Jpeg, {}, metadata); },
               ErrorCode::InvalidRequest, "parameters", "bytes as XMP");
}

TEST(WriteImage, RefusesParametersThatAreNoObjectOrNoText) {
  ImageMetadata metadata;
  metadata.parameters = Json::array({1, 2});
  expect_error([&] { parameters_text(metadata); }, ErrorCode::InvalidRequest, "parameters", "JSON object");
  metadata.parameters = {{"prompt", "\xff\xfe"}};
  expect_error([&] { parameters_text(metadata); }, ErrorCode::InvalidRequest, "parameters", "UTF-8");
}

TEST(WriteImage, RefusesOptionsOutOfRange) {
  const Image image = smooth(64, 48);
  for (const int quality : {0, 101, -5}) {
    expect_error([&] { encode_image(image, ImageFormat::Jpeg, {.quality = quality}); },
                 ErrorCode::InvalidRequest, "quality", std::to_string(quality) + ", expected 1 to 100");
  }
  expect_error([&] { encode_image(image, ImageFormat::Png, {.compression = 10}); }, ErrorCode::InvalidRequest,
               "compression", "10, expected 0 to 9");
}

TEST(WriteImage, RefusesAPictureThatIsNotWhole) {
  Image image = smooth(64, 48);
  image.rgb.pop_back();
  expect_error([&] { encode_image(image, ImageFormat::Png); }, ErrorCode::Internal, "",
               "9215 bytes for 64x48");
  expect_error([] { encode_image(Image{}, ImageFormat::Png); }, ErrorCode::Internal, "", "0x0");
}

TEST(WriteImage, RefusesAPictureTooLongForWebp) {
  const Image strip{16384, 16, std::vector<uint8_t>(16384 * 16 * 3, 7)};
  expect_error([&] { encode_image(strip, ImageFormat::Webp); }, ErrorCode::InvalidRequest, "output_format",
               "16383 pixels a side");
  EXPECT_EQ(
      decode_image(encode_image(Image{4096, 256, std::vector<uint8_t>(4096 * 256 * 3, 7)}, ImageFormat::Webp),
                   {"strip"})
          .width_px,
      4096);
}

TEST(WriteImage, LeavesNothingWhereItCannotWrite) {
  const std::filesystem::path path = "/no/such/folder/fox.png";
  expect_error([&] { write_image(path, smooth(64, 48), ImageFormat::Png); }, ErrorCode::WriteFailed, "",
               "fox.png");
}

TEST(ReadMetadata, SaysSoWhenAFileIsNotOurs) {
  const auto path = temporary("reverie_foreign.png");
  write_file_atomically(path, saved_as(red_and_blue(64, 48), ".png"));
  expect_error([&] { read_metadata(path); }, ErrorCode::NotFound, "", "holds no parameters");
  write_file_atomically(path, saved_as(red_and_blue(64, 48), ".gif"));
  expect_error([&] { read_metadata(path); }, ErrorCode::InvalidRequest, "", "expected a jpeg, png or webp");
  write_file_atomically(path, "\x89PNG\r\n\x1a\n and nothing");
  expect_error([&] { read_metadata(path); }, ErrorCode::InvalidRequest, "", "damaged");
  std::filesystem::remove(path);
  expect_error([&] { read_metadata(path); }, ErrorCode::NotFound, "", "no such file");
}

TEST(ReadMetadata, RefusesParametersThatAreNotJson) {
  const auto path = temporary("reverie_broken_parameters.png");
  const std::string png = saved_as(red_and_blue(64, 48), ".png");
  write_file_atomically(path, insert_after_png_header(png, png_xmp_chunk(xmp_packet("{\"prompt\":"))));
  expect_error([&] { read_metadata(path); }, ErrorCode::CorruptFile, "", "reverie_broken_parameters.png");
  std::filesystem::remove(path);
}

TEST(ReadMetadata, FindsParametersThatOtherToolsRewrote) {
  EXPECT_EQ(parameters_in_xmp("<r:D reverie:Parameters=\"{&quot;a&quot;:&apos;&amp;lt;&apos;}\"/>"),
            "{\"a\":'&lt;'}");
  EXPECT_EQ(parameters_in_xmp("<reverie:Parameters>{\"a\": 1}</reverie:Parameters>"), "{\"a\": 1}");
  EXPECT_EQ(parameters_in_xmp("<reverie:Parameters>{\"a\":\"reverie:Parameters='x'\"}</reverie:Parameters>"),
            "{\"a\":\"reverie:Parameters='x'\"}");
  EXPECT_EQ(parameters_in_xmp("reverie:Parameters='unfinished"), std::nullopt);
  EXPECT_EQ(parameters_in_xmp("reverie:Parameters="), std::nullopt);
  EXPECT_EQ(parameters_in_xmp(""), std::nullopt);
}

TEST(PngChunks, RefusesBytesThatAreNoPng) {
  expect_error([] { insert_after_png_header("GIF89a", ""); }, ErrorCode::Internal, "", "no png");
  expect_error([] { insert_after_png_header(std::string(100, 'x'), ""); }, ErrorCode::Internal, "", "no png");
}

TEST(PngChunks, HasTheChecksumOfTheSpecification) {
  EXPECT_EQ(png_chunk("IEND", ""), std::string("\0\0\0\0IEND\xae\x42\x60\x82", 12));
}

TEST(ImageFormat, IsReadFromWordsAndFileNames) {
  EXPECT_EQ(parse_image_format("jpg"), ImageFormat::Jpeg);
  EXPECT_EQ(parse_image_format("jpeg"), ImageFormat::Jpeg);
  EXPECT_EQ(parse_image_format("png"), ImageFormat::Png);
  EXPECT_EQ(parse_image_format("webp"), ImageFormat::Webp);
  EXPECT_EQ(format_of_path("a/b.c/fox.JPEG"), ImageFormat::Jpeg);
  EXPECT_EQ(format_of_path("fox.jpg"), ImageFormat::Jpeg);
  EXPECT_EQ(format_of_path("fox.PNG"), ImageFormat::Png);
  EXPECT_EQ(format_of_path("fox.webp"), ImageFormat::Webp);
  EXPECT_EQ(mime_type(ImageFormat::Webp), "image/webp");
}

TEST(ImageFormat, RefusesOthersByName) {
  expect_error([] { parse_image_format("gif"); }, ErrorCode::InvalidRequest, "output_format", "\"gif\"");
  expect_error([] { parse_image_format("PNG", "format"); }, ErrorCode::InvalidRequest, "format",
               "jpeg, png or webp");
  expect_error([] { format_of_path("fox"); }, ErrorCode::InvalidRequest, "output", "fox should end in");
  expect_error([] { format_of_path("fox.png.txt"); }, ErrorCode::InvalidRequest, "output", "fox.png.txt");
}

}  // namespace
}  // namespace reverie
