// tests/hub/hub_options_test.cpp
//
// Options are refused by the name of the flag, and the token never leaves in a message.

#include "hub/hub_options.h"

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using testing::error_of;

HubOptions with_base(const std::string& base_url) {
  HubOptions options;
  options.base_url = base_url;
  return options;
}

TEST(HubOptions, TheDefaultsAreAccepted) {
  EXPECT_NO_THROW(check_hub_options(HubOptions()));
}

TEST(HubOptions, ABaseAddressMayHaveAPortAndAPath) {
  EXPECT_NO_THROW(check_hub_options(with_base("http://127.0.0.1:8081/mirror/")));
}

TEST(HubOptions, ABaseAddressThatIsNotHttpIsRefused) {
  for (const char* base :
       {"", "hub.example", "ftp://hub.example", "file:///etc/passwd", "https://", "https:///x",
        "https://hub.example/a b", "https://hub.example/?a=b", "https://hub.example/#x"}) {
    const Error e = error_of([&] { check_hub_options(with_base(base)); });
    EXPECT_EQ(e.code(), ErrorCode::InvalidRequest) << base;
    EXPECT_EQ(e.field(), "--hub") << base;
  }
}

TEST(HubOptions, APasswordInTheBaseAddressIsRefusedWithoutShowingIt) {
  const Error e = error_of([] { check_hub_options(with_base("https://me:hunter2@hub.example")); });
  EXPECT_EQ(e.field(), "--hub");
  EXPECT_FALSE(contains(e.what(), "hunter2"));
}

TEST(HubOptions, ATokenThatCouldWriteHeadersIsRefusedWithoutShowingIt) {
  HubOptions options;
  options.token = "hf_abc\r\nX-Evil: 1";
  const Error e = error_of([&] { check_hub_options(options); });
  EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
  EXPECT_EQ(e.field(), "--token");
  EXPECT_FALSE(contains(e.what(), "hf_abc"));
}

TEST(HubOptions, ARevisionThatIsEmptyOrClimbsIsRefused) {
  for (const char* revision : {"", "a b", "../main", "main\n"}) {
    HubOptions options;
    options.revision = revision;
    EXPECT_EQ(error_of([&] { check_hub_options(options); }).field(), "--revision") << revision;
  }
}

TEST(HubOptions, ATokenInAMessageIsReplacedEveryTime) {
  HubOptions options;
  options.token = "hf_abc";
  EXPECT_EQ(without_secret("x hf_abc y hf_abc", options), "x (token) y (token)");
  EXPECT_EQ(without_secret("x hf_abc", HubOptions()), "x hf_abc");
}

TEST(HubOptions, AnErrorKeepsItsCodeAndFieldWhenItsMessageIsCleaned) {
  HubOptions options;
  options.token = "hf_abc";
  const Error e = error_of([&] {
    keep_secret(options,
                []() -> int { throw Error(ErrorCode::Busy, "a\nhf_abc" + std::string(5000, 'x'), "f"); });
  });
  EXPECT_EQ(e.code(), ErrorCode::Busy);
  EXPECT_EQ(e.field(), "f");
  EXPECT_EQ(std::string(e.what()).substr(0, 10), "a?(token)x");
  EXPECT_LT(std::string(e.what()).size(), 1100u);
}

}  // namespace
}  // namespace reverie
