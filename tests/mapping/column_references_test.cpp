#include "agent/mapping/column_references.h"

#include <catch2/catch.hpp>

#include "agent/mapping/sql_words.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

sqlite::Database tables() {
  auto database = sqlite::Database::open("", sqlite::Mode::memory).value();
  REQUIRE(
      database.run("CREATE TABLE person (id TEXT, born TEXT, \"odd name\" TEXT, \"end\" TEXT);"
                   "CREATE TABLE plan (person TEXT, begun TEXT, born TEXT)"));
  return database;
}

/// "alias.name=table.column ..." for the row, then "| table.column ..." for what is beyond it.
std::string reads(const std::string& from, const std::string& sql, Clause clause = Clause::value) {
  const auto database = tables();
  const auto read = columns_read_by(database, {from, 1, 1}, {sql, 1, 1}, clause).value();
  std::string text;
  for (const auto& column : read.row) {
    text += column.alias + "." + column.name + "=" + column.table + "." + column.column + " ";
  }
  text += "|";
  for (const auto& [table, columns] : read.beyond) {
    for (const auto& column : columns) text += " " + table + "." + column;
  }
  return text;
}

}  // namespace

TEST_CASE("columns are found with and without an alias, each once") {
  CHECK(reads("person AS p", "p.born || born || p.born") ==
        "p.born=person.born .born=person.born |");
}

TEST_CASE("names in texts and comments are no columns") {
  CHECK(reads("person", "'born' || id -- born\n /* born */") == ".id=person.id |");
}

TEST_CASE("quoted names are columns, and a text in double quotes is none") {
  CHECK(reads("person AS p", "p.\"odd name\" || [end] || `id` || \"nothing\"") ==
        "p.odd name=person.odd name .end=person.end .id=person.id |");
}

TEST_CASE("functions and keywords are no columns") {
  CHECK(reads("person", "CASE WHEN upper(id) IS NULL THEN 1.5e3 ELSE x'00' END") ==
        ".id=person.id |");
}

TEST_CASE("what a query inside an expression reads is beyond the row") {
  CHECK(reads("person AS p", "p.id IN (SELECT person FROM plan WHERE begun > '2020')") ==
        "p.id=person.id | plan.begun plan.person");
  CHECK(reads("person AS p", "(SELECT max(q.born) FROM plan AS q WHERE q.person = p.id)") ==
        "p.id=person.id | plan.born plan.person");
}

TEST_CASE("a bare name inside a query is not taken for a column of the row with the same name") {
  CHECK(reads("person", "id IN (SELECT born FROM plan)") == ".id=person.id | plan.born");
}

TEST_CASE("the terms of an order are read, too") {
  CHECK(reads("person AS p", "p.born DESC, id", Clause::order) ==
        "p.born=person.born .id=person.id |");
}

TEST_CASE("a column that several queries together make has no table") {
  CHECK(reads("(SELECT id AS who FROM person UNION SELECT person FROM plan) AS a", "a.who") ==
        "a.who=. |");
}

TEST_CASE("a column of a query in from is traced to its table") {
  CHECK(reads("(SELECT id AS who FROM person) AS a", "who") == ".who=person.id |");
}

TEST_CASE("an unfinished text or comment ends with the SQL") {
  CHECK(sql_words("a 'b").size() == 2);
  CHECK(sql_words("a /* b").size() == 1);
  CHECK(sql_words("a -- b").size() == 1);
  CHECK(sql_words("\"a").size() == 1);
}
