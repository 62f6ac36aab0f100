// tests/jobs/job_test.cpp

#include "jobs/job.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>

#include "image/expect_error.h"
#include "jobs/account.h"

namespace reverie {
namespace {

constexpr JobState kStates[] = {JobState::Queued, JobState::Running, JobState::Succeeded, JobState::Failed,
                                JobState::Cancelled};

ImageTask full_task() {
  ImageTask task;
  task.model = "mini";
  task.prompt = "eine \"Ölkanne\"\n\U0001f9ca";
  task.references = {std::string(64, 'a'), std::string(64, 'b')};
  task.size = {2048, 1536};
  task.runs = 3;
  task.group_max = 4;
  task.seed = UINT64_MAX;
  task.steps = 12;
  task.guidance_scale = 3.3;
  task.format = PictureFormat::Webp;
  task.has_watermark = true;
  task.rewrite = Rewrite::Fast;
  task.is_safety_checked = false;
  return task;
}

Json through_text(const ImageTask& task) {
  return Json::parse(to_json(task).dump());
}

TEST(JobState, EveryNameLeadsBackToItsState) {
  for (const JobState state : kStates) EXPECT_EQ(state_of(state_name(state)), state);
  EXPECT_EQ(state_name(JobState::Queued), "queued");
  EXPECT_EQ(state_name(JobState::Cancelled), "cancelled");
  expect_error([] { state_of("Queued"); }, ErrorCode::CorruptFile, "", "\"Queued\"");
}

TEST(JobState, OnlyTheLastThreeAreFinal) {
  EXPECT_FALSE(is_final(JobState::Queued));
  EXPECT_FALSE(is_final(JobState::Running));
  EXPECT_TRUE(is_final(JobState::Succeeded));
  EXPECT_TRUE(is_final(JobState::Failed));
  EXPECT_TRUE(is_final(JobState::Cancelled));
}

TEST(JobState, TheTransitionTableIsThisOneAndNoOther) {
  using enum JobState;
  const std::set<std::pair<JobState, JobState>> allowed{
      {Queued, Running}, {Queued, Failed},     {Queued, Cancelled}, {Running, Succeeded},
      {Running, Failed}, {Running, Cancelled}, {Running, Queued},
  };
  for (const JobState from : kStates) {
    for (const JobState to : kStates) {
      EXPECT_EQ(may_become(from, to), allowed.contains({from, to}))
          << state_name(from) << " to " << state_name(to);
    }
  }
}

TEST(PictureFormat, NamesAndMimesAreThoseOfTheWeb) {
  EXPECT_EQ(picture_format_name(PictureFormat::Jpeg), "jpeg");
  EXPECT_EQ(picture_mime(PictureFormat::Png), "image/png");
  EXPECT_EQ(picture_format_of("webp"), PictureFormat::Webp);
  expect_error([] { picture_format_of("jpg"); }, ErrorCode::CorruptFile, "", "\"jpg\"");
}

TEST(ImageTask, ComesBackFromJsonAsItWas) {
  const ImageTask back = image_task_of(through_text(full_task()));
  EXPECT_EQ(back.model, "mini");
  EXPECT_EQ(back.prompt, full_task().prompt);
  EXPECT_EQ(back.references, full_task().references);
  EXPECT_EQ(back.size, (PixelSize{2048, 1536}));
  EXPECT_EQ(back.runs, 3);
  EXPECT_EQ(back.group_max, 4);
  EXPECT_EQ(back.seed, UINT64_MAX);
  EXPECT_EQ(back.steps, 12);
  EXPECT_EQ(back.guidance_scale, 3.3);
  EXPECT_EQ(back.format, PictureFormat::Webp);
  EXPECT_TRUE(back.has_watermark);
  EXPECT_EQ(back.rewrite, Rewrite::Fast);
  EXPECT_FALSE(back.is_safety_checked);
}

TEST(ImageTask, WhatTheModelDecidesStaysAbsent) {
  const ImageTask back = image_task_of(through_text(ImageTask{}));
  EXPECT_FALSE(back.steps);
  EXPECT_FALSE(back.guidance_scale);
}

TEST(ImageTask, EveryMemberMustBeThere) {
  const Json whole = to_json(ImageTask{});
  for (const auto& [key, value] : whole.items()) {
    Json json = whole;
    json.erase(key);
    expect_error([&] { image_task_of(json); }, ErrorCode::CorruptFile, "", "\"" + key + "\"");
  }
}

TEST(ImageTask, EveryMemberMustHaveItsType) {
  const Json whole = to_json(full_task());
  for (const auto& [key, value] : whole.items()) {
    for (const Json& wrong : {Json(nullptr), Json(Json::object()), Json(-0.5)}) {
      if (key == "guidance_scale" && wrong.is_number()) continue;
      Json json = whole;
      json[key] = wrong;
      expect_error([&] { image_task_of(json); }, ErrorCode::CorruptFile, "", "");
    }
  }
  Json json = whole;
  json["references"] = {1};
  expect_error([&] { image_task_of(json); }, ErrorCode::CorruptFile, "", "\"references\"");
  json = whole;
  json["runs"] = UINT64_MAX;
  expect_error([&] { image_task_of(json); }, ErrorCode::CorruptFile, "", "\"runs\"");
  json = whole;
  json["seed"] = -1;
  expect_error([&] { image_task_of(json); }, ErrorCode::CorruptFile, "", "\"seed\"");
  expect_error([] { image_task_of(Json(3)); }, ErrorCode::CorruptFile, "", "\"model\"");
}

TEST(ImageTask, ANumberThatJsonCannotSayIsOurMistake) {
  ImageTask task;
  task.guidance_scale = std::nan("");
  expect_error([&] { to_json(task); }, ErrorCode::Internal, "", "finite");
}

TEST(JobId, IsAUuidOfVersion7WithTheTimeInFront) {
  const int64_t before = unix_milliseconds(now());
  const std::string id = new_job_id();
  ASSERT_TRUE(is_uuid(id)) << id;
  EXPECT_EQ(id[14], '7');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << id;
  const int64_t time = std::stoll(id.substr(0, 8) + id.substr(9, 4), nullptr, 16);
  EXPECT_GE(time, before);
  EXPECT_LE(time, unix_milliseconds(now()) + 1000);  // it runs ahead when a millisecond has too many
}

TEST(JobId, SortsAsItWasMadeAlsoInsideOneMillisecond) {
  std::vector<std::string> ids;
  for (int i = 0; i < 20000; ++i) ids.push_back(new_job_id());
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST(JobId, ThreadsNeverMakeTheSame) {
  std::vector<std::vector<std::string>> made(8);
  std::vector<std::thread> threads;
  for (auto& ids : made) {
    threads.emplace_back([&ids] {
      for (int i = 0; i < 2000; ++i) ids.push_back(new_job_id());
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& ids : made) {
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
    all.insert(ids.begin(), ids.end());
  }
  EXPECT_EQ(all.size(), 16000u);
}

TEST(JobId, OnlyTheSpellingOfAUuidIsOne) {
  EXPECT_TRUE(is_uuid("01890a5d-ac96-774b-bcce-b302099a8057"));
  EXPECT_TRUE(is_uuid("01890A5D-AC96-774B-BCCE-B302099A8057"));
  EXPECT_FALSE(is_uuid(""));
  EXPECT_FALSE(is_uuid("01890a5d-ac96-774b-bcce-b302099a805"));
  EXPECT_FALSE(is_uuid("01890a5d-ac96-774b-bcce-b302099a80570"));
  EXPECT_FALSE(is_uuid("01890a5dxac96-774b-bcce-b302099a8057"));
  EXPECT_FALSE(is_uuid("01890a5d-ac96-774b-bcce-b302099a805g"));
  EXPECT_FALSE(is_uuid("01890a5d-ac96-774b-bcce-b302099a-057"));
}

TEST(Job, CountsThePicturesThatAreDrawn) {
  Job job;
  job.images.resize(3);
  EXPECT_EQ(count_done(job), 0);
  job.images[1].blob = "x";
  job.images[2].error = StoredError{};
  EXPECT_EQ(count_done(job), 1);
}

TEST(Account, MayDoWhatItsScopesSay) {
  Account account;
  account.scopes = {kScopeGenerate};
  EXPECT_TRUE(account.may(kScopeGenerate));
  EXPECT_FALSE(account.may(kScopeAdmin));
  EXPECT_FALSE(account.may(""));
}

TEST(JobTime, IsSpelledInUtcWithMilliseconds) {
  EXPECT_EQ(iso_time(time_of_milliseconds(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(iso_time(time_of_milliseconds(1790848800007)), "2026-10-01T10:00:00.007Z");
  EXPECT_EQ(iso_time(time_of_milliseconds(1709251199999)), "2024-02-29T23:59:59.999Z");
  EXPECT_EQ(iso_time(time_of_milliseconds(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(JobTime, LeadsBackToItsMilliseconds) {
  EXPECT_EQ(unix_milliseconds(time_of_milliseconds(1234567)), 1234567);
  EXPECT_EQ(unix_seconds(time_of_milliseconds(1999)), 1);
  EXPECT_EQ(unix_seconds(time_of_milliseconds(-1)), -1);
  EXPECT_GT(now(), time_of_milliseconds(1700000000000));
}

}  // namespace
}  // namespace reverie
