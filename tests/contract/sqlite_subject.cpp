#include <catch2/catch.hpp>

#include "agent/sqlite/database.h"
#include "connectors/sqlite/sqlite_connector.h"
#include "tests/contract/subjects.h"
#include "tests/temporary_folder.h"

namespace dataflow::contract {

namespace {

std::string declared(const Column& column) {
  switch (column.type) {
    case Type::key:
    case Type::whole:
    case Type::boolean:
      return sqlite::identifier(column.name) + " INTEGER";
    default:
      return sqlite::identifier(column.name) + " TEXT";
  }
}

/// A database file. SQLite runs within this process: there is no connection to lose.
class SqliteSubject final : public Subject {
 public:
  void fill(const Tables& tables) override {
    // A new file in the place of the old one, as a nightly export would leave it.
    const auto next = folder_.path() / "next.db";
    {
      auto database = sqlite::Database::open(next, sqlite::Mode::create);
      REQUIRE(database);
      for (const auto& table : tables) make(*database, table);
    }
    std::filesystem::rename(next, file_);
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(Trouble /*trouble*/) override {
    auto source = connectors::sqlite_kind().open({{{"file", file_.string()}}});
    REQUIRE(source);
    return std::move(*source);
  }

  [[nodiscard]] bool can(Can what) const override {
    return what == Can::tell_empty_text_from_null || what == Can::show_its_own_shape;
  }

  [[nodiscard]] std::string contents() override {
    std::string all;
    for (const auto& file : folder_.files()) {
      all += file + "\n" + TemporaryFolder::bytes_of(folder_.path() / file);
    }
    return all;
  }

 private:
  static void make(const sqlite::Database& database, const Table& table) {
    std::string columns;
    std::string places;
    for (const auto& column : table.columns) {
      columns += (columns.empty() ? "" : ", ") + declared(column);
      places += places.empty() ? "?" : ", ?";
    }
    const std::string name = sqlite::identifier(table.name);
    REQUIRE(database.run("CREATE TABLE " + name + "(" + columns + "); BEGIN"));
    auto insert = database.prepare("INSERT INTO " + name + " VALUES (" + places + ")");
    REQUIRE(insert);
    for (const auto& row : table.rows) add(*insert, row);
    REQUIRE(database.run("COMMIT"));
  }

  static void add(sqlite::Statement& insert, const Row& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      insert.bind_optional(static_cast<int>(i) + 1, row[i]);
    }
    REQUIRE(insert.run());
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "cms.db";
};

}  // namespace

std::unique_ptr<Subject> make_sqlite() {
  return std::make_unique<SqliteSubject>();
}

}  // namespace dataflow::contract
