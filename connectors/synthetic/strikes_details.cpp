#include <algorithm>
#include <array>
#include <cctype>

#include "connectors/synthetic/paths.h"
#include "connectors/synthetic/strikes.h"

namespace dataflow::synthetic::strikes {

namespace {

using namespace ssd;

// Each is put after the child's own name, so that the name can still be searched for.
struct Awkward {
  std::string_view tail;
  Expected expected = Expected::kept;
};
constexpr std::array<Awkward, 12> kAwkward = {{
    {"-O'Thrandlewick"},
    {" Zo\xc3\xab-\xc3\x91u\xc3\xb1"
     "ezq"},
    {" e\xcc\x81o\xcc\x88"},                        // combining marks
    {" \xd9\x85\xd8\xad\xd9\x85\xd9\x88\xd8\xaf"},  // Arabic, written right to left
    {" \xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x99"},      // Chinese
    {" \xf0\x9f\x90\xbb"},                          // beyond the basic plane
    {" \"Quote\" \\ /"},
    {"\xc2\xa0Nobreak"},   // a no-break space
    {"\xe2\x80\x8bZero"},  // a zero width space
    {"\r\nBroken", Expected::normalised},
    {"\tTabbed", Expected::normalised},
    {" Vrondelquaxibrenthowickstramm-Vrondelquaxibrenthowickstramm-Vrondelquaxibrenthowickstramm-"
     "Vrondelquaxibrenthowick"},
}};

void lower(std::string& text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

std::optional<std::string>* take_of_person(Hand& hand, std::size_t column) {
  return hand.falls_on_person() ? hand.take(TableId::person, 0, column) : nullptr;
}

/// The newest address is the last one.
std::optional<std::string>* take_postcode(Hand& hand) {
  const auto& homes = hand.rows()[TableId::address];
  if (homes.empty() || !hand.falls_on_person()) return nullptr;
  return hand.take(TableId::address, homes.size() - 1, address::address_postcode);
}

bool has_disability(Hand& hand) {
  const auto& rows = hand.rows()[TableId::disability];
  return !rows.empty() && rows.front()[disability::disability_code] != "NONE";
}

/// A disability row more, like the person's first but with another code.
void add_disability(Hand& hand, std::string_view code) {
  Row row = hand.rows()[TableId::disability].front();
  *row[disability::table_id] += std::string(code.substr(0, 1));
  row[disability::disability_code] = code;
  hand.rows()[TableId::disability].push_back(std::move(row));
  hand.note(path::kDisabilities);
}

}  // namespace

void names_awkward(Hand& hand) {
  const auto& id = *hand.person_row()[person::person_id];
  const bool first = hand.way(id, 2 * kAwkward.size()) < kAwkward.size();
  const auto& awkward = kAwkward[hand.way(id, kAwkward.size())];
  auto* name = take_of_person(hand, first ? person::forename : person::surname);
  if (name == nullptr) return;
  **name += awkward.tail;
  hand.note(first ? path::kForename : path::kSurname, {}, awkward.expected);
}

void test_person(Hand& hand) {
  auto* name = take_of_person(hand, person::surname);
  if (name == nullptr) return;
  if (hand.way(**name, 2) == 0) {
    *name = "TEST";
  } else {
    **name += " DUPLICATE";
  }
  hand.note(path::kSurname);
}

void unborn_named(Hand& hand) {
  if (!hand.person().unborn()) return;
  auto* name = take_of_person(hand, person::forename);
  if (name == nullptr) return;
  *name = hand.way(**name, 2) == 0 ? "Unborn" : "Baby of " + **name;
  hand.note(path::kForename);
}

void sex_word(Hand& hand) {
  auto* sex = take_of_person(hand, person::sex);
  if (sex == nullptr) return;
  *sex = "Not specified";
  hand.note(path::kSex);
}

void unknown_ethnicity(Hand& hand) {
  constexpr std::array<std::string_view, 3> kUnknown = {"ORAB", "??", "White - Other"};
  auto* code = take_of_person(hand, person::ethnicity);
  if (code == nullptr) return;
  *code = kUnknown[hand.way(**code, kUnknown.size())];
  hand.note(path::kEthnicity);
}

void ethnicity_lower_case(Hand& hand) {
  auto* code = take_of_person(hand, person::ethnicity);
  if (code == nullptr) return;
  lower(**code);
  hand.note(path::kEthnicity);
}

void ethnicity_cnhe(Hand& hand) {
  auto* code = take_of_person(hand, person::ethnicity);
  if (code == nullptr) return;
  *code = "CNHE";
  hand.note(path::kEthnicity);
}

void unknown_disability(Hand& hand) {
  if (has_disability(hand) && hand.falls_on_person()) add_disability(hand, "ZZZ");
}

void none_with_other_disability(Hand& hand) {
  if (has_disability(hand) && hand.falls_on_person()) add_disability(hand, "NONE");
}

void postcode_lower_case_no_space(Hand& hand) {
  auto* code = take_postcode(hand);
  if (code == nullptr) return;
  lower(**code);
  std::erase(**code, ' ');
  hand.note(path::kPostcode);
}

void postcode_bad(Hand& hand) {
  constexpr std::array<std::string_view, 4> kBad = {"XXXX", "NO FIXED ABODE", "QV1 1CI",
                                                    "ZK12 44A"};
  auto* code = take_postcode(hand);
  if (code == nullptr) return;
  *code = kBad[hand.way(**code, kBad.size())];
  hand.note(path::kPostcode);
}

}  // namespace dataflow::synthetic::strikes
