#include "connectors/synthetic/shapes/rearrange.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "connectors/synthetic/council.h"
#include "connectors/synthetic/shapes/former_numbers.h"

namespace dataflow::synthetic {

namespace {

using Strings = std::vector<std::string>;

Holdings small_council() {
  Settings settings;
  settings.children = 60;
  const Council council(settings);
  return {council.tables(), council.date()};
}

/// Holdings whose only rows are these former pupil numbers: (person, number, since).
Holdings with_numbers(const std::vector<std::array<std::string, 3>>& numbers) {
  using namespace ssd::linked_identifiers;
  Holdings holdings = small_council();
  auto& table = holdings.tables[static_cast<std::size_t>(TableId::linked_identifiers)];
  table = Table(table.shape(), table.types());
  for (const auto& [person, number, since] : numbers) {
    Row row(columns);
    row[person_id] = person;
    row[identifier_type] = "Former Unique Pupil Number";
    row[identifier_value] = number;
    if (!since.empty()) row[valid_from_date] = since;
    table.add(row);
  }
  return holdings;
}

}  // namespace

TEST_CASE("a rearranged table has a row for each of the council's, each value in its column") {
  const Holdings holdings = small_council();
  const Table& people = ssd_table_of(holdings, TableId::person);
  const Table table = rearranged(holdings, TableId::person, "PEOPLE",
                                 {{"SURNAME", "text", take(ssd::person::surname)},
                                  {"ID", "text", take_after("P-", ssd::person::person_id)},
                                  {"NOTHING", "text", never()},
                                  {"KIND", "text", always("child")}});
  REQUIRE(table.rows() == people.rows());
  CHECK(table.shape().columns == Strings{"SURNAME", "ID", "NOTHING", "KIND"});
  for (std::size_t row = 0; row < table.rows(); ++row) {
    CHECK(table.cell(row, 0) == people.cell(row, ssd::person::surname));
    CHECK(table.cell(row, 1) == "P-" + std::string(*people.cell(row, ssd::person::person_id)));
    CHECK_FALSE(table.cell(row, 2).has_value());
    CHECK(table.cell(row, 3) == "child");
  }
}

TEST_CASE("only the rows that are kept are taken over") {
  const Holdings holdings = small_council();
  const Table table =
      rearranged(holdings, TableId::person, "PEOPLE", {{"SEX", "text", take(ssd::person::sex)}},
                 [](const SsdRow& row) { return row[ssd::person::sex] == "F"; });
  REQUIRE(table.rows() > 0);
  CHECK(table.rows() < ssd_table_of(holdings, TableId::person).rows());
  for (std::size_t row = 0; row < table.rows(); ++row) CHECK(table.cell(row, 0) == "F");
}

TEST_CASE("the words of a list are found in JSON and between commas") {
  CHECK(words_in(R"(["1A","2B"])") == Strings{"1A", "2B"});
  CHECK(words_in("1A, 2B,21") == Strings{"1A", "2B", "21"});
  CHECK(words_in("[]").empty());
  CHECK(words_in("").empty());
}

TEST_CASE("a member is found by its whole name") {
  const Cell json = R"({"CP_CONFERENCE_FLAG":"Y","NFA_FLAG":"N"})";
  CHECK(member_of(json, "CP_CONFERENCE_FLAG") == "Y");
  CHECK(member_of(json, "NFA_FLAG") == "N");
  CHECK_FALSE(member_of(json, "FLAG").has_value());
  CHECK_FALSE(member_of(Cell(), "NFA_FLAG").has_value());
}

TEST_CASE(
    "of several former pupil numbers the newest counts, and of two of a day the first by name") {
  const Look numbers = newest_former_numbers(with_numbers({{"A", "N1", "2020-09-01 00:00:00"},
                                                           {"A", "N2", "2022-09-01 00:00:00"},
                                                           {"A", "N3", "2021-09-01 00:00:00"},
                                                           {"B", "N5", "2020-09-01 00:00:00"},
                                                           {"B", "N4", "2020-09-01 00:00:00"},
                                                           {"B", "N0", ""}}));
  CHECK(numbers == Look{{"A", "N2"}, {"B", "N4"}});
}

}  // namespace dataflow::synthetic
