#include "connectors/synthetic/writers.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "agent/sqlite/database.h"
#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

namespace fs = std::filesystem;

/// A folder of this test's own, removed afterwards.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(fs::temp_directory_path() /
              ("dataflow-synthetic-" + name + "-" + std::to_string(std::random_device()()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Table small_table() {
  Table table({"t", {"id", "text"}}, {"nvarchar(48)", "nvarchar(max)"});
  const Row plain = {"A1", "plain"};
  const Row null = {"A2", std::nullopt};
  const Row empty = {"A3", ""};
  const Row awkward = {"A4", "a,b \"c\"\r\nd"};
  for (const auto& row : {plain, null, empty, awkward}) table.add(row);
  return table;
}

std::size_t rows_in(const sqlite::Database& database, const std::string& table) {
  auto count = database.prepare("SELECT count(*) FROM " + table).value();
  REQUIRE(count.step() == sqlite::Step::row);
  return static_cast<std::size_t>(count.integer(0));
}

class Reports final : public Progress {
 public:
  void report(std::string_view step, std::uint64_t done, std::uint64_t total) override {
    steps.emplace(step);
    CHECK(done <= total);
  }
  std::set<std::string> steps;
};

}  // namespace

TEST_CASE("a database holds every row as the tables have it") {
  const Folder folder("database");
  const Council council(messy(120, "all=0.3"));
  const auto tables = council.tables();
  REQUIRE(write_database(folder / "cms.db", tables).has_value());
  const auto database = sqlite::Database::open(folder / "cms.db", sqlite::Mode::read_only).value();
  for (const auto& table : tables) {
    CAPTURE(table.name());
    REQUIRE(rows_in(database, table.name()) == table.rows());
    auto select = database.prepare("SELECT * FROM " + table.name() + " ORDER BY rowid").value();
    for (std::size_t row = 0; row < table.rows(); ++row) {
      REQUIRE(select.step() == sqlite::Step::row);
      for (std::size_t c = 0; c < table.types().size(); ++c) {
        const auto cell = table.cell(row, c);
        REQUIRE(select.is_null(static_cast<int>(c)) == !cell);
        if (cell) REQUIRE(select.text(static_cast<int>(c)) == *cell);
      }
    }
  }
  CHECK(folder.files() == 1);
}

TEST_CASE("a new database takes the place of the old one") {
  const Folder folder("replace");
  const std::vector<Table> tables = {small_table()};
  std::ofstream(folder / "cms.db") << "an older file";
  std::ofstream(folder / "cms.db-wal") << "an older log";
  std::ofstream(folder / "cms.db.new") << "a remnant";
  REQUIRE(write_database(folder / "cms.db", tables).has_value());
  const auto database = sqlite::Database::open(folder / "cms.db", sqlite::Mode::read_only).value();
  CHECK(rows_in(database, "t") == 4);
  CHECK(folder.files() == 1);
}

TEST_CASE("a database that cannot be written leaves the old one and no remnant") {
  const Folder folder("broken");
  std::ofstream(folder / "cms.db") << "an older file";
  const std::vector<Table> same_name_twice = {small_table(), small_table()};
  const auto result = write_database(folder / "cms.db", same_name_twice);
  REQUIRE_FALSE(result);
  CHECK(result.error().remedy == Remedy::stop);
  CHECK(content_of(folder / "cms.db") == "an older file");
  CHECK(folder.files() == 1);
  CHECK_FALSE(write_database(folder / "no" / "such" / "folder.db", {small_table()}));
}

TEST_CASE("a CSV file quotes what needs it and tells NULL from an empty text") {
  const Folder folder("csv");
  REQUIRE(write_csv_folder(folder / "export", {small_table()}).has_value());
  CHECK(content_of(folder / "export" / "t.csv") ==
        "id,text\r\nA1,plain\r\nA2,\r\nA3,\"\"\r\nA4,\"a,b \"\"c\"\"\r\nd\"\r\n");
}

TEST_CASE("a CSV folder has one file per table, and what else is in it stays") {
  const Folder folder("csv-all");
  std::ofstream(folder / "notes.txt") << "mine";
  const auto tables = Council(settings_for(30)).tables();
  REQUIRE(write_csv_folder(folder / ".", tables).has_value());
  CHECK(folder.files() == tables.size() + 1);
  CHECK(content_of(folder / "notes.txt") == "mine");
}

TEST_CASE("events are written one to a line") {
  const Folder folder("events");
  Council council(settings_for(200));
  const auto events = council.advance_to(3);
  REQUIRE(write_events(folder / "events.jsonl", events).has_value());
  const std::string lines = content_of(folder / "events.jsonl");
  CHECK(static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')) == events.size());
  CHECK(lines.starts_with(json_line(events.front()) + "\n"));
}

TEST_CASE("whoever waits is told how far it is") {
  const Folder folder("progress");
  Reports reports;
  const Council council(settings_for(1200), reports);
  const auto tables = council.tables(reports);
  REQUIRE(write_database(folder / "cms.db", tables, reports).has_value());
  REQUIRE(write_csv_folder(folder / "csv", tables, reports).has_value());
  CHECK(reports.steps == std::set<std::string>{"children made", "people recorded", "rows written",
                                               "tables written"});
}

}  // namespace dataflow::synthetic
