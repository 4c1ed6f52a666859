#include <catch2/catch.hpp>

#include "tests/synthetic/made.h"

namespace dataflow::synthetic {

namespace {

double mean_size(const Council& council) {
  std::size_t bytes = 0;
  const auto documents = documents_of(council);
  for (const auto& [child, document] : documents) bytes += document.size();
  return static_cast<double>(bytes) / static_cast<double>(documents.size());
}

}  // namespace

TEST_CASE("documents of a usual council have about 1 KB") {
  const Council council(settings_for(1000));
  CHECK(mean_size(council) == Approx(1000).margin(120));
}

TEST_CASE("documents of a large council have about 5.5 KB") {
  Settings settings = settings_for(400);
  settings.size = Size::large;
  CHECK(mean_size(Council(settings)) == Approx(5500).margin(500));
}

TEST_CASE("the tables and columns are those of the dataset, with three tables nobody maps") {
  const Tables tables{Council(settings_for(1))};
  CHECK(tables.all().size() == 22);
  CHECK(tables.table("ssd_person").shape().columns.size() == 16);
  CHECK(tables.table("ssd_permanence").shape().columns.size() == 23);
  CHECK(tables.table("ssd_care_leavers").shape().columns.size() == 12);
  CHECK(tables.table("ssd_contacts").column("CONT_CONTACT_DATE") == 2U);
  CHECK(tables.table("ssd_cin_visits").column("nothing") == std::nullopt);
  CHECK(tables.table("ssd_department").rows() > 0);
}

}  // namespace dataflow::synthetic
