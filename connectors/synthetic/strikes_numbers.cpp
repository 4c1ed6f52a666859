#include <algorithm>

#include "agent/core/ascii.h"
#include "connectors/synthetic/paths.h"
#include "connectors/synthetic/pupil_number.h"
#include "connectors/synthetic/random.h"
#include "connectors/synthetic/strikes.h"

namespace dataflow::synthetic::strikes {

namespace {

using namespace ssd;

std::optional<std::string>* take_upn(Hand& hand) {
  return hand.falls_on_person() ? hand.take(TableId::person, 0, person::upn) : nullptr;
}

}  // namespace

void upn_shared_by_two_children(Hand& hand) {
  const auto& person = hand.person();
  if (person.upn_partner == 0 || hand.holds(person.upn_partner)) return;
  const std::string both = person_identifier(std::min(person.key, person.upn_partner));
  if (!hand.falls_on(both)) return;
  auto* upn = hand.take(TableId::person, 0, person::upn);
  if (upn == nullptr) return;
  Random random(number_of(both));
  *upn = made_up_upn(random);
  hand.note(path::kUpn);
}

void upn_bad_letter(Hand& hand) {
  auto* upn = take_upn(hand);
  if (upn == nullptr) return;
  char& letter = (**upn)[0];
  letter = letter == 'T' ? 'U' : 'T';
  hand.note(path::kUpn);
}

void upn_short(Hand& hand) {
  auto* upn = take_upn(hand);
  if (upn == nullptr) return;
  (*upn)->pop_back();
  hand.note(path::kUpn);
}

void upn_trailing_space_lower_case(Hand& hand) {
  auto* upn = take_upn(hand);
  if (upn == nullptr) return;
  char& letter = (**upn)[0];
  letter = ascii::lower(letter);
  **upn += ' ';
  hand.note(path::kUpn);
}

void un_code_in_upn(Hand& hand) {
  auto& row = hand.person_row();
  if (row[person::upn] || !row[person::upn_unknown] || !hand.falls_on_person()) return;
  auto* upn = hand.take(TableId::person, 0, person::upn, Hand::Cells::empty_too);
  if (upn == nullptr) return;
  *upn = std::exchange(row[person::upn_unknown], std::nullopt);
  hand.note(path::kNoUpn);
}

void nhs_number_bad(Hand& hand) {
  if (!hand.falls_on_person()) return;
  auto* number = hand.take(TableId::person, 0, person::single_unique_id);
  if (number == nullptr) return;
  char& check = (*number)->back();
  check = check == '9' ? '0' : static_cast<char>(check + 1);
  hand.note(path::kChild);
}

}  // namespace dataflow::synthetic::strikes
