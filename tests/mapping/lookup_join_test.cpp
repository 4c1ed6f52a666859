#include <catch2/catch.hpp>

#include "agent/mapping/block_sql.h"
#include "agent/sqlite/database.h"

namespace dataflow::mapping {

namespace {

Lookup lookup_of_persons(const char* name) {
  Lookup lookup;
  lookup.name = name;
  lookup.take = {{"person_id", Expression{"person_id"}}};
  return lookup;
}

/// How SQLite would go about a query, in its own words.
std::string plan_of(const sqlite::Database& database, const std::string& query) {
  std::string plan;
  auto steps = database.prepare("EXPLAIN QUERY PLAN " + query).value();
  while (steps.step() == sqlite::Step::row) plan += std::string(steps.text(3)) + "\n";
  return plan;
}

}  // namespace

TEST_CASE("a lookup is joined by any of its columns without being read through for each row") {
  const auto database = sqlite::Database::open("", sqlite::Mode::memory).value();
  REQUIRE(database.run(create_lookup(lookup_of_persons("referral"))));
  REQUIRE(database.run(create_lookup(lookup_of_persons("step"))));
  const std::string join = "SELECT 1 FROM step AS s JOIN referral AS r ON r.";
  CHECK(plan_of(database, join + "person_id = s.person_id").find("SEARCH") != std::string::npos);
  CHECK(plan_of(database, join + "\"key\" = s.person_id").find("SEARCH") != std::string::npos);
}

}  // namespace dataflow::mapping
