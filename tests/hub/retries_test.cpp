// tests/hub/retries_test.cpp
//
// Which refusals are final and what they become; how long we wait for the others.

#include "hub/retries.h"

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using std::chrono::milliseconds;
using testing::contains;
using testing::error_of;

HubOptions hasty(int attempts) {
  HubOptions options;
  options.max_attempts = attempts;
  options.first_retry_delay = milliseconds(0);
  return options;
}

HttpReply answered(int status) {
  HttpReply reply;
  reply.status = status;
  reply.url = std::string(kDefaultHub) + "/x?signature=s3cret";
  return reply;
}

Error final_error(const HttpReply& reply, const HubOptions& options = hasty(1)) {
  const CancelCheck never;
  Retries retries(options, never);
  return error_of([&] { retries.wait_or_throw(reply, "owner/name"); });
}

TEST(Retries, EachRefusalTellsTheCallerWhatToDo) {
  EXPECT_EQ(final_error(answered(401)).code(), ErrorCode::Unauthenticated);
  EXPECT_EQ(final_error(answered(403)).code(), ErrorCode::Unauthenticated);
  EXPECT_EQ(final_error(answered(404)).code(), ErrorCode::NotFound);
  EXPECT_EQ(final_error(answered(410)).code(), ErrorCode::NotFound);
  EXPECT_EQ(final_error(answered(418)).code(), ErrorCode::Unreachable);
  EXPECT_EQ(final_error(answered(429)).code(), ErrorCode::Busy);
  EXPECT_EQ(final_error(answered(503)).code(), ErrorCode::Unreachable);
}

TEST(Retries, AFinalRefusalIsNotTriedAgain) {
  for (const int status : {204, 400, 401, 403, 404, 418}) final_error(answered(status), hasty(5));
}

TEST(Retries, ARefusalWhosePageIsCutOffIsStillFinal) {
  HttpReply reply = answered(404);
  reply.broken = "connection closed";
  EXPECT_EQ(final_error(reply, hasty(5)).code(), ErrorCode::NotFound);
}

TEST(Retries, TheHintNamesTheTokenOption) {
  const Error without_token = final_error(answered(401));
  EXPECT_EQ(without_token.field(), "--token");
  EXPECT_TRUE(contains(without_token.what(), "--token")) << without_token.what();
  HubOptions options = hasty(1);
  options.token = "hf_abc";
  const Error with_token = final_error(answered(403), options);
  EXPECT_TRUE(contains(with_token.what(), "accept its terms")) << with_token.what();
}

TEST(Retries, TheQueryOfAnAddressIsNotShown) {
  EXPECT_FALSE(contains(final_error(answered(404)).what(), "s3cret"));
}

TEST(Retries, FailuresInARowAreCountedUntilProgressForgetsThem) {
  const HubOptions options = hasty(3);
  const CancelCheck never;
  Retries retries(options, never);
  EXPECT_NO_THROW(retries.wait_or_throw(answered(500), "x"));
  EXPECT_NO_THROW(retries.wait_or_throw(answered(500), "x"));
  retries.forget_failures();
  EXPECT_NO_THROW(retries.wait_or_throw(answered(500), "x"));
  EXPECT_NO_THROW(retries.wait_or_throw(answered(500), "x"));
  EXPECT_THROW(retries.wait_or_throw(answered(500), "x"), Error);
}

TEST(Retries, TheDelayDoublesUpToItsLimit) {
  HubOptions options;
  options.first_retry_delay = milliseconds(500);
  options.max_retry_delay = milliseconds(3000);
  EXPECT_EQ(Retries::delay(options, 1, {}), milliseconds(500));
  EXPECT_EQ(Retries::delay(options, 2, {}), milliseconds(1000));
  EXPECT_EQ(Retries::delay(options, 3, {}), milliseconds(2000));
  EXPECT_EQ(Retries::delay(options, 4, {}), milliseconds(3000));
  EXPECT_EQ(Retries::delay(options, 1'000'000, {}), milliseconds(3000));
}

TEST(Retries, TheHubsOwnDelayIsKeptWithinTheLimit) {
  HubOptions options;
  options.max_retry_delay = milliseconds(10'000);
  EXPECT_EQ(Retries::delay(options, 1, std::chrono::seconds(2)), milliseconds(2000));
  EXPECT_EQ(Retries::delay(options, 1, std::chrono::seconds(86'400)), milliseconds(10'000));
}

TEST(Retries, WaitingCanBeCancelled) {
  HubOptions options;
  options.first_retry_delay = std::chrono::minutes(10);
  options.max_retry_delay = std::chrono::minutes(10);
  const CancelCheck at_once = [] { return true; };
  Retries retries(options, at_once);
  EXPECT_EQ(error_of([&] { retries.wait_or_throw(answered(500), "x"); }).code(), ErrorCode::Cancelled);
}

}  // namespace
}  // namespace reverie
