#include "agent/workbench/unmapped_codes.h"

#include <catch2/catch.hpp>

#include "tests/mapping/small_source.h"

using namespace dataflow;
using namespace dataflow::mapping;

namespace {

constexpr char kCodedMapping[] = R"(mapping: m
says: M.
standard: dfe-csc
codes: {ethnicity: {Home: WBRI}}
lookups:
  needs: {from: need, key: person, take: {codes: gather(code)}}
cohort:
  from: person
  child: id
  belongs: [{rule: test, says: Test persons., when: id <> 'X9'}]
blocks:
  child: {from: person, child: id, fields: {la_child_id: id}}
  child_details:
    from: person AS p LEFT JOIN needs ON needs."key" = p.id
    child: p.id
    fields:
      ethnicity: p.origin
      disabilities: needs.codes
      sex: p.sex
  social_care_episodes:
    from: episode
    child: person
    fields: {social_care_episode_id: id, referral_source: source}
)";

const SmallSource kCodedSource = {
    {"person",
     {"id|origin|sex", "X1|WBRJ|F", "X2|wbrj|M", "X3|WBRJ|-", "X4|home|F", "X5|WBRI|F",
      "X9|Odd|Q"}},
    {"episode", {"id|person|source", "E1|X1|Mum rang", "E2|X1|Mum rang", "E3|X2|1A: Mum rang"}},
    {"need", {"person|code", "X1|LD", "X1|Note", "X2|Note"}}};

}  // namespace

TEST_CASE(
    "texts that stand for no code are counted by field, with their column and nearest codes") {
  SmallMapping mapping(kCodedMapping);
  const auto wishes = mapping.wishes(kCodedSource);
  auto staging = Staging::create(wishes, {});
  REQUIRE(staging);
  pour(kCodedSource, wishes, *staging);
  REQUIRE(staging->finish());
  const auto found =
      unmapped_codes(mapping.file(), mapping.standard(), *staging, *Day::parse("2026-06-01"));
  REQUIRE(found);
  std::string lines;
  for (const auto& field : *found) {
    lines += field.field->path + " " + field.list + " " + std::to_string(field.line) + ":";
    for (const auto& column : field.columns) lines += " " + column;
    lines += "\n";
    for (const auto& text : field.texts) {
      lines += "  " + std::to_string(text.rows) + " of " + std::to_string(text.children) + " " +
               text.text + " ->";
      for (const auto& code : text.nearest) lines += " " + code;
      lines += "\n";
    }
  }
  CHECK(lines ==
        "child_details.ethnicity ethnicity 17: person.origin\n"
        "  2 of 2 WBRJ -> WBRI\n"
        "  1 of 1 wbrj -> WBRI\n"
        "child_details.disabilities disability 18: need.code\n"
        "  2 of 2 Note -> NONE\n"
        "social_care_episodes[].referral_source referral_source 23: episode.source\n"
        "  2 of 1 Mum rang ->\n");
}
