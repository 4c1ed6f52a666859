// One mapping for sources that fill the same columns differently.
#include <catch2/catch.hpp>

#include "tests/mapping/small_source.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

// `words` writes words for the sex, `swapped` has the names the other way round.
constexpr char kVariants[] = R"(mapping: small
says: A small mapping.
standard: dfe-csc
optional:
  person: [nickname]
  log: {table: [number, current]}
version:
  from: log
  value: max(CASE WHEN flag(current) THEN number END)
  known: 1.4.3
cohort: {from: person, child: id}
lookups:
  home: {from: address, key: person, take: {postcode: max(postcode)}}
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details:
    from: person AS p LEFT JOIN home ON home."key" = p.id
    child: p.id
    fields:
      first_name: coalesce(p.nickname, p.forename)
      surname: p.surname
      sex: p.sex
      postcode: home.postcode
variants:
  words:
    says: The sex is a word.
    when: (SELECT avg(length(sex) > 1) > 0.5 FROM person WHERE sex IS NOT NULL)
    codes:
      sex: {Boy: M, Girl: F}
  swapped:
    says: Names stand in each other's columns, and addresses are not sent.
    when: (SELECT max(mark = 'swapped') FROM person)
    lookups:
      home: {take: {postcode: "NULL"}}
    blocks:
      child_details:
        fields:
          first_name: p.surname
          surname: p.forename
          postcode: ~
)";

const char* const kPersons = "id|forename|surname|sex|mark";

SmallSource source_of(std::vector<std::string> persons) {
  persons.insert(persons.begin(), kPersons);
  return {{"person", persons}, {"address", {"person|postcode", "A1|BN1 1AA"}}};
}

const SmallSource kPlainSource = source_of({"A1|Ann|Lee|F|-"});
const SmallSource kWordsSource = source_of({"A1|Ann|Lee|Girl|-", "A2|Bo|Lee|Boy|-"});
const SmallSource kSwappedSource = source_of({"A1|Lee|Ann|F|swapped"});

std::string findings_of(const SmallMapping& mapping) {
  std::string lines;
  for (const auto& finding : mapping.recognised().findings) {
    lines += finding.rule + " " + finding.what + "\n";
  }
  return lines;
}

/// The child's details without the purge flag that every object has.
std::string details_of(const Record& record) {
  const std::string begin = "\"child_details\":";
  const auto at = record.document.find(begin) + begin.size();
  std::string details = record.document.substr(at, record.document.find('}', at) + 1 - at);
  const std::string purge = "\"purge\":false,";
  return details.erase(details.find(purge), purge.size());
}

}  // namespace

TEST_CASE("the variant whose probe fits the rows is used, and said to be") {
  SmallMapping mapping(kVariants);
  const auto records = mapping.records(kWordsSource);
  CHECK(mapping.recognised().mapping->name == "small/words");
  CHECK(findings_of(mapping) ==
        "V01 The source is read as the variant words: The sex is a word.\n");
  CHECK(details_of(records.at(0)) ==
        R"({"first_name":"Ann","postcode":"BN1 1AA","sex":"F","surname":"Lee"})");
  CHECK(details_of(records.at(1)) == R"({"first_name":"Bo","sex":"M","surname":"Lee"})");
}

TEST_CASE("a variant changes what it names and leaves the rest; a name without a value goes") {
  SmallMapping mapping(kVariants);
  const auto records = mapping.records(kSwappedSource);
  CHECK(mapping.recognised().mapping->name == "small/swapped");
  CHECK(details_of(records.at(0)) == R"({"first_name":"Ann","sex":"F","surname":"Lee"})");
}

TEST_CASE("rows that fit no variant are read as plain, without a finding") {
  SmallMapping mapping(kVariants);
  const auto records = mapping.records(kPlainSource);
  CHECK(mapping.recognised().mapping->name == "small");
  CHECK(findings_of(mapping).empty());
  CHECK(details_of(records.at(0)) ==
        R"({"first_name":"Ann","postcode":"BN1 1AA","sex":"F","surname":"Lee"})");
}

