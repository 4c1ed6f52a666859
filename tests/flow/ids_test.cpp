// Sources whose identifiers are made anew every night.
#include "tests/flow/desk.h"

using namespace dataflow;

namespace {

mapping::SmallSource with_ids(const std::string& prefix) {
  return small_content(
      {"X1|Name|-", "X2|Name|-"},
      {prefix + "1|X1|2026-01-10", prefix + "2|X1|2026-02-10", prefix + "3|X2|2026-01-10"},
      {prefix + "Q|" + prefix + "3", prefix + "P|" + prefix + "1"});
}

}  // namespace

TEST_CASE("with derived identifiers a night of new identifiers changes nothing") {
  Desk desk(with_ids("A"));
  desk.ids_for = "846";
  REQUIRE(desk.run());
  const std::string first = desk.deliver_all();
  CHECK(first.find("A1") == std::string::npos);
  desk.source.content = with_ids("B");
  const auto run = desk.run();
  REQUIRE(run);
  CHECK(run->unchanged == 2);
  CHECK(desk.deliver_all().empty());
}

TEST_CASE(
    "with derived identifiers what leaves the source is purged by the identifier it was sent "
    "with") {
  Desk desk(with_ids("A"));
  desk.ids_for = "846";
  REQUIRE(desk.run());
  const std::string first = desk.deliver_all();
  desk.source.content = with_ids("B");
  desk.source.content["plan"].pop_back();
  REQUIRE(desk.run());
  const std::string second = desk.deliver_all();
  const auto at = second.find(R"("purge":true)");
  REQUIRE(at != std::string::npos);
  const std::string key = R"("child_in_need_plan_id":")";
  const std::string id = second.substr(second.find(key) + key.size(), 32);
  CHECK(first.find(id) != std::string::npos);
}
