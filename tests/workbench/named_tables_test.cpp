#include "agent/workbench/named_tables.h"

#include <catch2/catch.hpp>

#include "tests/mapping/small_source.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

std::string named(const std::string& head, const std::string& from, const std::string& value) {
  const SmallMapping mapping("mapping: m\nsays: M.\nstandard: dfe-csc\n" + head +
                             "cohort: {from: person, child: id}\nblocks:\n"
                             "  child: {from: person, child: id, fields: {la_child_id: id}}\n"
                             "  child_details:\n    from: " +
                             from + "\n    child: p.id\n    fields:\n      surname: " + value +
                             "\n");
  const auto tables = tables_named(mapping.file(), mapping.standard());
  if (!tables) return describe(tables.error());
  std::string lines;
  for (const auto& table : *tables) {
    lines += table.table + ":";
    for (const auto& column : table.columns) lines += " " + column;
    lines += "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("tables and columns are found from the SQL alone") {
  CHECK(named("", "person AS p JOIN home h ON h.person = p.id", "h.code || p.name") ==
        "person: id name\nhome: person code\n");
}

TEST_CASE("an alias means the table of its own SELECT") {
  CHECK(named("", "person AS p",
              "(SELECT p.b FROM plan AS p WHERE p.a = 1 UNION SELECT p.d FROM part AS p)") ==
        "person: id\npart: d\nplan: b a\n");
  CHECK(named("", "person AS p", "(SELECT q.b FROM plan AS q WHERE q.a = p.name)") ==
        "person: id name\nplan: b a\n");
}

TEST_CASE("a column without its table belongs to the innermost FROM") {
  CHECK(named("", "person AS p", "coalesce(name, (SELECT begun FROM plan LIMIT 1))") ==
        "person: id name\nplan: begun\n");
}

TEST_CASE("the columns of lookups are no columns of the source") {
  CHECK(named("lookups: {home: {from: address, key: who, take: {code: max(postcode)}}}\n",
              "person AS p LEFT JOIN home ON home.\"key\" = p.id",
              "home.code") == "address: who postcode\nperson: id\n");
}

TEST_CASE("what a probe or a variant reads is found, too") {
  CHECK(named("variants:\n"
              "  other:\n"
              "    says: Another.\n"
              "    when: (SELECT max(mark) FROM log)\n"
              "    lookups: {home: {from: address, key: who, take: {code: max(postcode)}}}\n"
              "    blocks:\n"
              "      child_details:\n"
              "        from: person AS p LEFT JOIN home ON home.\"key\" = p.id\n"
              "        fields: {surname: \"coalesce(p.nick, home.code)\"}\n",
              "person AS p",
              "p.name") == "log: mark\nperson: id name nick\naddress: who postcode\n");
}

TEST_CASE("SQL that cannot be compiled is left alone") {
  CHECK(named("", "person AS p", "nosuch(p.name") == "person: id\n");
  CHECK(named("", "person AS p", "z.name") == "person: id\n");
}

TEST_CASE("the shipped mapping names exactly what it reads") {
  const auto standard = shipped_standard();
  Faults faults;
  const auto mapping =
      MappingFile::read(shipped_config() / "mappings" / "ssd.yaml", standard, faults);
  REQUIRE(mapping.has_value());
  const auto named = tables_named(*mapping, standard);
  REQUIRE(named.has_value());
  const auto read = columns_read(*mapping, standard, *named, faults);
  for (const auto& fault : faults) UNSCOPED_INFO(describe(fault));
  REQUIRE(read.has_value());
  CHECK(*read == *named);
  CHECK(named->size() == 20);
}
