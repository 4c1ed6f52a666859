#include "agent/core/fault.h"

#include <catch2/catch.hpp>

using namespace dataflow;

TEST_CASE("a fault reads as file, line, column, what and hint") {
  const Fault fault{"agent.yaml", 3, 9, "'counsil' is not known here.", "Did you mean 'council'?"};
  CHECK(describe(fault) == "agent.yaml:3:9: 'counsil' is not known here. Did you mean 'council'?");
}

TEST_CASE("the nearest word is suggested and a far one is not") {
  const std::vector<std::string> words = {"council", "source", "mapping"};
  CHECK(nearest("counsil", words) == "council");
  CHECK(nearest("MAPPING", words) == "mapping");
  CHECK(nearest("banana", words).empty());
  CHECK(suggestion("banana", words) == "Known here: council, source, mapping.");
}

TEST_CASE("faults are listed from the top of the file to the bottom") {
  Faults faults = {{"b", 1, 1, "third", ""}, {"a", 9, 1, "second", ""}, {"a", 2, 5, "first", ""}};
  sort_by_place(faults);
  CHECK(faults[0].what == "first");
  CHECK(faults[1].what == "second");
  CHECK(faults[2].what == "third");
}
