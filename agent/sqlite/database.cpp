#include "agent/sqlite/database.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <sqlite3.h>

#include "agent/core/ascii.h"
#include "agent/sqlite/encrypted_vfs.h"

namespace dataflow::sqlite {

namespace {

constexpr int kWaitForLocksMilliseconds = 5000;

int flags_of(Mode mode) {
  switch (mode) {
    case Mode::read_only:
      return SQLITE_OPEN_READONLY;
    case Mode::read_write:
      return SQLITE_OPEN_READWRITE;
    case Mode::create:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Mode::memory:
      break;
  }
  return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
}

std::string hint_of(int code) {
  if (code == SQLITE_IOERR_DATA) return "A page of the file is damaged: restore a copy of it.";
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "The disk is full: free some space, then run again.";
    case SQLITE_CANTOPEN:
      return "Check that the file exists and that this account may open it.";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "Give this account the right to write to the file and its folder.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "The file is damaged or is not a SQLite database.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "Another program holds the file; try again when it has finished.";
    case SQLITE_IOERR:
      return "The disk reports an error: look at the system's log.";
    default:
      return "";
  }
}

/// SQLite counts every allocation under one lock unless it is told not to, before its first use.
void leave_allocations_uncounted() {
  static const int kAsked = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kAsked);  // a refusal costs speed and nothing else
}

bool is_only_space(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_space(c) || c == ';'; });
}

}  // namespace

Error error_of(int code, std::string_view message, std::string_view where) {
  const int kind = code & 0xff;
  const bool passing = kind == SQLITE_BUSY || kind == SQLITE_LOCKED;
  std::string what = fmt::format("SQLite says: {}.", message);
  return {passing ? Remedy::wait : Remedy::stop, std::string(where), std::move(what),
          hint_of(code)};
}

std::string identifier(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

void Database::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

Database::Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&& other) noexcept {
  handle_ = std::move(other.handle_);  // first, because the old one uses the old VFS as it closes
  vfs_ = std::move(other.vfs_);
  name_ = std::move(other.name_);
  return *this;
}
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& file, Mode mode) {
  Database database;
  database.name_ = mode == Mode::memory ? "memory" : file.string();
  TRY(database.connect(mode == Mode::memory ? ":memory:" : file.string(), mode));
  return database;
}

Result<Database> Database::open_encrypted(const std::filesystem::path& file, Mode mode,
                                          const Secret& machine_key) {
  Database database;
  database.name_ = file.string();
  TRY_ASSIGN(database.vfs_, EncryptedVfs::make(machine_key));
  const auto connected = database.connect(file.string(), mode);
  if (const auto& refusal = database.vfs_->refusal()) return *refusal;
  TRY(connected);
  TRY(database.keep_off_the_disk());
  return database;
}

Result<Database> Database::copy_in_memory(const Database& from) {
  TRY_ASSIGN(auto database, open({}, Mode::memory));
  database.name_ = from.name_;
  TRY(copy(from, database));
  return database;
}

Result<void> Database::connect(const std::string& path, Mode mode) {
  leave_allocations_uncounted();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle,
                                   flags_of(mode) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                   vfs_ ? vfs_->name().c_str() : nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) {
    return error_of(code, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code), name_);
  }
  if (sqlite3_busy_timeout(handle, kWaitForLocksMilliseconds) != SQLITE_OK) return error();
  return {};
}

Result<void> Database::keep_off_the_disk() const {
  int reserved = EncryptedVfs::kReserved;
  if (sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved) !=
      SQLITE_OK) {
    return error();
  }
  // The size of the pages is for a new file only; an old one keeps what it has.
  TRY(run(fmt::format("PRAGMA page_size={}; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON",
                      EncryptedVfs::kPage)));
  TRY_ASSIGN(auto mode, prepare("PRAGMA journal_mode"));
  if (mode.step() != Step::row) return mode.error();
  if (mode.text(0) == "wal") return {};
  mode.reset();
  return run("PRAGMA journal_mode=MEMORY");
}

