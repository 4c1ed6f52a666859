#include <algorithm>

#include "connectors/wishes.h"
#include "tests/contract/reading.h"

using namespace dataflow;
using namespace dataflow::contract;

namespace {

const Tables kTwo = {
    {"ssd_person", {{"id", Type::key}, {"name"}, {"upn"}}, {{"1", kName, "A1"}, {"2", "B", "A2"}}},
    {"ssd_visit", {{"person", Type::key}, {"day", Type::day}}, {{"1", "2026-06-01"}}},
};

}  // namespace

TEST_CASE("every table is offered with all its columns") {
  const EachSubject subject;
  subject->fill(kTwo);
  const auto offered = subject->open()->describe();
  REQUIRE(offered);
  for (const auto& table : kTwo) {
    const auto* found = connectors::find_table(*offered, table.name);
    REQUIRE(found != nullptr);
    CHECK(found->columns == table.shape().columns);
  }
}

TEST_CASE("tables and columns come in the order and the spelling of the wish, and no others") {
  const EachSubject subject;
  subject->fill(kTwo);
  const std::vector<TableShape> wishes = {{"SSD_VISIT", {"Day"}}, {"ssd_person", {"UPN", "id"}}};
  KeptRows rows;
  const auto source = subject->open();
  REQUIRE(source->describe());
  REQUIRE(source->read(wishes, rows));
  CHECK(rows.shapes == wishes);
  CHECK(rows.tables["SSD_VISIT"] == std::vector<Row>{{"2026-06-01"}});
  CHECK(rows.tables["ssd_person"] == std::vector<Row>{{"A1", "1"}, {"A2", "2"}});
}

TEST_CASE("names with spaces, capitals, signs and reserved words are names like others") {
  const EachSubject subject;
  check_arrives(
      *subject,
      {{"Order", {{"the name"}, {"SELECT"}, {"Größe"}, {"from_1"}}, {{"a", "b", "c", "d"}}}});
}

TEST_CASE("an empty table is a table without rows") {
  const EachSubject subject;
  Tables tables = kTwo;
  tables[0].rows.clear();
  check_arrives(*subject, tables);
}

TEST_CASE("a table or a column that is not there is named, and a person has to act") {
  const EachSubject subject;
  subject->fill(kTwo);
  const auto source = subject->open();
  for (const TableShape& wish :
       {TableShape{"ssd_nobody", {"id"}}, {"ssd_person", {"ssd_nobody"}}}) {
    KeptRows rows;
    const Error error = shown_error(source->read(std::vector<TableShape>{wish}, rows));
    CHECK(error.remedy == Remedy::stop);
    CHECK(error.what.find("ssd_nobody") != std::string::npos);
    CHECK(rows.rows == 0);
  }
  CHECK(read_all(*source, kTwo).rows == 3);
}

TEST_CASE("a table that was there a moment ago is waited for") {
  const EachSubject subject;
  if (!subject->can(Can::show_its_own_shape)) return;
  subject->fill(kTwo);
  const auto source = subject->open();
  REQUIRE(source->describe());
  subject->fill({kTwo[1]});
  KeptRows rows;
  CHECK(shown_error(source->read(shapes_of(kTwo), rows)).remedy == Remedy::wait);
  CHECK(rows.rows == 0);
  subject->fill(kTwo);
  CHECK(read_all(*source, kTwo).rows == 3);
}
