#include <chrono>
#include <fstream>
#include <iostream>

#include "connectors/xml/xml_profile.h"
#include "tests/xml/source.h"

using namespace dataflow;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;

void age(const fs::path& file, std::chrono::seconds ago) {
  fs::last_write_time(file, fs::file_time_type::clock::now() - ago);
}

Remedy remedy_of(const XmlFolder& folder, Settings settings = {}) {
  const auto rows = folder.read(std::move(settings));
  REQUIRE_FALSE(rows);
  return rows.error().remedy;
}

std::string faults_of(const std::string& text) {
  const TemporaryFolder folder;
  Faults faults;
  const auto profile = connectors::xml::XmlProfile::read(folder.write("p.yaml", text), faults);
  CHECK(profile.has_value() == faults.empty());
  std::string lines;
  for (auto fault : faults) {
    fault.file = "p.yaml";
    lines += describe(fault) + "\n";
  }
  return lines;
}

/// The most memory this process ever had, in bytes; nothing where the system does not say.
std::optional<std::size_t> peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) * 1024;
  }
  return std::nullopt;
}

/// Counts what it is given and keeps nothing.
class Counter final : public RowSink {
 public:
  [[nodiscard]] Result<void> begin_table(const TableShape& /*shape*/) override { return {}; }
  [[nodiscard]] Result<void> row(std::span<const Cell> /*cells*/) override {
    ++rows;
    return {};
  }
  void found(Finding /*finding*/) override {}
  std::size_t rows = 0;
};

}  // namespace

TEST_CASE("an export that has not come or not finished is waited for") {
  const XmlFolder folder;
  CHECK(remedy_of(folder) == Remedy::wait);
  CHECK(remedy_of(folder, {{"file", (folder.path() / "none.xml").string()}}) == Remedy::wait);
  folder.write("t.xml", kSmall);
  age(folder.path() / "t.xml", std::chrono::hours(2));
  CHECK(folder.error().empty());
  CHECK_THAT(folder.error({{"marker", "done"}}), Contains("marker"));
  folder.write("done", "");
  CHECK(folder.error({{"marker", "done"}}).empty());
  CHECK(folder.error({{"quiet_seconds", "600"}}).empty());
  age(folder.path() / "t.xml", std::chrono::seconds(5));
  CHECK(remedy_of(folder, {{"quiet_seconds", "600"}}) == Remedy::wait);
}

TEST_CASE("a file that changes while it is read makes the run wait") {
  const XmlFolder folder;
  folder.write("t.xml", kSmall);
  const auto source = folder.open();
  REQUIRE(source);
  const auto tables = (*source)->describe();
  REQUIRE(tables);
  KeptRows rows;
  rows.after_row = [&]() -> Result<void> {
    if (rows.rows == 1) folder.write("t.xml", std::string(kSmall) + "<!-- more -->");
    return {};
  };
  const auto read = (*source)->read(*tables, rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().remedy == Remedy::wait);
}

TEST_CASE("a file larger than the settings allow is not read") {
  const XmlFolder folder;
  folder.write("t.xml", "<Message>" + std::string(2U << 20U, ' ') + "</Message>");
  CHECK_THAT(folder.error({{"most_megabytes", "1"}}), Contains("larger than the settings allow"));
  CHECK(folder.error({{"most_megabytes", "3"}}).empty());
}

TEST_CASE("what was read is told, with the digest of each file") {
  const XmlFolder folder;
  folder.write("t.xml", kSmall);
  const auto rows = folder.read();
  REQUIRE(rows);
  REQUIRE(rows->files.size() == 1);
  CHECK(rows->files[0].name == "t.xml");
  CHECK(rows->files[0].bytes == kSmall.size());
  CHECK(rows->files[0].digest == sha256(kSmall));
  CHECK(rows->files[0].rows == 6);
}

TEST_CASE("settings that make no sense are refused") {
  const XmlFolder folder;
  CHECK_FALSE(connectors::xml_kind().open({{{"profile", (folder.path() / "p.yaml").string()}}}));
  for (const Settings& wrong :
       {Settings{{"file", "a.xml"}, {"folder", "b"}}, Settings{{"marker", "../done"}},
        Settings{{"quiet_seconds", "-1"}}, Settings{{"most_megabytes", "0"}}}) {
    CHECK_FALSE(folder.open(wrong));
  }
}

TEST_CASE("what is wrong in a profile is named with its place") {
  const auto faults = faults_of(R"(root: Message
tables:
  a:
    at: x//y
    columns: {one: ., One: "@", two: {number: false}, three: {of: b, column: c}}
  A: {in: c, at: x/@y, columns: {x: {of: a}}}
  b: {in: a, at: ., columns: {x: {of: a, column: nine}}}
)");
  for (const char* part :
       {"p.yaml:4:9: A path of elements", "p.yaml:5:23: Two columns", "The attribute has no name",
        "Only true has a meaning", "does not stand in a table of that name",
        "p.yaml:6:3: Two tables", "No table above", "Rows are elements", "column",
        "A row cannot be the row that it stands in", "'a' has no such column"}) {
    INFO(faults);
    CHECK_THAT(faults, Contains(part));
  }
  CHECK_THAT(faults_of("tables: {}"), Contains("root"));
}

TEST_CASE("the profile of the children in need census is right") {
  Faults faults;
  const auto profile = connectors::xml::XmlProfile::read(
      fs::path(DATAFLOW_CONFIG_FOLDER) / "profiles/cin-census.yaml", faults);
  CHECK(profile);
  CHECK(faults.empty());
}

TEST_CASE("a file of 50 MB is read in flat memory", "[.slow]") {
  const XmlFolder folder;
  {
    std::ofstream file(folder.path() / "t.xml", std::ios::binary);
    file << "<Message><Header><Year>2026</Year></Header><Children>\n";
    for (int i = 0; file.tellp() < 50'000'000; ++i) {
      file << "<Child><Ids><Id kind=\"k\">KX" << i << "</Id></Ids><Note>A note about a visit</Note>"
           << "<Visits><Visit seen=\"1\">2026-01-01</Visit></Visits></Child>\n";
    }
    file << "</Children></Message>";
  }
  const auto source = folder.open();
  REQUIRE(source);
  const auto tables = (*source)->describe();
  REQUIRE(tables);
  Counter counter;
  const auto before = peak_memory();
  const auto start = std::chrono::steady_clock::now();
  REQUIRE((*source)->read(std::vector<TableShape>{(*tables)[2]}, counter));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const auto after = peak_memory();
  std::cout << counter.rows << " rows, " << 50.0 / seconds.count() << " MB/s\n";
  CHECK(counter.rows > 300'000);
  if (before && after) CHECK(*after - *before < (4U << 20U));
}
