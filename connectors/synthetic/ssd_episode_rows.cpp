#include "connectors/synthetic/ssd_episode_rows.h"

#include "connectors/synthetic/cells.h"
#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/spans.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;

void add_referral(const PersonRecord& record, const Episode& episode) {
  auto& row = record.rows.add(TableId::cin_episodes);
  row[cin_episodes::referral_id] = identifier("EP", episode.key);
  row[cin_episodes::person_id] = record.id;
  row[cin_episodes::referral_date] = cell_of(episode.referral);
  row[cin_episodes::cin_primary_need_code] = cell_of(episode.need);
  row[cin_episodes::referral_source_code] = cell_of(episode.source);
  row[cin_episodes::referral_source_desc] = cell_of(codes::referral_source_text(episode.source));
  row[cin_episodes::referral_outcome_json] =
      episode.no_further_action ? R"({"NFA_FLAG":"Y","SINGLE_ASSESSMENT_FLAG":"N"})"
                                : R"({"NFA_FLAG":"N","SINGLE_ASSESSMENT_FLAG":"Y"})";
  row[cin_episodes::referral_nfa] = cell_of(yes_if(episode.no_further_action));
  row[cin_episodes::close_reason] = cell_of(episode.closure_reason);
  row[cin_episodes::close_date] = cell_of(episode.closure);
  row[cin_episodes::referral_team] = record.team(episode.team);
  row[cin_episodes::referral_worker_id] = record.worker(episode.worker);
}

std::string json_list(const std::vector<std::string_view>& codes) {
  std::string json;
  for (const auto code : codes) {
    json += json.empty() ? "[\"" : ",\"";
    json += code;
    json += '"';
  }
  return json + "]";
}

void add_assessment(const PersonRecord& record, const Episode& episode, const Assessment& item) {
  auto& row = record.rows.add(TableId::cin_assessments);
  row[cin_assessments::assessment_id] = identifier("AS", item.key);
  row[cin_assessments::person_id] = record.id;
  row[cin_assessments::referral_id] = identifier("EP", episode.key);
  row[cin_assessments::assessment_start_date] = cell_of(item.start);
  row[cin_assessments::assessment_child_seen] = "Y";
  row[cin_assessments::assessment_auth_date] = cell_of(item.authorised);
  row[cin_assessments::assessment_team] = record.team_of(item.worker);
  row[cin_assessments::assessment_worker_id] = record.worker(item.worker);
  if (!item.authorised) return;
  row[cin_assessments::assessment_outcome_nfa] = cell_of(yes_if(!item.found_need));
  row[cin_assessments::assessment_outcome_json] =
      item.found_need ? R"({"OUTCOME_NFA_FLAG":"N"})" : R"({"OUTCOME_NFA_FLAG":"Y"})";
  auto& factors = record.rows.add(TableId::assessment_factors);
  factors[assessment_factors::table_id] = identifier("AF", item.key);
  factors[assessment_factors::assessment_id] = identifier("AS", item.key);
  factors[assessment_factors::assessment_factors_json] = json_list(item.factors);
}

void add_in_need_plan(const PersonRecord& record, const Episode& episode, const InNeedPlan& item) {
  auto& row = record.rows.add(TableId::cin_plans);
  row[cin_plans::cin_plan_id] = identifier("IP", item.key);
  row[cin_plans::referral_id] = identifier("EP", episode.key);
  row[cin_plans::person_id] = record.id;
  row[cin_plans::cin_plan_start_date] = cell_of(item.start);
  row[cin_plans::cin_plan_end_date] = cell_of(item.end);
  row[cin_plans::cin_plan_team] = record.team(episode.team);
  row[cin_plans::cin_plan_worker_id] = record.worker(item.worker);
}

void add_conference(const PersonRecord& record, const Episode& episode, const Enquiry& enquiry) {
  const auto& item = *enquiry.conference;
  auto& row = record.rows.add(TableId::initial_cp_conference);
  row[initial_cp_conference::icpc_id] = identifier("IC", item.key);
  row[initial_cp_conference::icpc_meeting_id] = identifier("MT", item.key);
  row[initial_cp_conference::s47_enquiry_id] = identifier("SE", enquiry.key);
  row[initial_cp_conference::person_id] = record.id;
  if (item.plan != 0) row[initial_cp_conference::cp_plan_id] = identifier("CP", item.plan);
  row[initial_cp_conference::referral_id] = identifier("EP", episode.key);
  row[initial_cp_conference::icpc_transfer_in] = "N";
  row[initial_cp_conference::icpc_target_date] = cell_of(plus_working_days(enquiry.start, 15));
  row[initial_cp_conference::icpc_date] = cell_of(item.date);
  row[initial_cp_conference::icpc_outcome_cp_flag] = cell_of(yes_if(item.plan != 0));
  row[initial_cp_conference::icpc_outcome_json] = R"({"OUTCOME_NFA_FLAG":"N"})";
  row[initial_cp_conference::icpc_team] = record.team(episode.team);
  row[initial_cp_conference::icpc_worker_id] = record.worker(enquiry.worker);
}

