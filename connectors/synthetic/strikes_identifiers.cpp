#include "connectors/synthetic/paths.h"
#include "connectors/synthetic/strikes.h"

namespace dataflow::synthetic::strikes {

namespace {

using namespace ssd;

constexpr std::string_view kTail = "X0123456789012345";  // 26 characters with the id before it
constexpr std::string_view kItemTail = "-000000000000000000000000000000";  // 40 with a plan's id

void rename_person(Hand& hand, const std::string& id) {
  for (std::size_t i = 0; i < kTables; ++i) {
    const auto column = ssd_tables()[i].person;
    if (!column) continue;
    for (auto& row : hand.rows().all()[i]) row[*column] = id;
  }
}

}  // namespace

void id_missing(Hand& hand) {
  if (!hand.falls_on_person()) return;
  hand.person_row()[person::person_id].reset();
  hand.note(path::kChild);
}

void id_too_long(Hand& hand) {
  if (!hand.falls_on_person()) return;
  rename_person(hand, hand.person_row()[person::person_id].value() + std::string(kTail));
  hand.note(path::kChild);
}

void id_with_hyphen(Hand& hand) {
  if (!hand.falls_on_person()) return;
  rename_person(hand, hand.person_row()[person::person_id].value().insert(2, "-"));
  hand.note(path::kChild);
}

void id_twice(Hand& hand) {
  if (!hand.falls_on_person()) return;
  Row second = hand.person_row();
  second[person::forename] = second[person::forename].value_or("") + "ulm";
  second[person::legacy_id].reset();
  hand.rows()[TableId::person].push_back(std::move(second));
  hand.note(path::kChild);
}

void item_id_too_long(Hand& hand) {
  if (!hand.falls_on_person()) return;
  for (auto& row : hand.rows()[TableId::cin_plans]) {
    if (!hand.still_sent(row, cin_plans::cin_plan_end_date)) continue;
    *row[cin_plans::cin_plan_id] += kItemTail;
    hand.note(path::kInNeedPlanIds, *row[cin_plans::cin_plan_id]);
  }
}

void placeholder_text(Hand& hand) {
  if (!hand.falls_on_person()) return;
  auto* cell = hand.take(TableId::person, 0, person::legacy_id, Hand::Cells::empty_too);
  *cell = "SSD_PH";
  hand.note(path::kLegacyId);
}

}  // namespace dataflow::synthetic::strikes
