// Examples hold the rules of a standard to what they say.
#include <catch2/catch.hpp>

#include "agent/rules/rule_examples.h"
#include "tests/rules/small_standard.h"
#include "tests/shipped.h"

using namespace dataflow;
using namespace dataflow::rules;

namespace {

std::string checked(const SmallStandard& standard, const std::string& examples) {
  Faults faults;
  const auto file = standard.folder().write("rule-examples.yaml", examples);
  static_cast<void>(check_rules(standard.get(), file, faults));
  return SmallStandard::lines_of(faults);
}

}  // namespace

TEST_CASE("every shipped rule finds its failing examples and lets its passing ones be") {
  Faults faults;
  const auto standard = shipped_standard();
  const auto count = check_rules(
      standard, shipped_config() / "standards/dfe-csc/1.0.1/rule-examples.yaml", faults);
  for (const auto& fault : faults) UNSCOPED_INFO(describe(fault));
  CHECK(faults.empty());
  CHECK(count.breaks >= 100);
  CHECK(count.keeps >= 100);
}

TEST_CASE("an example that does not come out as it should is a fault at its line") {
  const SmallStandard standard(one_rule("episodes", "begun > ending.day"));
  const std::string wrong =
      "today: 2026-06-01\nexamples:\n  T1:\n    breaks:\n"
      "      - {id: A, episodes: [{episode_id: E, begun: 2026-01-01}]}\n"
      "    keeps:\n"
      "      - {id: A, episodes: [{episode_id: E, begun: 2026-01-02, ending: {day: "
      "2026-01-01}}]}\n";
  CHECK(checked(standard, wrong) ==
        "5:9: Rule T1 finds nothing here. It should be broken.\n"
        "7:9: Rule T1 finds something here. It should be kept.\n");
}

TEST_CASE("a rule without examples, and SQL that does not work, are faults") {
  CHECK_THAT(checked(SmallStandard(one_rule("child", "1")), "today: 2026-06-01\nexamples: {}\n"),
             Catch::Contains("Rule T1 has no examples."));
  CHECK_THAT(checked(SmallStandard(one_rule("child", "boern = 1")), ""),
             Catch::Contains("no such column: boern"));
}
