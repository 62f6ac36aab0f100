// tests/jobs/job_store_list_test.cpp
//
// Looking for jobs in a store, uploads, and who holds which blob.

#include "jobs/job_store_fixture.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string blob(char digit) {
  return std::string(64, digit);
}

TEST_P(JobStoreTest, ListShowsTheNewestFirst) {
  const std::string first = submit().id;
  const std::string second = submit().id;
  const std::string third = submit().id;
  EXPECT_THAT(ids({}), ElementsAre(third, second, first));
  EXPECT_THAT(ids({.limit = 2}), ElementsAre(third, second));
  EXPECT_THAT(ids({.before_id = second}), ElementsAre(first));
  EXPECT_THAT(ids({.before_id = first}), IsEmpty());
  expect_error([&] { ids({.before_id = "nothing"}); }, ErrorCode::NotFound, "", "nothing");
}

TEST_P(JobStoreTest, ListShowsWholeJobs) {
  const Job first = submit();
  start(2);
  submit();
  const Job last = submit();
  const std::vector<Job> jobs = store().list({});
  EXPECT_EQ(jobs[0].id, last.id);
  EXPECT_EQ(jobs[0].queue_position, 1);
  EXPECT_EQ(jobs[2].id, first.id);
  EXPECT_EQ(jobs[2].images.size(), 2u);
}

TEST_P(JobStoreTest, ListTakesOneToAThousand) {
  for (const int64_t limit : {int64_t{0}, int64_t{-1}, int64_t{1001}}) {
    expect_error([&] { ids({.limit = limit}); }, ErrorCode::InvalidRequest, "limit", "1 to 1000");
  }
  EXPECT_THAT(ids({.limit = 1000}), IsEmpty());
}

TEST_P(JobStoreTest, ListKeepsToItsFilters) {
  add_account("ada");
  Submission wanted = submission("ada");
  wanted.dialect = "fal";
  const std::string ada = store().submit(wanted, {}).id;
  wanted = submission();
  wanted.model_echo = "other";
  const std::string other = store().submit(wanted, {}).id;
  const std::string plain = submit().id;
  store().cancel(other);
  EXPECT_THAT(ids({.account = "ada"}), ElementsAre(ada));
  EXPECT_THAT(ids({.account = "nobody"}), IsEmpty());
  EXPECT_THAT(ids({.dialect = "fal"}), ElementsAre(ada));
  EXPECT_THAT(ids({.model_echo = "other"}), ElementsAre(other));
  EXPECT_THAT(ids({.states = {JobState::Queued}}), ElementsAre(plain, ada));
  EXPECT_THAT(ids({.states = {JobState::Cancelled, JobState::Queued}}), ElementsAre(plain, other, ada));
  EXPECT_THAT(ids({.account = kLocalAccount, .states = {JobState::Queued}}), ElementsAre(plain));
  EXPECT_THAT(ids({.account = "ada", .dialect = "openai"}), IsEmpty());
}

TEST_P(JobStoreTest, APartOfThePromptIsFoundWithoutRegardToCase) {
  Submission wanted = submission();
  wanted.task.prompt = "Ein Äffchen, 100%_fertig \\ ЁЛКА";
  const std::string id = store().submit(wanted, {}).id;
  submit();
  for (const char* part : {"äffCHEN", "ÄFFCHEN", "100%", "%_f", "\\", "ёлка", "Ёлка", "ein "}) {
    EXPECT_THAT(ids({.prompt_part = part}), ElementsAre(id)) << part;
  }
  for (const char* part : {"1%0", "Ein_", "100_", "affchen", "'"}) {
    EXPECT_THAT(ids({.prompt_part = part}), IsEmpty()) << part;
  }
}

TEST_P(JobStoreTest, CountsTheJobsInAState) {
  submit();
  submit();
  submit();
  store().claim();
  EXPECT_EQ(store().count_in(JobState::Queued), 2);
  EXPECT_EQ(store().count_in(JobState::Running), 1);
  EXPECT_EQ(store().count_in(JobState::Failed), 0);
}

// --- uploads ---

Upload upload(const std::string& id, const std::string& blob_name, Time created) {
  return {.id = id,
          .account = kLocalAccount,
          .blob = blob_name,
          .file_name = "fox \"red\".png",
          .mime = "image/png",
          .size_bytes = 12,
          .created = created,
          .expires = created + std::chrono::hours(1)};
}

