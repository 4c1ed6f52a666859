#include "connectors/synthetic/shapes/shape.h"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

namespace dataflow::synthetic {

TEST_CASE("every shape is found by its name, and no other") {
  std::set<std::string_view> names;
  for (const auto& shape : shapes()) {
    CAPTURE(shape.name);
    CHECK(shape_named(shape.name) == &shape);
    CHECK(names.insert(shape.name).second);
    CHECK_FALSE(shape.summary.empty());
  }
  CHECK(shape_named("ssd") != nullptr);
  CHECK(shape_named("SSD") == nullptr);
  CHECK(shape_named("") == nullptr);
}

}  // namespace dataflow::synthetic
