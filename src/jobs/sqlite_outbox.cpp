#include "jobs/sqlite_store.h"

namespace reverie {
namespace {

void expect_delivery(SqliteTransaction& transaction, int64_t delivery) {
  SqliteStatement row = transaction.query("SELECT 1 FROM deliveries WHERE id = ?1", delivery);
  if (!row.step()) throw Error(ErrorCode::NotFound, "no delivery " + std::to_string(delivery));
}

}  // namespace

std::vector<DueDelivery> SqliteStore::due_deliveries(int64_t limit, std::chrono::seconds lease) {
  SqliteTransaction transaction(database_);
  const Time now = clock_();
  std::vector<DueDelivery> due;
  {
    SqliteStatement row = transaction.query(
        "SELECT d.id, j.id, d.event, d.attempt + 1 FROM deliveries d JOIN jobs j ON j.sequence = d.job"
        " WHERE d.state = 'pending' AND d.due <= ?1 ORDER BY d.due, d.id LIMIT ?2",
        now, limit);
    while (row.step()) due.push_back({row.integer(0), row.text(1), row.text(2), row.integer(3)});
  }
  for (const DueDelivery& delivery : due) {
    transaction.run("UPDATE deliveries SET attempt = ?2, due = ?3 WHERE id = ?1", delivery.id,
                    delivery.attempt, now + lease);
  }
  transaction.commit();
  return due;
}

void SqliteStore::delivered(int64_t delivery) {
  SqliteTransaction transaction(database_);
  expect_delivery(transaction, delivery);
  transaction.run("UPDATE deliveries SET state = 'delivered' WHERE id = ?1", delivery);
  transaction.commit();
}

void SqliteStore::not_delivered(int64_t delivery, std::optional<Time> retry) {
  SqliteTransaction transaction(database_);
  expect_delivery(transaction, delivery);
  transaction.run(
      "UPDATE deliveries SET due = ifnull(?2, due),"
      " state = CASE WHEN ?2 IS NULL THEN 'failed' ELSE 'pending' END"
      " WHERE id = ?1 AND state = 'pending'",
      delivery, retry);
  transaction.commit();
}

}  // namespace reverie