TEST_P(JobStoreTest, AnUploadIsFoundUntilItExpires) {
  store().add_upload(upload("u", blob('1'), time_));
  reopen();
  const Upload back = store().find_upload("u").value();
  EXPECT_EQ(back.account, kLocalAccount);
  EXPECT_EQ(back.blob, blob('1'));
  EXPECT_EQ(back.file_name, "fox \"red\".png");
  EXPECT_EQ(back.mime, "image/png");
  EXPECT_EQ(back.size_bytes, 12);
  EXPECT_EQ(back.created, time_);
  EXPECT_EQ(back.expires, time_ + std::chrono::hours(1));
  pass(std::chrono::hours(1));
  EXPECT_FALSE(store().find_upload("u"));
  EXPECT_FALSE(store().find_upload("nothing"));
}

TEST_P(JobStoreTest, AnUploadNeedsANewIdAndAnAccount) {
  store().add_upload(upload("u", blob('1'), time_));
  expect_error([&] { store().add_upload(upload("u", blob('2'), time_)); }, ErrorCode::Conflict, "",
               "uploads.id");
  Upload strange = upload("v", blob('1'), time_);
  strange.account = "nobody";
  expect_error([&] { store().add_upload(strange); }, ErrorCode::NotFound, "", "");
}

TEST_P(JobStoreTest, ARemovedUploadIsGone) {
  store().add_upload(upload("u", blob('1'), time_));
  EXPECT_TRUE(store().remove_upload("u"));
  EXPECT_FALSE(store().find_upload("u"));
  EXPECT_FALSE(store().remove_upload("u"));
}

// --- blobs ---

TEST_P(JobStoreTest, OldJobsLoseTheirFiles) {
  Submission wanted = submission();
  wanted.task.references = {blob('1'), blob('1')};
  const Job old = succeed(wanted, blob('2'));
  pass(std::chrono::hours(2));
  const Job young = succeed(submission(), blob('3'));
  const Job waiting = submit();
  EXPECT_THAT(store().expire(time_ - std::chrono::hours(1)), UnorderedElementsAre(blob('1'), blob('2')));
  EXPECT_TRUE(found(old.id).is_expired);
  EXPECT_EQ(found(old.id).images[0].blob, blob('2'));  // still told, and counted
  EXPECT_FALSE(found(young.id).is_expired);
  EXPECT_FALSE(found(waiting.id).is_expired);
  EXPECT_THAT(store().expire(time_ - std::chrono::hours(1)), IsEmpty());
}

TEST_P(JobStoreTest, ABlobStaysWhileAnotherJobHoldsIt) {
  succeed(submission(), blob('1'));
  pass(std::chrono::hours(2));
  Submission wanted = submission();
  wanted.task.references = {blob('1')};  // a picture goes in again
  const Job second = store().submit(wanted, {});
  EXPECT_THAT(store().expire(time_), IsEmpty());
  store().cancel(second.id);
  pass(std::chrono::hours(2));
  EXPECT_THAT(store().expire(time_), ElementsAre(blob('1')));
}

TEST_P(JobStoreTest, ABlobStaysWhileAnUploadHoldsIt) {
  succeed(submission(), blob('1'));
  store().add_upload(upload("u", blob('1'), time_));
  pass(std::chrono::minutes(1));
  EXPECT_THAT(store().expire(time_), IsEmpty());
  pass(std::chrono::hours(1));
  EXPECT_THAT(store().expire(time_), ElementsAre(blob('1')));
  EXPECT_FALSE(store().remove_upload("u"));  // forgotten
}

TEST_P(JobStoreTest, AnExpiredUploadLeavesItsBlobToAJob) {
  Submission wanted = submission();
  wanted.task.references = {blob('1')};
  store().submit(wanted, {});
  store().add_upload(upload("u", blob('1'), time_));
  pass(std::chrono::hours(2));
  EXPECT_THAT(store().expire(time_), IsEmpty());
}

TEST_P(JobStoreTest, TellsWhichBlobsNobodyHolds) {
  Submission wanted = submission();
  wanted.task.references = {blob('1')};
  const Job job = store().submit(wanted, {});
  start();
  store().finish_image(job.id, done(0, blob('2')));
  store().add_upload(upload("u", blob('3'), time_));
  const std::vector<std::string> all{blob('1'), blob('2'), blob('3'), blob('4')};
  EXPECT_THAT(store().unheld_blobs(all), ElementsAre(blob('4')));
  store().remove_upload("u");
  store().finish(job.id, JobState::Succeeded, kNoError);
  pass(std::chrono::hours(1));
  EXPECT_THAT(store().unheld_blobs(all), ElementsAre(blob('3'), blob('4')));
  store().expire(time_);
  EXPECT_EQ(store().unheld_blobs(all), all);
}

}  // namespace
}  // namespace reverie
