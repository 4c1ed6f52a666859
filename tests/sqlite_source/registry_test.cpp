#include "connectors/registry.h"

#include <catch2/catch.hpp>

using namespace dataflow::connectors;

TEST_CASE("every kind in the registry is found by its name") {
  REQUIRE_FALSE(kinds().empty());
  for (const Kind& kind : kinds()) {
    CHECK(find_kind(kind.name) == &kind);
    CHECK_FALSE(kind.summary.empty());
    CHECK(kind.open != nullptr);
  }
}

TEST_CASE("csv and sqlite are in the registry and an unknown kind is not") {
  CHECK(find_kind("csv") != nullptr);
  CHECK(find_kind("sqlite") != nullptr);
  CHECK(find_kind("paper") == nullptr);
}
