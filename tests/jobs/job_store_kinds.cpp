// tests/jobs/job_store_kinds.cpp
//
// The stores that the tests of the interface are run against.

#include "jobs/job_store_fixture.h"
#include "jobs/sqlite_store.h"

namespace reverie {

INSTANTIATE_TEST_SUITE_P(Kinds, JobStoreTest,
                         testing::Values(StoreKind{
                             "Sqlite",
                             [](const std::filesystem::path& folder, std::function<Time()> clock) {
                               return std::make_unique<SqliteStore>(folder / "jobs.db", std::move(clock));
                             }}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace reverie
