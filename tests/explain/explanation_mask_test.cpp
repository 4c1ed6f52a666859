#include "agent/explain/explanation_mask.h"

#include <catch2/catch.hpp>

#include "tests/explain/explained.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

constexpr char kPersonalMapping[] = R"(
mapping: small
says: A small mapping.
standard: dfe-csc
codes:
  sex: {Boy: M}
lookups:
  home:
    from: address
    key: person
    order: since
    take: {postcode: postcode}
cohort:
  from: person
  child: id
  belongs:
    - {rule: named, says: Without a name., when: surname IS NOT NULL}
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details:
    from: person AS p LEFT JOIN home ON home."key" = p.id
    child: p.id
    fields:
      surname: p.surname
      date_of_birth: p.born
      sex: p.sex
      ethnicity: p.ethnicity
      postcode: home.postcode
  social_care_episodes:
    from: episode
    child: person
    where: referred > '2020'
    fields: {social_care_episode_id: id, referral_date: referred}
)";

SmallSource personal_source() {
  return {{"person",
           {"id|surname|born|sex|ethnicity", "X123|Brackwenth|2015-02-28|Boy|WBRI: aunt Griselda",
            "X200|-|2015-02-28|M|-"}},
          {"address", {"person|since|postcode", "X123|2024-01-01|CR2 6XH"}},
          {"episode", {"id|person|referred", "E5001|X123|2026-01-01", "E5002|X123|2019-01-01"}}};
}

void note_row(std::string& text, const RowUse& row) {
  for (const auto& use : row) {
    text += use.column.sql + " = " + use.raw.value_or("NULL") + "\n";
    for (const auto& lookup : use.lookup) {
      text += "key " + lookup.key.value_or("NULL") + "\n";
      for (const auto& chosen : lookup.chosen) note_row(text, chosen);
    }
  }
}

/// Every text of an explanation that could hold a value.
std::string all_of(const ChildExplanation& explanation) {
  std::string text = explanation.child + "\n";
  for (const auto& value : explanation.values) {
    text += value.path + " " + value.keyed_path + " = " + value.value + " " +
            value.conversion.json + " " + value.conversion.given.value_or("NULL") + "\n";
    for (const auto& code : value.conversion.codes) text += "code " + code.text + "\n";
    note_row(text, value.columns);
    for (const auto& row : value.left_out) note_row(text, row);
  }
  if (explanation.exclusion) {
    for (const auto& row : explanation.exclusion->rows) note_row(text, row);
  }
  return text;
}

struct Masked {
  std::string show(const char* child, const char* path = "") {
    return all_of(
        masked(explained.child(child, path), mapping.standard(), words_ever(mapping.file().codes)));
  }

  SmallMapping mapping{kPersonalMapping};
  Explained explained{mapping, personal_source()};
};

}  // namespace

TEST_CASE("a masked explanation holds no name, identifier, postcode or date of birth") {
  Masked masked;
  const auto text = masked.show("X123") + masked.show("X123", "social_care_episodes[E5002]");
  for (const char* personal : {"X123", "Brackwenth", "2015-02-28", "CR2", "E5001", "E5002", "aunt",
                               "Griselda", "2024-01-01"}) {
    INFO(personal);
    CHECK(text.find(personal) == std::string::npos);
  }
  CHECK(text.find("child_details.surname child_details.surname = \"B•••\"") != std::string::npos);
}

TEST_CASE("a masked explanation still shows codes, local words, flags and dates of events") {
  Masked masked;
  const auto text = masked.show("X123");
  for (const char* open : {"p.sex = Boy", "code Boy", "= \"WBRI\"", "referred = 2026-01-01"}) {
    INFO(open);
    CHECK(text.find(open) != std::string::npos);
  }
}

TEST_CASE("the masked explanation of a child left out holds no value of the rule's columns") {
  Masked masked;
  CHECK(masked.show("X200").find("X200") == std::string::npos);
}
