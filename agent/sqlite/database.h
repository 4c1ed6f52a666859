// SQLite behind RAII: so thin that SQLite's own manual still applies, every return code checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "agent/core/result.h"
#include "agent/core/secret.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dataflow::sqlite {

enum class Mode {
  read_only,   ///< the file must exist and is never written
  read_write,  ///< the file must exist
  create,      ///< the file is made when it is missing
  memory,      ///< a private database in memory; the path is ignored
};

/// What one step of a Statement came to.
enum class Step { row, done, failed };

class EncryptedVfs;
class Statement;

/// One connection. For one thread at a time; close every Statement before it.
class Database {
 public:
  /// Waits up to five seconds for locks of other connections. Errors: remedy stop.
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, Mode mode);

  /// Opens a file whose pages are encrypted (encrypted_vfs.h), by the machine's key of 32 bytes. A
  /// new one keeps its rollback journal in memory until it is told to use WAL; temporary tables and
  /// sorting stay in memory; what is deleted is overwritten.
  [[nodiscard]] static Result<Database> open_encrypted(const std::filesystem::path& file, Mode mode,
                                                       const Secret& machine_key);

  /// A private copy in memory of what the other one holds at this moment, under the same name.
  [[nodiscard]] static Result<Database> copy_in_memory(const Database& from);

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Compiles exactly one statement; text after it is an error.
  [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;

  /// Runs statements that give no rows, separated by semicolons.
  [[nodiscard]] Result<void> run(std::string_view sql) const;

  /// The last failure of this connection. SQLite's messages name tables and columns, not values.
  [[nodiscard]] Error error() const;

  /// Rows that the last INSERT, UPDATE or DELETE touched.
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] std::int64_t last_insert_id() const;

  /// For the calls this wrapper does not name. Owned by the Database.
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  Database();
  [[nodiscard]] Result<void> connect(const std::string& path, Mode mode);
  [[nodiscard]] Result<void> keep_off_the_disk() const;

  std::unique_ptr<EncryptedVfs> vfs_;  // outlives the handle
  std::unique_ptr<sqlite3, Close> handle_;
  std::string name_;
};

/// A compiled statement. Parameters and columns are counted from 1 and 0, as SQLite counts them.
class Statement {
 public:
  /// Each binds a copy of the value and gives the Statement back, so that binds can be chained;
  /// a bind that fails is remembered and makes the next step() fail.
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind_optional(int parameter, const std::optional<std::string_view>& text);
  Statement& bind_blob(int parameter, std::string_view bytes);
  Statement& bind_null(int parameter);

  /// Binds text without a copy: it must stay as it is until reset().
  Statement& bind_borrowed(int parameter, std::string_view text);

  [[nodiscard]] Step step();

  /// step() for a statement that gives no row, followed by reset().
  [[nodiscard]] Result<void> run();

  /// Ready for the next execution; parameters keep their values.
  void reset();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;

  /// Text or blob of a column, valid until the next step() or reset(); empty when NULL.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;
  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string column_name(int column) const;

  /// Why the last step failed.
  [[nodiscard]] Error error() const;

  [[nodiscard]] sqlite3_stmt* handle() const { return handle_.get(); }

 private:
  friend class Database;
  struct Finalise {
    void operator()(sqlite3_stmt* handle) const;
  };
  void remember(int code);

  std::unique_ptr<sqlite3_stmt, Finalise> handle_;
  std::string name_;
  int bind_failure_ = 0;
};

/// Calls `on_row` for each row that is left; it reads the statement's columns.
template <class OnRow>
[[nodiscard]] Result<void> each_row(Statement& select, OnRow on_row) {
  while (true) {
    const Step step = select.step();
    if (step == Step::failed) return select.error();
    if (step == Step::done) return {};
    on_row();
  }
}

/// A transaction: rolled back unless it was committed.
class Transaction {
 public:
  /// BEGIN IMMEDIATE: takes the write lock at once.
  [[nodiscard]] static Result<Transaction> begin(const Database& database);
  /// BEGIN: takes no lock that a writer waits for; all that is read is of one moment.
  [[nodiscard]] static Result<Transaction> begin_to_read(const Database& database);
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  [[nodiscard]] Result<void> commit();

 private:
  explicit Transaction(const Database& database) : database_(&database) {}
  const Database* database_;  // null once committed or moved from
};

/// Copies everything in `from` as it is at one moment (SQLite's online backup). `to` is empty.
[[nodiscard]] Result<void> copy(const Database& from, const Database& to);

/// The error that SQLite's return code stands for, with what to do about a full or broken disk.
[[nodiscard]] Error error_of(int code, std::string_view message, std::string_view where);

/// `name` as a quoted SQL identifier.
[[nodiscard]] std::string identifier(std::string_view name);

}  // namespace dataflow::sqlite
