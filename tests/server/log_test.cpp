// tests/server/log_test.cpp
//
// A line of the log stays one line, and JSON stays JSON, whatever a client puts into its path.

#include "server/log.h"

#include <gtest/gtest.h>

namespace reverie {
namespace {

TEST(Log, StrangersCannotBreakOutOfALine) {
  testing::internal::CaptureStderr();
  start_log(true);
  AccessRecord record;
  record.path = "/a\"b\\c\n{\"level\":\"forged\"}";
  record.status = 404;
  log_request(record);
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  const Json line = Json::parse(text.substr(0, text.find('\n')));
  EXPECT_EQ(line["level"], "info");
  EXPECT_NE(line["message"].get<std::string>().find("status=404"), std::string::npos);
}

}  // namespace
}  // namespace reverie
