// What is kept of a request, to be shown again.
#include "server/dialects/request_echo.h"

#include <gtest/gtest.h>

namespace reverie {
namespace {

TEST(RequestEcho, TextsNumbersAndAddressesStayAsTheyWere) {
  const Json request = {{"prompt", "A fox"},
                        {"seed", 7},
                        {"watermark", false},
                        {"image_input", {"https://host/a.png", "https://host/b.png"}},
                        {"nested", {{"size", "2K"}, {"nothing", nullptr}}}};
  EXPECT_EQ(echo_of(request), request);
}

TEST(RequestEcho, OfAPictureInsideTheRequestOnlyItsKindIsKept) {
  const Json request = {{"image_input", {"data:image/png;base64,iVBORw0KGgo=", "https://host/b.png"}}};
  EXPECT_EQ(echo_of(request), (Json{{"image_input", {"data:image/png;base64,...", "https://host/b.png"}}}));
}

TEST(RequestEcho, RawBase64IsNotKept) {
  EXPECT_EQ(echo_of(Json{{"image", std::string(4000, 'A')}}), (Json{{"image", "base64,..."}}));
}

TEST(RequestEcho, ALongPromptIsKept) {
  const Json request = {{"prompt", std::string(3000, 'A').replace(100, 1, " ")}};
  EXPECT_EQ(echo_of(request), request);
}

TEST(RequestEcho, ADataUriWithoutACommaIsStillNoPicture) {
  EXPECT_EQ(echo_of(Json("data:" + std::string(5000, 'A'))), Json("data:..."));
}

}  // namespace
}  // namespace reverie
