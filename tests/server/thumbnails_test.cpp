// tests/server/thumbnails_test.cpp
//
// Thumbnails by signed address, and how many are kept.

#include "server/thumbnails.h"

#include "image/read_image.h"
#include "image/write_image.h"
#include "server/dialects/dialect_fixture.h"

namespace reverie {
namespace {

class ThumbnailsTest : public DialectFixture {
 protected:
  // A stored picture's file name.
  std::string store_picture(uint8_t tone) {
    const Image image{800, 400, std::vector<uint8_t>(800 * 400 * 3, tone)};
    return blobs.put(encode_image(image, ImageFormat::Png)) + ".png";
  }

  HttpResponse get(Thumbnails& thumbnails, const std::string& file, Time expires, Headers headers = {}) {
    const HttpRequest request =
        request_of("GET", urls.sign(file, expires, "/thumbnails/"), "", std::move(headers));
    return thumbnails.serve(request, {{"file", file}});
  }

  const Time later_ = now() + std::chrono::hours(1);
};

TEST_F(ThumbnailsTest, APictureIsShownSmall) {
  Thumbnails thumbnails(blobs, urls);
  const HttpResponse reply = get(thumbnails, store_picture(40), later_);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(header_of(reply.headers, "content-type"), "image/jpeg");
  EXPECT_EQ(decode_image(reply.body, {"thumbnail"}).size(), (PixelSize{384, 192}));
  const std::string etag(header_of(reply.headers, "etag"));
  EXPECT_EQ(get(thumbnails, store_picture(40), later_, {{"If-None-Match", etag}}).status, 304);
}

TEST_F(ThumbnailsTest, TheAddressIsCheckedAsThatOfTheFile) {
  Thumbnails thumbnails(blobs, urls);
  const std::string file = store_picture(40);
  EXPECT_THROW(get(thumbnails, file, now() - std::chrono::hours(1)), Error);
  HttpRequest forged = request_of("GET", "/thumbnails/" + file + "?expires=9999999999&signature=00", "", {});
  EXPECT_THROW(thumbnails.serve(forged, {{"file", file}}), Error);
  EXPECT_THROW(get(thumbnails, "../../etc/passwd", later_), Error);
}

TEST_F(ThumbnailsTest, OfAPictureThatWasDeletedThereIsNone) {
  Thumbnails thumbnails(blobs, urls);
  const std::string file = store_picture(40);
  get(thumbnails, file, later_);
  blobs.remove(file.substr(0, 64));
  EXPECT_THROW(get(thumbnails, file, later_), Error) << "though it is in memory";
}

TEST_F(ThumbnailsTest, OnlySoMuchIsKept) {
  const std::string first = store_picture(10);
  Thumbnails measuring(blobs, urls);
  const std::size_t one = get(measuring, first, later_).body.size();
  Thumbnails thumbnails(blobs, urls, one + one / 2);
  const std::string expected = get(thumbnails, first, later_).body;
  get(thumbnails, store_picture(20), later_);  // the first one goes
  EXPECT_EQ(get(thumbnails, first, later_).body, expected) << "made again";
}

}  // namespace
}  // namespace reverie