void add_enquiry(const PersonRecord& record, const Episode& episode, const Enquiry& item) {
  auto& row = record.rows.add(TableId::s47_enquiry);
  row[s47_enquiry::s47_enquiry_id] = identifier("SE", item.key);
  row[s47_enquiry::referral_id] = identifier("EP", episode.key);
  row[s47_enquiry::person_id] = record.id;
  row[s47_enquiry::s47_start_date] = cell_of(item.start);
  row[s47_enquiry::s47_end_date] = cell_of(item.end);
  row[s47_enquiry::s47_completed_by_team] = record.team(episode.team);
  row[s47_enquiry::s47_completed_by_worker_id] = record.worker(item.worker);
  if (item.conference_needed) {
    row[s47_enquiry::s47_nfa] = cell_of(yes_if(!*item.conference_needed));
    row[s47_enquiry::s47_outcome_json] = *item.conference_needed
                                             ? R"({"CP_CONFERENCE_FLAG":"Y","NFA_FLAG":"N"})"
                                             : R"({"CP_CONFERENCE_FLAG":"N","NFA_FLAG":"Y"})";
  }
  if (item.conference) add_conference(record, episode, item);
}

void add_protection_plan(const PersonRecord& record, const Episode& episode,
                         const ProtectionPlan& item) {
  auto& row = record.rows.add(TableId::cp_plans);
  row[cp_plans::cp_plan_id] = identifier("CP", item.key);
  row[cp_plans::referral_id] = identifier("EP", episode.key);
  if (item.conference != 0) row[cp_plans::icpc_id] = identifier("IC", item.conference);
  row[cp_plans::person_id] = record.id;
  row[cp_plans::cp_plan_start_date] = cell_of(item.start);
  row[cp_plans::cp_plan_end_date] = cell_of(item.end);
  row[cp_plans::cp_plan_ola] = "N";
  row[cp_plans::cp_plan_initial_category] = cell_of(item.category);
  row[cp_plans::cp_plan_latest_category] = cell_of(item.category);
}

void add_placement(const PersonRecord& record, const CarePeriod& care, const Placement& item) {
  auto& row = record.rows.add(TableId::cla_placement);
  row[cla_placement::cla_placement_id] = identifier("PL", item.key);
  row[cla_placement::cla_id] = identifier("CL", care.key);
  row[cla_placement::person_id] = record.id;
  row[cla_placement::cla_placement_start_date] = cell_of(item.start);
  row[cla_placement::cla_placement_type] = cell_of(item.type);
  row[cla_placement::cla_placement_distance] = cell_of_tenths(item.tenths_of_a_mile_from_home);
  row[cla_placement::cla_placement_provider] = cell_of(item.provider);
  row[cla_placement::cla_placement_postcode] = item.postcode;
  row[cla_placement::cla_placement_end_date] = cell_of(item.end);
  row[cla_placement::cla_placement_change_reason] = cell_of(item.change_reason);
}

/// The SSD has a looked-after episode, in the sense of the SSDA903, for each placement.
void add_care_episode(const PersonRecord& record, const Episode& episode, const CarePeriod& care,
                      const Placement& item) {
  auto& row = record.rows.add(TableId::cla_episodes);
  row[cla_episodes::cla_episode_id] = identifier("CE", item.key);
  row[cla_episodes::person_id] = record.id;
  row[cla_episodes::cla_placement_id] = identifier("PL", item.key);
  row[cla_episodes::cla_episode_start_date] = cell_of(item.start);
  row[cla_episodes::cla_episode_start_reason] = cell_of(item.start_reason);
  row[cla_episodes::cla_primary_need_code] = cell_of(episode.need);
  row[cla_episodes::cla_episode_ceased_date] = cell_of(item.end);
  row[cla_episodes::cla_episode_ceased_reason] = cell_of(item.end_reason);
  row[cla_episodes::cla_id] = identifier("CL", care.key);
  row[cla_episodes::referral_id] = identifier("EP", episode.key);
  row[cla_episodes::entered_care_date] = cell_of(care.start());
}

void add_involvement(const PersonRecord& record, const Episode& episode, const Involvement& item) {
  auto& row = record.rows.add(TableId::involvements);
  row[involvements::involvements_id] = identifier("IN", item.key);
  row[involvements::professional_id] = record.worker(item.worker);
  row[involvements::professional_role_id] = cell_of(item.role);
  row[involvements::professional_team] = record.team_of(item.worker);
  row[involvements::person_id] = record.id;
  row[involvements::involvement_start_date] = cell_of(item.start);
  row[involvements::involvement_end_date] = cell_of(item.end);
  row[involvements::worker_change_reason] = cell_of(item.change_reason);
  row[involvements::referral_id] = identifier("EP", episode.key);
}

}  // namespace

void add_episode(const PersonRecord& record, const Episode& episode) {
  add_referral(record, episode);
  for (const auto& item : episode.assessments) add_assessment(record, episode, item);
  for (const auto& item : episode.in_need_plans) add_in_need_plan(record, episode, item);
  for (const auto& item : episode.enquiries) add_enquiry(record, episode, item);
  for (const auto& item : episode.protection_plans) add_protection_plan(record, episode, item);
  for (const auto& care : episode.care) {
    for (const auto& item : care.placements) add_placement(record, care, item);
    for (const auto& item : care.placements) add_care_episode(record, episode, care, item);
  }
  for (const auto& item : episode.involvements) add_involvement(record, episode, item);
}

}  // namespace dataflow::synthetic
