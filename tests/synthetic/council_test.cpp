#include <catch2/catch.hpp>

#include "connectors/synthetic/council.h"

namespace dataflow::synthetic {

TEST_CASE("a council has as many children in the cohort as its settings say") {
  Settings settings;
  settings.children = 120;
  std::size_t sent = 0;
  for (const auto& child : Council(settings).expectations()) {
    sent += child.sight.standing == Standing::sent;
  }
  REQUIRE(sent == 120);
}

}  // namespace dataflow::synthetic
