#include "agent/flow/trial.h"

#include <catch2/catch.hpp>

#include "tests/flow/made_source.h"

using namespace dataflow;

namespace {

Result<flow::Build> build_of(MadeSource& source, const mapping::SmallMapping& mapping) {
  const std::vector<standard::Rule> no_rules;
  const std::filesystem::path no_corrections;
  RehearsalClock clock(*Day::parse("2026-06-01"));
  SilentLog log;
  NoProgress progress;
  return flow::build(
      {source, mapping.file(), mapping.standard(), no_rules, no_corrections, clock, log, progress});
}

}  // namespace

TEST_CASE("a trial counts each child once for each reason, with the rule and its sentence") {
  const mapping::SmallMapping mapping(kSmallMapping);
  MadeSource source(small_content({"X1|A|-", "X_2|B|-", "X3|C|-"},
                                  {"E1|X1|2026-01-01", "E 2|X3|2026-01-01", "E 3|X3|2026-01-01"}));
  const auto build = build_of(source, mapping);
  REQUIRE(build);
  const auto trial = flow::trial_of(*build, mapping.standard());
  CHECK(trial.in_scope == 3);
  CHECK(trial.refused == 2);
  REQUIRE(trial.refusals.size() == 2);
  CHECK(trial.refusals[0].rule == "F01");
  CHECK(trial.refusals[0].path == "la_child_id");
  CHECK(trial.refusals[1] == flow::Refusal{"F02", "social_care_episodes[].social_care_episode_id",
                                           "It should be 1 to 36 of the characters A-Za-z0-9_-.",
                                           1});
}

TEST_CASE("a document that breaks the contract counts as refused") {
  const auto standard = shipped_standard();
  flow::RefusalCount count(standard);
  Record record;
  record.document = R"({"la_child_id":"far-too-long-and-with-hyphens"})";
  CHECK(count.add(record));
  record.document = R"({"la_child_id":"X1"})";
  CHECK_FALSE(count.add(record));
  REQUIRE(count.refusals().size() == 2);
  CHECK(count.refusals()[0].rule == "contract");
  CHECK(count.refusals()[0].path == "la_child_id");
}

TEST_CASE("nothing is read for a mapping that does not fit the source") {
  const mapping::SmallMapping mapping(kSmallMapping);
  auto content = small_content({});
  content.erase("plan");
  MadeSource source(content);
  const auto build = build_of(source, mapping);
  REQUIRE_FALSE(build);
  CHECK_THAT(build.error().what, Catch::Contains("1 fault"));
  CHECK(source.reads == 0);
}