TEST_CASE("rows that fit two variants are read as none, and the error names both") {
  SmallMapping mapping(kVariants);
  const auto both = source_of({"A1|Lee|Ann|Girl|swapped"});
  CHECK_THROWS_WITH(
      mapping.records(both),
      Catch::Contains("the variants words and of swapped, and only one can be right") &&
          Catch::Contains("variant: words"));
  SECTION("until the settings name one: then it is a finding") {
    mapping.records(both, "2026-06-01", "swapped");
    CHECK(mapping.recognised().mapping->name == "small/swapped");
    CHECK(findings_of(mapping) ==
          "V02 The settings name the variant swapped, but the rows look like those of words: "
          "fields may be read wrongly.\n");
  }
}

TEST_CASE("the variant that the settings name is used whatever the rows look like") {
  SmallMapping mapping(kVariants);
  SECTION("in silence where the rows agree") {
    mapping.records(kWordsSource, "2026-06-01", "words");
    CHECK(mapping.recognised().mapping->name == "small/words");
    CHECK(findings_of(mapping).empty());
  }
  SECTION("with a finding where they look like another") {
    mapping.records(kWordsSource, "2026-06-01", "swapped");
    CHECK(mapping.recognised().mapping->name == "small/swapped");
    CHECK(findings_of(mapping) ==
          "V02 The settings name the variant swapped, but the rows look like those of words: "
          "fields may be read wrongly.\n");
  }
  SECTION("with a finding where they look like none") {
    mapping.records(kPlainSource, "2026-06-01", "words");
    CHECK(findings_of(mapping) ==
          "V02 The settings name the variant words, but the rows do not look like it: fields may "
          "be read wrongly.\n");
  }
  SECTION("in silence where they do not tell") {
    mapping.records(source_of({"A1|Ann|Lee|-|-"}), "2026-06-01", "words");
    CHECK(findings_of(mapping).empty());
  }
  SECTION("plain, with a finding where they look like a variant") {
    mapping.records(kWordsSource, "2026-06-01", "plain");
    CHECK(mapping.recognised().mapping->name == "small");
    CHECK(findings_of(mapping) ==
          "V02 The settings name the variant plain, but the rows look like those of words: fields "
          "may be read wrongly.\n");
  }
}

TEST_CASE("what only a probe or a variant reads is fetched from the source") {
  SmallMapping mapping(kVariants);
  const auto wishes = mapping.wishes(kPlainSource);
  REQUIRE(wishes.size() == 2);
  CHECK(wishes.at(1) == TableShape{"person", {"id", "forename", "surname", "sex", "mark"}});
}

TEST_CASE("an optional column that the source lacks is empty, and read where it is there") {
  SmallMapping mapping(kVariants);
  CHECK(mapping.records(kPlainSource).size() == 1);
  auto named = kPlainSource;
  named["person"] = {"id|forename|surname|sex|mark|NickName", "A1|Ann|Lee|F|-|Annie"};
  SmallMapping again(kVariants);
  CHECK(details_of(again.records(named).at(0)) ==
        R"({"first_name":"Annie","postcode":"BN1 1AA","sex":"F","surname":"Lee"})");
}

TEST_CASE("a table of which only columns are optional is missed by its name") {
  SmallMapping mapping(kVariants);
  auto source = kPlainSource;
  source.erase("person");
  CHECK(mapping.faults(source).find("The source has no table 'person'.") != std::string::npos);
}

