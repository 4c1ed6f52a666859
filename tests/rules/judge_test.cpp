// Rules asked about built documents.
#include "agent/rules/judge.h"

#include <catch2/catch.hpp>

#include "tests/rules/small_standard.h"

using namespace dataflow;
using namespace dataflow::rules;

namespace {

const RunDays kDays{*Day::parse("2026-06-01"),
                    {*Day::parse("2024-04-01"), *Day::parse("2026-06-02")}};

/// "child path" of each finding, "council" for those about all children.
std::string found(const SmallStandard& standard, const std::vector<std::string>& documents,
                  std::vector<std::string> filled = {}) {
  auto blocks = BuiltBlocks::create(standard.get());
  REQUIRE(blocks);
  for (const auto& document : documents) REQUIRE(blocks->add(document));
  REQUIRE(blocks->finish());
  Judge judge(standard.get(), *blocks, kDays, std::move(filled));
  const auto judgements = judge.judge(standard.get().rules().rules);
  if (!judgements) return describe(judgements.error());
  std::string lines;
  for (const auto& judgement : judgements->children) {
    lines += std::to_string(judgement.child) + " " + judgement.finding.path + "\n";
  }
  for (const auto& finding : judgements->council) lines += "council " + finding.rule + "\n";
  for (const auto& rule : judge.not_judged()) lines += "not judged " + rule + "\n";
  return lines;
}

constexpr char kTwoEpisodes[] =
    R"({"details":{"born":"2020-01-01"},"episodes":[)"
    R"({"begun":"2026-01-01","episode_id":"E1","factors":["A","B"],"open":true,)"
    R"("plans":[{"begun":"2026-01-02","plan_id":"P1"},{"begun":"2025-12-01","plan_id":"P2"}]},)"
    R"({"begun":"2019-01-01","ending":{"day":"2018-01-01"},"episode_id":"E2","open":false,)"
    R"("plans":[{"plan_id":"P3"},{"begun":"2018-12-31","plan_id":"P4"}]}],"id":"X1"})";

}  // namespace

TEST_CASE("a finding names the item of the list and the field that a rule points to") {
  const SmallStandard standard(
      one_rule("plans", "plans.begun < episodes.begun", "episodes[].plans[].begun"));
  CHECK(found(standard, {R"({"id":"X0"})", kTwoEpisodes}) ==
        "1 episodes[0].plans[1].begun\n1 episodes[1].plans[1].begun\n");
}

TEST_CASE("a rule sees the blocks above a row and the objects that hang on them") {
  CHECK(found(SmallStandard(one_rule("plans", "details.born > episodes.begun")), {kTwoEpisodes}) ==
        "0 episodes[1].plans[0]\n0 episodes[1].plans[1]\n");
  CHECK(found(SmallStandard(one_rule("plans", "ending.day < episodes.begun")), {kTwoEpisodes}) ==
        "0 episodes[1].plans[0]\n0 episodes[1].plans[1]\n");
  CHECK(found(SmallStandard(one_rule("ending", "day < begun")), {kTwoEpisodes}) ==
        "0 episodes[1].ending\n");
  CHECK(found(SmallStandard(one_rule("child", "details.born = '2020-01-01'", "details.born")),
              {kTwoEpisodes}) == "0 details.born\n");
}

TEST_CASE("an absent value breaks no comparison") {
  CHECK(found(SmallStandard(one_rule("plans", "plans.begun <> 'x' OR plans.begun = 'x'")),
              {R"({"episodes":[{"episode_id":"E1","plans":[{"plan_id":"P1"}]}],"id":"X"})"})
            .empty());
}

TEST_CASE("flags are 1 and 0, numbers are numbers, and sets of codes can be asked") {
  CHECK(found(SmallStandard(one_rule("episodes",
                                     "open = 1 AND has(factors, 'A') AND "
                                     "NOT has(factors, 'C') AND count_of(factors) = 2",
                                     "episodes[].open")),
              {kTwoEpisodes}) == "0 episodes[0].open\n");
  CHECK(found(SmallStandard(one_rule("scores", "score > 9", "scores[].score")),
              {R"({"id":"X","scores":[{"score":10},{"score":9}]})"}) == "0 scores[0].score\n");
}

