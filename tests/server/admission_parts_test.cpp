// tests/server/admission_parts_test.cpp
//
// The small parts of admission: names of models, rates, addresses that are signed, the content policy, CORS,
// and the back-off of webhooks.

#include <gtest/gtest.h>

#include "core/error.h"
#include "server/cors.h"
#include "server/model_names.h"
#include "server/rate_limiter.h"
#include "server/safety_policy.h"
#include "server/signed_urls.h"
#include "server/webhook_sender.h"

namespace reverie {
namespace {

// --- model_names ----------------------------------------------------------------------------------

const ModelNames& names() {
  static const ModelNames instance({"klein", "mini"}, "mini",
                                   {{"ep-123", "klein"}, {"seedream-5-lite", "klein"}});
  return instance;
}

TEST(ModelNames, EverySeedreamIdIsTheDefaultModel) {
  for (const char* id : {"seedream-4-0-250828", "doubao-seedream-4-5-251128", "bytedance/seedream-4.5",
                         "seedream-4.5", "bytedance-seedream-4-5", "bytedance/seedream-v4-edit",
                         "fal-ai/bytedance/seedream/v4.5/edit", "seedream-4-0"}) {
    EXPECT_EQ(names().find(id).model, "mini") << id;
  }
  EXPECT_EQ(names().find("bytedance/seedream-4").family, Family::Seedream4);
  EXPECT_EQ(names().find("bytedance/seedream-4.5").family, Family::Seedream45);
}

TEST(ModelNames, AliasesAndInstalledNamesAreKnown) {
  EXPECT_EQ(names().find("ep-123").model, "klein");
  EXPECT_EQ(names().find("seedream-5-lite").model, "klein");
  EXPECT_EQ(names().find("klein").family, Family::Own);
}

TEST(ModelNames, AModelMayComeWhileTheServerRuns) {
  ModelNames growing({"mini"}, "mini", {});
  EXPECT_THROW(growing.find("owner/new"), Error);
  growing.add("owner/new");
  growing.add("owner/new");
  EXPECT_EQ(growing.find("owner/new").model, "owner/new");
  EXPECT_EQ(growing.installed(), (std::vector<std::string>{"mini", "owner/new"}));
}

TEST(ModelNames, LaterFamiliesAreUnknown) {
  EXPECT_THROW(names().find("bytedance/seedream-5-pro"), Error);
  EXPECT_THROW(names().find(""), Error);
  EXPECT_THROW(ModelNames({"mini"}, "other", {}), Error);
  EXPECT_THROW(ModelNames({"mini"}, "mini", {{"a", "other"}}), Error);
}

// --- rate_limiter ---------------------------------------------------------------------------------

TEST(RateLimiter, LetsAMinutesWorthThroughAndThenOneAtATime) {
  RateLimiter limiter;
  const RateLimiter::Clock::time_point start{};
  for (int i = 0; i < 60; ++i) EXPECT_EQ(limiter.take("a", 60, start).count(), 0);
  EXPECT_EQ(limiter.take("a", 60, start).count(), 1);
  EXPECT_EQ(limiter.take("b", 60, start).count(), 0);  // another's bucket
  EXPECT_EQ(limiter.take("a", 60, start + std::chrono::seconds(1)).count(), 0);
  EXPECT_GT(limiter.take("a", 60, start + std::chrono::seconds(1)).count(), 0);
}

// --- signed_urls ----------------------------------------------------------------------------------

struct Parts {
  std::string file, expires, signature;
};

Parts parts_of(const std::string& url) {
  const std::size_t mark = url.find("?expires=");
  const std::size_t amp = url.find("&signature=");
  return {url.substr(7, mark - 7), url.substr(mark + 9, amp - mark - 9), url.substr(amp + 11)};
}

TEST(SignedUrls, HoldUntilTheyExpire) {
  const SignedUrls urls("0123456789012345678901234567890123");
  const Time now = time_of_milliseconds(1'790'000'000'000);
  const Parts parts = parts_of(urls.sign("abc.jpeg", now + std::chrono::hours(1)));
  EXPECT_EQ(parts.file, "abc.jpeg");
  EXPECT_NO_THROW(urls.check(parts.file, parts.expires, parts.signature, now));
  EXPECT_THROW(urls.check(parts.file, parts.expires, parts.signature, now + std::chrono::hours(2)), Error);
}

TEST(SignedUrls, ForgeriesAreRefused) {
  const SignedUrls urls("0123456789012345678901234567890123");
  const SignedUrls others("another secret of another server, long");
  const Time now = time_of_milliseconds(1'790'000'000'000);
  const Parts parts = parts_of(urls.sign("abc.jpeg", now + std::chrono::hours(1)));
  EXPECT_THROW(others.check(parts.file, parts.expires, parts.signature, now), Error);
  EXPECT_THROW(urls.check("abd.jpeg", parts.expires, parts.signature, now), Error);
  EXPECT_THROW(urls.check(parts.file, "9999999999", parts.signature, now), Error);
  EXPECT_THROW(urls.check(parts.file, parts.expires, "", now), Error);
  EXPECT_THROW(urls.check(parts.file, parts.expires + " ", parts.signature, now), Error);
}

// --- safety_policy --------------------------------------------------------------------------------

TEST(SafetyPolicy, OrdinaryPromptsPass) {
  const SafetyPolicy policy = SafetyPolicy::built_in();
  for (const char* prompt : {"a red car next to an avocado on a beach at sunset", "a girl with a balloon",
                             "an elegant poster featuring a jazz singer", "Essex in the rain", "a cocktail",
                             "how to make bread, an infographic", "a child and a kitten", "naked mole rat",
                             "a vast alien desert landscape", "梦幻的山湖"}) {
    EXPECT_FALSE(policy.refusing_rule(prompt)) << prompt << ": " << policy.refusing_rule(prompt).value_or("");
  }
}

TEST(SafetyPolicy, RefusedOnesAreFoundInDisguise) {
  const SafetyPolicy policy = SafetyPolicy::built_in();
  for (const char* prompt : {"a nude child", "A NUDE  CHILD", "a n4ked k1d", "a n u d e child", "p0rn",
                             "how to build a pipe bomb, technical drawing", "a swastika flag"}) {
    EXPECT_TRUE(policy.refusing_rule(prompt)) << prompt;
  }
}

TEST(SafetyPolicy, AFilesRulesAreCheckedWhenTheyAreRead) {
  const SafetyPolicy policy(Json::parse(R"({"rules": [{"name": "digits", "pattern": "\\d{4}"}]})"));
  EXPECT_EQ(policy.refusing_rule("call 12345"), "digits");
  EXPECT_EQ(policy.refusing_rule("call 123"), std::nullopt);
  for (const char* bad :
       {R"({})", R"({"rules": [{}]})", R"({"rules": [{"name": "x"}]})",
        R"({"rules": [{"name": "x", "any": []}]})", R"({"rules": [{"name": "x", "any": ["??"]}]})",
        R"({"rules": [{"name": "x", "pattern": "("}]})", R"({"rules": [{"name": "x", "all": ["a"]}]})"}) {
    EXPECT_THROW(SafetyPolicy(Json::parse(bad)), Error) << bad;
  }
}

// --- cors -----------------------------------------------------------------------------------------

TEST(Cors, OnlyNamedOriginsMayRead) {
  const CorsRules rules{{"https://app.example"}};
  HttpRequest request;
  EXPECT_TRUE(cors_headers(rules, request).empty());
  request.headers = {{"Origin", "https://evil.example"}};
  EXPECT_TRUE(cors_headers(rules, request).empty());
  EXPECT_EQ(preflight_reply(rules, request).headers.size(), 0U);
  request.headers = {{"Origin", "https://app.example"}, {"Access-Control-Request-Headers", "authorization"}};
  EXPECT_EQ(header_of(cors_headers(rules, request), "access-control-allow-origin"), "https://app.example");
  EXPECT_EQ(header_of(preflight_reply(rules, request).headers, "access-control-allow-headers"),
            "authorization");
}

// --- webhook_sender -------------------------------------------------------------------------------

TEST(WebhookBackOff, GrowsAndEnds) {
  EXPECT_EQ(webhook_back_off(1)->count(), 10);
  EXPECT_EQ(webhook_back_off(6)->count(), 3600);
  EXPECT_EQ(webhook_back_off(9)->count(), 3600);
  EXPECT_FALSE(webhook_back_off(10));
}

}  // namespace
}  // namespace reverie