TEST_CASE("the version that the source gives is told, and more so when it is newer than known") {
  const auto told_of = [](const std::string& number) {
    auto source = kPlainSource;
    source["log"] = {"number|current", "1.0|0", number + "|1"};
    SmallMapping mapping(kVariants);
    mapping.records(source);
    return findings_of(mapping);
  };
  CHECK(told_of("1.3.9") == "V03 The source says that it is of version 1.3.9.\n");
  CHECK(told_of("v1.4.3") == "V03 The source says that it is of version 1.4.3.\n");
  CHECK(told_of("1.10") ==
        "V03 The source says that it is of version 1.10.\n"
        "V04 The source is of version 1.10, and the mapping knows versions up to 1.4.3: see "
        "whether columns or codes have changed.\n");
  CHECK(told_of("-").empty());
}

TEST_CASE("what stands in the version's place and is none is not repeated") {
  auto source = kPlainSource;
  source["log"] = {"number|current", "Ann Lee|1"};
  SmallMapping mapping(kVariants);
  mapping.records(source);
  CHECK(findings_of(mapping) == "V05 What the source gives for its version is no version.\n");
}

TEST_CASE("versions compare number by number") {
  const auto version = [](const char* text) { return SourceVersion::parse(text).value(); };
  CHECK(version("1.4.3") < version("1.10"));
  CHECK(version("1.4") == version("1.4.0"));
  CHECK(version("2") > version("1.99.99"));
  CHECK(version(" v1.4 ").text() == "1.4");
  for (const char* none :
       {"", "v", ".", "1.", "1..2", "1.-2", "1.2.3.4.5", "1234567", "1.2b", "x"}) {
    CHECK_FALSE(SourceVersion::parse(none).has_value());
  }
}

TEST_CASE("a variant's words stand beside a code table of the mapping") {
  SmallMapping mapping(R"(mapping: small
says: A small mapping.
standard: dfe-csc
codes: {sex: {file: sex.csv}}
cohort: {from: person, child: id}
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details: {from: person, child: id, fields: {sex: sex}}
variants:
  words:
    says: Words.
    when: "1"
    codes: {sex: {Girl: F}}
)",
                       "sex.csv", "local code,national code\nBoy,M\nGirl,U\n");
  const auto records = mapping.records({{"person", {"id|sex", "A1|Girl", "A2|Boy"}}});
  CHECK(details_of(records.at(0)) == R"({"sex":"F"})");
  CHECK(details_of(records.at(1)) == R"({"sex":"M"})");
}

TEST_CASE("a fault of a variant has its place, and one that it shares is told once") {
  const std::string mapping = R"(mapping: small
says: A small mapping.
standard: dfe-csc
version: {from: log, value: max(nmber), known: one}
cohort: {from: person, child: id}
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details: {from: person, child: id, fields: {surname: surnam}}
variants:
  plain:
    says: This name is taken.
    when: "1"
  words:
    when: (SELECT max(gender) FROM person)
    blocks:
      child_details:
        fields:
          sex: sx
          surnam: x
    window: {days_ahead: 2}
)";
  SmallMapping faulty(mapping);
  CHECK(faulty.faults({{"person", {"id|surname|sex"}}, {"log", {"number"}}}) ==
        "m.yaml:4:33: There is no column 'nmber' here. Did you mean 'number'?\n"
        "m.yaml:4:48: A version is numbers with dots between them, such as 1.4.3.\n"
        "m.yaml:8:62: There is no column 'surnam' here. Did you mean 'surname'?\n"
        "m.yaml:10:3: 'plain' is what the settings call the mapping without its variants. Give the "
        "variant another name.\n"
        "m.yaml:14:5: 'says' is missing: one sentence on the source it is for.\n"
        "m.yaml:14:23: There is no column 'gender' here.\n"
        "m.yaml:18:16: There is no column 'sx' here. Did you mean 'sex'?\n"
        "m.yaml:19:11: 'surnam' is not known here. Did you mean 'surname'?\n"
        "m.yaml:20:5: 'window' is not known here. Known here: says, when, codes, lookups, cohort, "
        "blocks, beside, groups, tests.\n");
}