Result<Statement> Database::prepare(std::string_view sql) const {
  Statement statement;
  statement.name_ = name_;
  sqlite3_stmt* handle = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, &tail);
  statement.handle_.reset(handle);
  if (code != SQLITE_OK) return error();
  const auto used = static_cast<std::size_t>(tail - sql.data());
  if (handle == nullptr || !is_only_space(sql.substr(used))) {
    return Error{Remedy::stop, name_, "One SQL statement was expected.",
                 handle == nullptr ? "It is empty." : "Remove what follows the first statement."};
  }
  return statement;
}

Result<void> Database::run(std::string_view sql) const {
  if (sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr) !=
      SQLITE_OK) {
    return error();
  }
  return {};
}

Error Database::error() const {
  return error_of(sqlite3_extended_errcode(handle_.get()), sqlite3_errmsg(handle_.get()), name_);
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(handle_.get());
}

std::int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(handle_.get());
}

void Statement::Finalise::operator()(sqlite3_stmt* handle) const {
  sqlite3_finalize(handle);
}

void Statement::remember(int code) {
  if (code != SQLITE_OK && bind_failure_ == SQLITE_OK) bind_failure_ = code;
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  remember(sqlite3_bind_int64(handle_.get(), parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  remember(sqlite3_bind_text64(handle_.get(), parameter, text.data() ? text.data() : "",
                               text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_optional(int parameter, const std::optional<std::string_view>& text) {
  return text ? bind(parameter, *text) : bind_null(parameter);
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  remember(sqlite3_bind_blob64(handle_.get(), parameter, bytes.data() ? bytes.data() : "",
                               bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  remember(sqlite3_bind_null(handle_.get(), parameter));
  return *this;
}

Statement& Statement::bind_borrowed(int parameter, std::string_view text) {
  remember(sqlite3_bind_text64(handle_.get(), parameter, text.data() ? text.data() : "",
                               text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Step Statement::step() {
  if (bind_failure_ != SQLITE_OK) return Step::failed;
  switch (sqlite3_step(handle_.get())) {
    case SQLITE_ROW:
      return Step::row;
    case SQLITE_DONE:
      return Step::done;
    default:
      return Step::failed;
  }
}

Result<void> Statement::run() {
  if (step() == Step::failed) {
    auto failure = error();
    reset();
    return failure;
  }
  reset();
  return {};
}

void Statement::reset() {
  sqlite3_reset(handle_.get());  // repeats the code of the failed step, which step() has reported
  bind_failure_ = SQLITE_OK;
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

int Statement::columns() const {
  return sqlite3_column_count(handle_.get());
}

std::string Statement::column_name(int column) const {
  const char* name = sqlite3_column_name(handle_.get(), column);
  return name ? name : "";
}

Error Statement::error() const {
  if (bind_failure_ != SQLITE_OK) {
    return error_of(bind_failure_, sqlite3_errstr(bind_failure_), name_);
  }
  sqlite3* database = sqlite3_db_handle(handle_.get());
  return error_of(sqlite3_extended_errcode(database), sqlite3_errmsg(database), name_);
}

Result<Transaction> Transaction::begin(const Database& database) {
  TRY(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Result<Transaction> Transaction::begin_to_read(const Database& database) {
  TRY(database.run("BEGIN"));
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  // A failed rollback leaves nothing to do here: SQLite undoes the transaction when it next opens.
  const auto ignored = database_->run("ROLLBACK");
  static_cast<void>(ignored);
}

Result<void> Transaction::commit() {
  TRY(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

Result<void> copy(const Database& from, const Database& to) {
  constexpr int kWholeDatabase = -1;
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup == nullptr) return to.error();
  const int stepped = sqlite3_backup_step(backup, kWholeDatabase);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped == SQLITE_DONE && finished == SQLITE_OK) return {};
  const int code = finished != SQLITE_OK ? finished : stepped;
  return error_of(code, sqlite3_errstr(code), to.name());
}

}  // namespace dataflow::sqlite