TEST_CASE("a rule about the council is asked once of all children") {
  const SmallStandard standard(one_rule("council", "(SELECT count(*) FROM child) = 2"));
  CHECK(found(standard, {R"({"id":"A"})", R"({"id":"B"})"}) == "council T1\n");
  CHECK(found(standard, {R"({"id":"A"})"}).empty());
}

TEST_CASE("codes are allowed on their days") {
  const auto allowed = [&](const std::string& code, const std::string& day) {
    return !found(SmallStandard(
                      one_rule("child", "allowed('factor', '" + code + "', '" + day + "')")),
                  {R"({"id":"A"})"})
                .empty();
  };
  CHECK(allowed("A", "2026-01-01"));
  CHECK(allowed("B", "2025-03-31"));
  CHECK_FALSE(allowed("B", "2025-04-01"));
  CHECK_FALSE(allowed("C", "2020-01-01"));
  CHECK_FALSE(allowed("X", "2020-01-01"));
}

TEST_CASE("days are counted by the calendar and by working days") {
  const auto holds = [&](const std::string& condition) {
    return !found(SmallStandard(one_rule("child", condition)), {R"({"id":"A"})"}).empty();
  };
  CHECK(holds("today() = '2026-06-01' AND window_start() = '2024-04-01'"));
  CHECK(holds("days_after('2026-02-28', 1) = '2026-03-01'"));
  CHECK(holds("months_after('2026-01-31', 1) = '2026-02-28'"));
  CHECK(holds("age('2008-02-29', '2026-02-28') = 17"));
  CHECK(holds("age('2008-02-29', '2026-03-01') = 18"));
  CHECK(holds("weekday('2026-06-01') = 1"));
  CHECK(holds("working_days('2026-04-02', '2026-04-07') = 1"));  // Easter between them
}

TEST_CASE("a rule that reads what the mapping does not fill is not judged") {
  const std::string rules =
      "beside:\n  deaths: {on: child, says: Death., members: {day: {kind: date, says: When.}}}\n" +
      one_rule("child", "EXISTS (SELECT 1 FROM deaths WHERE deaths.child = child.child)");
  CHECK(found(SmallStandard(rules), {R"({"id":"A"})"}) == "not judged T1\n");
  CHECK(found(SmallStandard(rules), {R"({"id":"A"})"}, {"deaths"}).empty());
}

TEST_CASE("a rule holds on its days only") {
  const std::string rule = one_rule("child", "1");
  CHECK(found(SmallStandard(rule + "    from: 2026-06-02\n"), {R"({"id":"A"})"}).empty());
  CHECK(found(SmallStandard(rule + "    to: 2026-06-01\n"), {R"({"id":"A"})"}) == "0 id\n");
}

TEST_CASE("a rule may only read") {
  CHECK_THAT(found(SmallStandard(one_rule("child", "random() > 0")), {R"({"id":"A"})"}),
             Catch::Contains("may not use random"));
}

TEST_CASE("what is wrong in a rules file is named with its place, all of it at once") {
  const SmallStandard standard(
      "rules:\n"
      "  - {rule: T1, says: A., weight: warn, hint: B., fields: [\"details.boern\"]}\n"
      "  - {rule: T1, says: A., weight: heavy, hint: B., on: plan, breaks: \"1\"}\n"
      "  - {rule: T2, says: A., weight: hold, hint: B., on: council, breaks: \"1\"}\n"
      "  - {rule: T3, says: A., weight: hold, hint: B., on: child}\n"
      "  - {rule: T4, weight: hold, hint: B., from: soon}\n");
  const std::string faults = standard.faults();
  CHECK_THAT(faults, Catch::Contains("2:") && Catch::Contains("'details.boern' is no field") &&
                         Catch::Contains("Did you mean 'details.born'?"));
  CHECK_THAT(faults, Catch::Contains("The rule T1 is there twice."));
  CHECK_THAT(faults, Catch::Contains("'plan' is no object or list of small/1."));
  CHECK_THAT(faults, Catch::Contains("A rule about the council cannot hold a child."));
  CHECK_THAT(faults, Catch::Contains("'on' and 'breaks' belong together."));
  CHECK_THAT(faults, Catch::Contains("A day such as 2025-04-01 was expected."));
}
