#include <catch2/catch.hpp>

#include "tests/mapping/small_source.h"

using namespace dataflow::mapping;

namespace {

const SmallSource kScoredSource = {{"person", {"id|name|born|score"}},
                                   {"plan", {"id|episode|begun"}}};

/// The faults of one field of child_details, or of the child's health (for numbers).
std::string faults_of(const std::string& field, const std::string& expression) {
  return SmallMapping(
             "mapping: m\nsays: M.\nstandard: dfe-csc\n"
             "cohort: {from: person, child: id}\nblocks:\n"
             "  child: {from: person, child: id, fields: {la_child_id: id}}\n"
             "  child_details:\n    from: person AS p\n    child: p.id\n    fields:\n"
             "      " +
             field + ": >-\n        " + expression + "\n")
      .faults(kScoredSource);
}

constexpr char kTenFaults[] = R"(mapping: ten
says: A mapping with ten faults.
standard: dfe-csc
codes:
  ethnicty: {A: WBRI}
lookups:
  newest:
    from: plans
    key: episode
    take: {begun: begun}
cohort:
  from: person AS p
  child: p.id
  belongs:
    - rule: age
      says: Too old.
      when: >-
        day(p.born) IS NULL
        OR birthday(p.bron, 26) > today()
blocks:
  child:
    from: person AS p
    child: p.id
    fields: {la_child_id: p.id}
  child_details:
    from: person AS p
    child: p.id
    fields:
      sirname: p.name
      first_name: cleen(p.name)
      sex: >-
        CASE WHEN p.name IS NULL THEN NULL
             ELSE code('sexx', p.name) END
      date_of_birth: 1+1
      uasc_flag: in_window(p.born, p.born, p.born)
      ethnicity: CASE WHEN p.score > 10 THEN 'WBRI' END
  social_care_episodes:
    from: plan
    child: id
    fields: {referral_date: begun}
)";

}  // namespace

TEST_CASE("ten faults of different kinds are reported in one run, each with its line") {
  auto lines = SmallMapping(kTenFaults).faults(kScoredSource);
  CHECK(
      lines ==
      "m.yaml:5:3: There is no code list 'ethnicty'. Did you mean 'ethnicity'?\n"
      "m.yaml:8:11: The source has no table 'plans'. Did you mean 'plan'?\n"
      "m.yaml:19:21: There is no column 'p.bron' here. Did you mean 'p.born'?\n"
      "m.yaml:29:7: 'sirname' is not known here. Did you mean 'surname'?\n"
      "m.yaml:30:19: There is no function 'cleen'. Did you mean 'clean'?\n"
      "m.yaml:33:24: There is no code list 'sexx'. Did you mean 'sex'?\n"
      "m.yaml:34:22: This gives a number, but 'date_of_birth' should be a date.\n"
      "m.yaml:35:18: 'in_window' has too few or too many values between its brackets. Write "
      "in_window(from, to). Whether the days from `from` to `to` touch the collection window; "
      "without `to`, whether the day `from` is in it. An empty `to` is still open.\n"
      "m.yaml:36:28: 'p.score' is a text and is compared with a number: as texts, 10 comes before "
      "9. Write number(p.score).\n"
      "m.yaml:37:3: 'social_care_episode_id' is not mapped, and it is required. Add it under "
      "fields: social_care_episode_id: COLUMN.\n");
}

TEST_CASE("a field whose expression can never give what it holds is a fault") {
  CHECK(faults_of("uasc_flag", "'abc'").find("'uasc_flag' should be yes or no") !=
        std::string::npos);
  CHECK(faults_of("date_of_birth", "1+1").find("should be a date") != std::string::npos);
  CHECK(faults_of("date_of_birth", "number(p.born)").find("gives a number") != std::string::npos);
  CHECK(faults_of("date_of_birth", "flag(p.born)").find("gives yes or no") != std::string::npos);
  CHECK(faults_of("uasc_flag", "day(p.born)").find("gives a date") != std::string::npos);
  CHECK(faults_of("sex", "day(p.born)").find("gives a date") != std::string::npos);
  CHECK(faults_of("sex", "'Q'").find("a code of 'sex'") != std::string::npos);
  CHECK(faults_of("postcode", "p.id IS NOT NULL").find("a postcode") != std::string::npos);
}

