#include "jobs/sqlite_jobs.h"
#include "jobs/sqlite_store.h"

namespace reverie {
namespace {

constexpr char kAccount[] =
    "SELECT id, name, prefix, scopes, credits, per_minute, unfinished_max, created, revoked FROM accounts";
constexpr char kByDigest[] = " WHERE secret_digest = ?1 AND revoked IS NULL";
constexpr char kById[] = " WHERE id = ?1";
constexpr char kOldestFirst[] = " ORDER BY created, id";

constexpr Sql kAccountByDigest(kJoined<kAccount, kByDigest>.data());
constexpr Sql kAccountById(kJoined<kAccount, kById>.data());
constexpr Sql kAllAccounts(kJoined<kAccount, kOldestFirst>.data());

// `row` stands on a row of kAccount.
Account account_of(const SqliteStatement& row) {
  Account account;
  account.id = row.text(0);
  account.name = row.text(1);
  account.prefix = row.text(2);
  account.scopes = Json::parse(row.text(3)).get<std::vector<std::string>>();
  account.credits = row.optional_integer(4);
  account.per_minute = row.optional_integer(5);
  account.unfinished_max = row.optional_integer(6);
  account.created = row.time(7);
  account.revoked = row.optional_time(8);
  return account;
}

[[noreturn]] void no_account(const std::string& id) {
  throw Error(ErrorCode::NotFound, "no account \"" + id + "\"");
}

}  // namespace

void SqliteStore::add_account(const Account& account, const std::string& secret_digest) {
  if (secret_digest.empty())
    throw Error(ErrorCode::InvalidRequest, "an account needs the digest of its secret");
  if (account.credits.value_or(0) < 0) {
    throw Error(ErrorCode::InvalidRequest, "an account cannot have less than 0 credits", "credits");
  }
  SqliteTransaction transaction(database_);
  transaction.run(
      "INSERT INTO accounts (id, name, prefix, secret_digest, scopes, credits, per_minute, unfinished_max,"
      " created, revoked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      account.id, account.name, account.prefix, secret_digest, json_text(account.scopes), account.credits,
      account.per_minute, account.unfinished_max, account.created, account.revoked);
  transaction.commit();
}

std::optional<Account> SqliteStore::find_account(const std::string& secret_digest) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  SqliteStatement row = transaction.query(kAccountByDigest, secret_digest);
  if (!row.step()) return std::nullopt;
  return account_of(row);
}

std::optional<Account> SqliteStore::account(const std::string& id) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  SqliteStatement row = transaction.query(kAccountById, id);
  if (!row.step()) return std::nullopt;
  return account_of(row);
}

std::vector<Account> SqliteStore::accounts() {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  SqliteStatement row = transaction.query(kAllAccounts);
  std::vector<Account> accounts;
  while (row.step()) accounts.push_back(account_of(row));
  return accounts;
}

bool SqliteStore::revoke_account(const std::string& id) {
  if (id == kLocalAccount) throw Error(ErrorCode::InvalidRequest, "the account \"local\" cannot be revoked");
  SqliteTransaction transaction(database_);
  const int64_t revoked =
      transaction.run("UPDATE accounts SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL", id, clock_());
  transaction.commit();
  return revoked > 0;
}

void SqliteStore::add_credits(const std::string& id, int64_t credits) {
  SqliteTransaction transaction(database_);
  {
    SqliteStatement row = transaction.query("SELECT credits FROM accounts WHERE id = ?1", id);
    if (!row.step()) no_account(id);
    if (row.is_null(0)) {
      throw Error(ErrorCode::InvalidRequest, "the account \"" + id + "\" has credits without limit");
    }
    const int64_t present = row.integer(0);
    if (credits > INT64_MAX - present) throw Error(ErrorCode::InvalidRequest, "too many credits", "credits");
    if (present + credits < 0) {
      throw Error(ErrorCode::OutOfCredits, "cannot take " + std::to_string(-credits) +
                                               " credits, the account has " + std::to_string(present));
    }
  }
  transaction.run("UPDATE accounts SET credits = credits + ?2 WHERE id = ?1", id, credits);
  transaction.commit();
}

Usage SqliteStore::usage(const std::string& account) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  SqliteStatement removed = transaction.query(
      "SELECT removed_jobs, removed_pictures, removed_credits FROM accounts WHERE id = ?1", account);
  if (!removed.step()) no_account(account);
  SqliteStatement row = transaction.query(
      "SELECT count(*), ifnull(sum(credits), 0),"
      " (SELECT count(*) FROM images i JOIN jobs o ON o.sequence = i.job WHERE o.account = ?1 AND i.blob != "
      "'')"
      " FROM jobs WHERE account = ?1",
      account);
  row.step();
  return {.jobs = row.integer(0) + removed.integer(0),
          .pictures = row.integer(2) + removed.integer(1),
          .credits = row.integer(1) + removed.integer(2)};
}

std::string SqliteStore::secret_digest(const std::string& account) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  SqliteStatement row = transaction.query(
      "SELECT secret_digest FROM accounts WHERE id = ?1 AND secret_digest IS NOT NULL", account);
  if (!row.step()) no_account(account);
  return row.text(0);
}

}  // namespace reverie
