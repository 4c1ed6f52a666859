#include "connectors/sqlite/sqlite_connector.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include <sqlite3.h>

#include "agent/sqlite/database.h"
#include "connectors/sqlite/examination.h"
#include "connectors/sqlite/schema.h"
#include "connectors/sqlite/table_reader.h"
#include "connectors/wishes.h"

namespace dataflow::connectors {

namespace {

/// The transaction begins with the first table that is read, so one is read at once: from there on
/// the database stands still for this connection. It ends when the connection is closed.
constexpr std::string_view kBegin =
    "PRAGMA query_only = ON; BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1";

/// SQLite answers READONLY where a writer died in the middle: reading would need to undo its work.
Error unready(const sqlite::Database& database) {
  if ((sqlite3_extended_errcode(database.handle()) & 0xff) != SQLITE_READONLY) {
    return database.error();
  }
  return {Remedy::wait, database.name(),
          "another program stopped in the middle of writing to the database.",
          "The database is whole again once that program has opened it."};
}

Result<sqlite::Database> open_at_one_moment(const std::filesystem::path& file) {
  std::error_code ignored;  // what cannot be asked is no file either
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return Error{Remedy::stop, file.string(), "there is no such file.",
                 "Check 'file' in the settings and that this account may read the folder."};
  }
  TRY_ASSIGN(auto database, sqlite::Database::open(file, sqlite::Mode::read_only));
  if (!database.run(kBegin)) return unready(database);
  return database;
}

class SqliteConnector final : public Connector {
 public:
  explicit SqliteConnector(std::filesystem::path file) : file_(std::move(file)) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override {
    described_.clear();
    TRY_ASSIGN(const auto database, open_at_one_moment(file_));
    TRY_ASSIGN(described_, tables_of(database));
    return described_;
  }

  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    TRY_ASSIGN(const auto database, open_at_one_moment(file_));
    TRY_ASSIGN(const auto offered, tables_of(database));
    TRY(check_wishes(wishes, {offered, described_}, file_.string()));
    for (const auto& wish : wishes) TRY(read_table(database, wish, sink));
    return {};
  }

  [[nodiscard]] Moment moment() const override { return Moment::one; }

  [[nodiscard]] Result<Examination> examine(std::span<const TableShape> /*wishes*/) override {
    TRY_ASSIGN(const auto database, open_at_one_moment(file_));
    return examine_file(database, file_);
  }

 private:
  std::filesystem::path file_;
  std::vector<TableShape> described_;
};

Result<std::unique_ptr<Connector>> open(const Options& options) {
  return std::unique_ptr<Connector>(std::make_unique<SqliteConnector>(options.text("file")));
}

}  // namespace

const Kind& sqlite_kind() {
  static const Kind kind = {"sqlite",
                            "A SQLite database file, read at one moment and never written.",
                            {{"file", Option::Type::path, true, "The database file."}},
                            open};
  return kind;
}

}  // namespace dataflow::connectors