TEST_CASE("an expression that may give what the field holds is no fault") {
  CHECK(faults_of("uasc_flag", "'N'").empty());
  CHECK(faults_of("uasc_flag", "p.id IS NOT NULL").empty());
  CHECK(faults_of("uasc_flag", "number(p.score) > 3").empty());
  CHECK(faults_of("uasc_flag", "NULL").empty());
  CHECK(faults_of("date_of_birth", "CASE WHEN p.born > '2' THEN day(p.born) ELSE 0 END").empty());
  CHECK(faults_of("date_of_birth", "today()").empty());
  CHECK(faults_of("date_of_birth", "substr(p.born, 1, 4) || '-01-01'").empty());
  CHECK(faults_of("sex", "coalesce(p.name, 'U')").empty());
  CHECK(faults_of("sex", "'U' -- not kept here").empty());
  CHECK(faults_of("surname", "1+1").empty());
}

TEST_CASE("a column compared with a number as texts is a fault") {
  for (const char* expression :
       {"p.score > 3", "3 <= p.score", "score BETWEEN 0 AND 40", "p.score NOT BETWEEN 0 AND 40",
        "p.born IS NULL OR (p.score < 3)", "number(p.score) = '3'", "flag(p.name) <> 'Y'"}) {
    INFO(expression);
    CHECK_FALSE(faults_of("uasc_flag", expression).empty());
  }
}

TEST_CASE("a comparison that means what it says is no fault") {
  for (const char* expression :
       {"number(p.score) > 3", "p.score = 3", "p.score <> 0", "p.score + 0 > 3", "p.born > '2026'",
        "number(p.score) BETWEEN 0 AND 40", "length(p.name) > 3", "p.score IN (1, 2)",
        "p.id IN (SELECT n FROM (SELECT number(score) AS n FROM person) WHERE n > 5)",
        "p.name = '> 3' -- score > 3"}) {
    INFO(expression);
    CHECK(faults_of("uasc_flag", expression).empty());
  }
}

TEST_CASE("a wrong name is pointed at in every style of YAML") {
  const auto place = [](const std::string& value) {
    const auto line = SmallMapping(
                          "mapping: m\nsays: M.\nstandard: dfe-csc\n"
                          "cohort: {from: person, child: id}\nblocks:\n"
                          "  child:\n    from: person\n    child: id\n    fields:\n"
                          "      la_child_id: " +
                          value + "\n")
                          .faults(kScoredSource);
    return line.substr(0, line.find(": "));
  };
  CHECK(place("coalesce(id, wrng)") == "m.yaml:10:33");
  CHECK(place("coalesce(id,\n        wrng)") == "m.yaml:11:9");
  CHECK(place("\"coalesce(id,\n        wrng)\"") == "m.yaml:11:9");
  CHECK(place("'coalesce(''a'',\n        wrng)'") == "m.yaml:11:9");
  CHECK(place(">-\n        coalesce(id,\n\n        wrng)") == "m.yaml:13:9");
  CHECK(place("|\n        coalesce(id,\n          wrng)") == "m.yaml:12:11");
}

TEST_CASE("a misspelt name in double quotes is a fault and no text") {
  CHECK(faults_of("surname", "p.\"nam\"").find("no column 'p.nam'") != std::string::npos);
  CHECK(faults_of("surname", "\"nam\"").find("no column 'nam'") != std::string::npos);
}

TEST_CASE("a block that is given twice is a fault") {
  CHECK(SmallMapping("mapping: m\nsays: M.\nstandard: dfe-csc\n"
                     "cohort: {from: person, child: id}\nblocks:\n"
                     "  child: {from: person, child: id, fields: {la_child_id: id}}\n"
                     "  child: {from: person, child: id, fields: {la_child_id: id}}\n")
            .faults(kScoredSource) == "m.yaml:7:3: 'child' is given twice. Keep one of the two.\n");
}
