#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "connectors/synthetic/council.h"
#include "connectors/synthetic/shapes/eclipse.h"
#include "connectors/synthetic/shapes/liquidlogic.h"
#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic {

namespace {

struct System {
  const char* name;
  std::vector<Table> (*tables)(const Holdings&);
};
constexpr System kSystems[] = {
    {"liquidlogic", liquidlogic::tables}, {"mosaic", mosaic::tables}, {"eclipse", eclipse::tables}};

Holdings council_of(std::size_t children, const char* mess = "") {
  Settings settings;
  settings.children = children;
  settings.mess = Mess::parse(mess).value();
  const Council council(settings);
  return {council.tables(), council.date()};
}

/// How many rows of a table have that text in that column.
std::size_t rows_with(const std::vector<Table>& tables, std::string_view name,
                      std::string_view column, std::string_view text) {
  const auto table = std::find_if(tables.begin(), tables.end(),
                                  [&](const Table& each) { return each.name() == name; });
  REQUIRE(table != tables.end());
  const auto place = table->column(column);
  REQUIRE(place.has_value());
  std::size_t count = 0;
  for (std::size_t row = 0; row < table->rows(); ++row) count += table->cell(row, *place) == text;
  return count;
}

}  // namespace

TEST_CASE("every system has tables with rows, each name once, and none of the SSD's") {
  const Holdings holdings = council_of(400);
  for (const auto& system : kSystems) {
    std::set<std::string> names;
    for (const auto& table : system.tables(holdings)) {
      CAPTURE(system.name, table.name());
      CHECK(names.insert(table.name()).second);
      CHECK(table.rows() > 0);
      CHECK(table.name().rfind("ssd_", 0) != 0);
      const auto& columns = table.shape().columns;
      CHECK(std::set<std::string>(columns.begin(), columns.end()).size() == columns.size());
    }
  }
}

TEST_CASE("a shape is the same each time") {
  const Holdings holdings = council_of(80);
  for (const auto& system : kSystems) {
    const auto once = system.tables(holdings);
    const auto again = system.tables(holdings);
    REQUIRE(once.size() == again.size());
    for (std::size_t i = 0; i < once.size(); ++i) {
      CAPTURE(system.name, once[i].name());
      REQUIRE(once[i].rows() == again[i].rows());
      for (std::size_t row = 0; row < once[i].rows(); ++row) {
        for (std::size_t c = 0; c < once[i].types().size(); ++c) {
          REQUIRE(once[i].cell(row, c) == again[i].cell(row, c));
        }
      }
    }
  }
}

TEST_CASE("a council of spoilt data, or of one child, fits into every system") {
  for (const auto& holdings : {council_of(200, "all=0.5"), council_of(1)}) {
    for (const auto& system : kSystems) {
      CAPTURE(system.name);
      CHECK_FALSE(system.tables(holdings).empty());
    }
  }
}

TEST_CASE("Liquidlogic's dimensions have one row for nobody") {
  const auto tables = liquidlogic::tables(council_of(80));
  for (const auto& table : tables) {
    if (table.name().rfind("DIM_", 0) != 0) continue;
    CAPTURE(table.name());
    CHECK(rows_with(tables, table.name(), table.shape().columns.front(), "-1") == 1);
  }
}

TEST_CASE("a group of Mosaic's has somebody who is no person, to be told apart") {
  const auto tables = mosaic::tables(council_of(80));
  CHECK(rows_with(tables, "DM_SUBGROUP_SUBJECTS", "SUBJECT_TYPE_CODE", "ORG") > 0);
  CHECK(rows_with(tables, "DM_PLACEMENTS", "SPLIT_NUMBER", "1") ==
        rows_with(tables, "DM_PLACEMENTS", "SPLIT_NUMBER", "2"));
}

TEST_CASE("Eclipse keeps a deleted classification for each that counts") {
  const auto tables = eclipse::tables(council_of(80));
  const auto deleted = rows_with(tables, "CLASSIFICATIONPERSONVIEW", "STATUS", "DELETED");
  CHECK(deleted > 0);
  CHECK(deleted == rows_with(tables, "CLASSIFICATIONPERSONVIEW", "STATUS", "COMPLETE"));
}

}  // namespace dataflow::synthetic
