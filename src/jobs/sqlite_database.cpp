#include "jobs/sqlite_database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"
#include "jobs/sync_folder.h"

namespace reverie {
namespace {

ErrorCode code_of(int result) {
  switch (result) {  // the finer codes, where they matter
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY: return ErrorCode::Conflict;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return ErrorCode::NotFound;
    default: break;
  }
  switch (result & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return ErrorCode::WriteFailed;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return ErrorCode::CorruptFile;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::Busy;
    default: return ErrorCode::Internal;
  }
}

[[noreturn]] void fail(sqlite3* connection, int result) {
  const char* file = connection == nullptr ? nullptr : sqlite3_db_filename(connection, "main");
  const char* why = connection == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(connection);
  throw Error(code_of(result), std::string(file == nullptr ? "SQLite" : file) + ": " + why);
}

// SQLite would create it readable for everybody. Only a file that is not there is opened here: closing a
// descriptor of one that is would drop the locks of another connection of this process.
void create_private_file(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    ::close(descriptor);
    sync_folder(path.parent_path());
  } else if (errno != EEXIST) {
    throw Error(ErrorCode::WriteFailed, path.string() + ": cannot create: " + std::strerror(errno));
  }
}

}  // namespace

// --- statements ---

SqliteStatement::~SqliteStatement() {
  sqlite3_reset(statement_);  // returns the error that step() has thrown already
  sqlite3_clear_bindings(statement_);
}

void SqliteStatement::check(int result) const {
  if (result != SQLITE_OK) fail(connection_, result);
}

void SqliteStatement::expect_parameters(std::size_t values) const {
  const auto parameters = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_));
  if (parameters != values) {
    throw Error(ErrorCode::Internal, std::to_string(values) + " values, expected " +
                                         std::to_string(parameters) + ": " + sqlite3_sql(statement_));
  }
}

bool SqliteStatement::step() {
  const int result = sqlite3_step(statement_);
  if (result != SQLITE_ROW && result != SQLITE_DONE) fail(connection_, result);
  return result == SQLITE_ROW;
}

void SqliteStatement::bind(int parameter, std::nullptr_t) {
  check(sqlite3_bind_null(statement_, parameter));
}

void SqliteStatement::bind(int parameter, int64_t value) {
  check(sqlite3_bind_int64(statement_, parameter, value));
}

void SqliteStatement::bind(int parameter, std::string_view value) {
  // Empty text, not null: a view may be empty without pointing anywhere.
  const char* data = value.empty() ? "" : value.data();
  check(sqlite3_bind_text64(statement_, parameter, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

bool SqliteStatement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

int64_t SqliteStatement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string SqliteStatement::text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

std::optional<int64_t> SqliteStatement::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<Time> SqliteStatement::optional_time(int column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

// --- the connection ---

void SqliteDatabase::Close::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

void SqliteDatabase::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& path, int64_t application_id)
    : file_(std::filesystem::absolute(path)) {  // no name is special, ":memory:" neither
  create_private_file(file_);
  sqlite3* connection = nullptr;
  const int result =
      sqlite3_open_v2(file_.c_str(), &connection,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  connection_.reset(connection);
  if (result != SQLITE_OK) fail(connection, result);
  sqlite3_busy_timeout(connection, static_cast<int>(kBusyTimeout.count()));
  // A damaged or hostile schema must not run functions, and SQL must not damage the file.
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  refuse_strange_file(application_id);
  use_write_ahead_log();
  execute("PRAGMA synchronous = FULL");
  execute("PRAGMA foreign_keys = ON");
  // In place of SQLite's own hook, which writes the log back in the middle of somebody's commit.
  log_thread_.emplace(file_);
  sqlite3_wal_hook(
      connection,
      [](void* thread, sqlite3*, const char*, int log_pages) {
        static_cast<SqliteLogThread*>(thread)->log_has(log_pages);
        return SQLITE_OK;
      },
      &*log_thread_);
}

SqliteDatabase::~SqliteDatabase() {
  log_thread_.reset();  // no connection but ours is left: the last one to close clears the log away
  statements_.clear();  // before the connection they belong to
}

void SqliteDatabase::refuse_strange_file(int64_t application_id) {
  SqliteStatement tables(connection_.get(), prepared("SELECT count(*) FROM sqlite_schema"));
  SqliteStatement mark(connection_.get(), prepared("PRAGMA application_id"));
  if (tables.step() && mark.step() && tables.integer(0) > 0 && mark.integer(0) != application_id) {
    throw Error(ErrorCode::CorruptFile, std::string(sqlite3_db_filename(connection_.get(), "main")) +
                                            ": a database of another program, expected one of Reverie's");
  }
}

void SqliteDatabase::use_write_ahead_log() {
  SqliteStatement answer(connection_.get(), prepared("PRAGMA journal_mode = WAL"));
  if (!answer.step() || answer.text(0) != "wal") {  // no error: SQLite goes on in the mode it was in
    throw Error(ErrorCode::WriteFailed,
                "this file system cannot share memory: SQLite has no write-ahead log here");
  }
}

void SqliteDatabase::execute(const char* sql) {
  const int result = sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(connection_.get(), result);
}

sqlite3_stmt* SqliteDatabase::prepared(Sql sql) {
  auto& statement = statements_[sql.text()];
  if (!statement) {
    sqlite3_stmt* fresh = nullptr;
    const int result =
        sqlite3_prepare_v3(connection_.get(), sql.text(), -1, SQLITE_PREPARE_PERSISTENT, &fresh, nullptr);
    if (result != SQLITE_OK) fail(connection_.get(), result);
    statement.reset(fresh);
  }
  if (sqlite3_stmt_busy(statement.get()) != 0) {
    throw Error(ErrorCode::Internal, std::string("this statement is being read already: ") + sql.text());
  }
  return statement.get();
}

// --- transactions ---

SqliteTransaction::Haste::Haste(SqliteDatabase& database, bool is_wanted)
    : database_(is_wanted ? &database : nullptr) {
  if (database_ != nullptr) database_->execute("PRAGMA synchronous = NORMAL");
}

SqliteTransaction::Haste::~Haste() {
  if (database_ == nullptr) return;
  sqlite3_exec(database_->connection_.get(), "PRAGMA synchronous = FULL", nullptr, nullptr, nullptr);
}

SqliteTransaction::SqliteTransaction(SqliteDatabase& database, Kind kind)
    : database_(database), lock_(database.mutex_), haste_(database, kind == Kind::WriteSoon) {
  database_.execute(kind == Kind::Read ? "BEGIN" : "BEGIN IMMEDIATE");
}

SqliteTransaction::~SqliteTransaction() {
  sqlite3* connection = database_.connection_.get();
  // After some faults SQLite has rolled back by itself. A rollback has nothing to report that was not thrown.
  if (is_open_ && sqlite3_get_autocommit(connection) == 0) {
    sqlite3_exec(connection, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void SqliteTransaction::run_script(Sql script) {
  database_.execute(script.text());
}

int64_t SqliteTransaction::changes() const {
  return sqlite3_changes64(database_.connection_.get());
}

int64_t SqliteTransaction::last_row_id() const {
  return sqlite3_last_insert_rowid(database_.connection_.get());
}

void SqliteTransaction::commit() {
  database_.execute("COMMIT");
  is_open_ = false;
}

}  // namespace reverie
