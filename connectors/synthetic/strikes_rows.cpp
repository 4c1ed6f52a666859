#include <array>

#include "connectors/synthetic/paths.h"
#include "connectors/synthetic/strikes.h"

namespace dataflow::synthetic::strikes {

namespace {

using namespace ssd;

/// The rows that were there before this dial, so that none of its own is struck again.
std::vector<Row> rows_before(Hand& hand, TableId table) {
  return hand.rows()[table];
}

struct Repeated {
  TableId table;
  std::size_t id;
  std::size_t end;
  std::string_view path;
};
constexpr std::array<Repeated, 4> kRepeated = {{
    {TableId::cin_plans, cin_plans::cin_plan_id, cin_plans::cin_plan_end_date, path::kInNeedPlans},
    {TableId::cin_assessments, cin_assessments::assessment_id,
     cin_assessments::assessment_auth_date, path::kAssessments},
    {TableId::s47_enquiry, s47_enquiry::s47_enquiry_id, s47_enquiry::s47_end_date,
     path::kEnquiries},
    {TableId::cla_placement, cla_placement::cla_placement_id, cla_placement::cla_placement_end_date,
     path::kPlacements},
}};

}  // namespace

void two_open_episodes(Hand& hand) {
  for (Row row : rows_before(hand, TableId::cin_episodes)) {
    auto& id = *row[cin_episodes::referral_id];
    if (row[cin_episodes::close_date] || !hand.falls_on(id)) continue;
    id += "B";
    hand.note(path::kEpisodes, id);
    hand.rows()[TableId::cin_episodes].push_back(std::move(row));
  }
}

void overlapping_cp_plans(Hand& hand) {
  for (Row row : rows_before(hand, TableId::cp_plans)) {
    auto& id = *row[cp_plans::cp_plan_id];
    if (!hand.still_sent(row, cp_plans::cp_plan_end_date) || !hand.falls_on(id)) continue;
    id += "B";
    row[cp_plans::icpc_id].reset();
    hand.note(path::kProtectionPlans, id);
    hand.rows()[TableId::cp_plans].push_back(std::move(row));
  }
}

void orphan_rows(Hand& hand) {
  for (const auto& episode : rows_before(hand, TableId::cin_episodes)) {
    const auto& id = *episode[cin_episodes::referral_id];
    if (!hand.still_sent(episode, cin_episodes::close_date) || !hand.falls_on(id)) continue;
    auto& row = hand.rows().add(TableId::cin_plans);
    row[cin_plans::cin_plan_id] = "IPX" + id.substr(2);
    row[cin_plans::referral_id] = "EPX" + id.substr(2);
    row[cin_plans::person_id] = episode[cin_episodes::person_id];
    row[cin_plans::cin_plan_start_date] = episode[cin_episodes::referral_date];
    hand.note(path::kInNeedPlans, *row[cin_plans::cin_plan_id]);
  }
}

void fan_out_duplicates(Hand& hand) {
  for (const auto& [table, id, end, path] : kRepeated) {
    for (Row& row : rows_before(hand, table)) {
      if (!hand.still_sent(row, end) || !hand.falls_on(*row[id])) continue;
      hand.note(path, *row[id]);
      hand.rows()[table].push_back(std::move(row));
    }
  }
}

}  // namespace dataflow::synthetic::strikes
