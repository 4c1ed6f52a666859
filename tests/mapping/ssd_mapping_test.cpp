#include <catch2/catch.hpp>

#include "agent/mapping/check.h"
#include "agent/mapping/mapping_file.h"
#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::mapping;

TEST_CASE("the shipped SSD mapping has no fault") {
  const auto standard = shipped_standard();
  Faults faults;
  const auto mapping =
      MappingFile::read(shipped_config() / "mappings" / "ssd.yaml", standard, faults);
  for (const auto& fault : faults) UNSCOPED_INFO(describe(fault));
  REQUIRE(mapping.has_value());
  CHECK(mapping->blocks.size() == 12);
}
