#include <set>

#include "connectors/synthetic/shapes/liquidlogic.h"

namespace dataflow::synthetic::liquidlogic {

namespace {

using namespace ssd;

/// "E4A: as the list of the SSDA903 has it". The meaning is not made up here.
From described(std::size_t column, std::string_view list) {
  return [=](const SsdRow& row) -> Value {
    if (!row[column]) return std::nullopt;
    return std::string(*row[column]) + ": as the list of " + std::string(list) + " has it";
  };
}

/// A row for each period of care: the first of its episodes that names a referral gives it.
Table fact_cla(const Holdings& holdings) {
  using namespace cla_episodes;
  std::set<std::string, std::less<>> seen;
  return rearranged(holdings, TableId::cla_episodes, "FACT_CLA",
                    {{"FACT_CLA_ID", kId, take(cla_id)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"FACT_REFERRAL_ID", kId, take(referral_id)},
                     {"START_DTTM", kDate, take(entered_care_date)},
                     {"LAST_UPDATED_DTTM", kDate, take(cla_episode_start_date)}},
                    [&](const SsdRow& row) {
                      return row[cla_id] && row[referral_id] && seen.emplace(*row[cla_id]).second;
                    });
}

Table fact_care_episodes(const Holdings& holdings) {
  using namespace cla_episodes;
  return rearranged(
      holdings, TableId::cla_episodes, "FACT_CARE_EPISODES",
      {{"FACT_CARE_EPISODES_ID", kId, take(cla_episode_id)},
       {"FACT_CLA_ID", kId, take(cla_id)},
       {"FACT_CLA_PLACEMENT_ID", kId, take(cla_placement_id)},
       {"DIM_PERSON_ID", kId, take(person_id)},
       {"CARE_START_DATE", kDate, take(cla_episode_start_date)},
       {"CARE_END_DATE", kDate, take(cla_episode_ceased_date)},
       {"CARE_REASON_DESC", kText, described(cla_episode_start_reason, "reasons")},
       {"CARE_REASON_END_CODE", kCode, take(cla_episode_ceased_reason)},
       {"CARE_REASON_END_DESC", kText, described(cla_episode_ceased_reason, "reasons")},
       {"CIN_903_CODE", kCode, take(cla_primary_need_code)}});
}

Table fact_cla_placement(const Holdings& holdings) {
  using namespace cla_placement;
  return rearranged(holdings, TableId::cla_placement, "FACT_CLA_PLACEMENT",
                    {{"FACT_CLA_PLACEMENT_ID", kId, take(cla_placement_id)},
                     {"FACT_CLA_ID", kId, take_or(cla_id, kNobody)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"START_DTTM", kDate, take(cla_placement_start_date)},
                     {"END_DTTM", kDate, take(cla_placement_end_date)},
                     {"DIM_LOOKUP_PLACEMENT_TYPE_CODE", kCode, take(cla_placement_type)},
                     {"DIM_LOOKUP_PLACEMENT_PROVIDER_CODE", kCode, take(cla_placement_provider)},
                     {"DIM_LOOKUP_PLAC_CHNG_REAS_CODE", kCode, take(cla_placement_change_reason)},
                     {"POSTCODE", kCode, take(cla_placement_postcode)},
                     {"DISTANCE_FROM_HOME", kCode, take(cla_placement_distance)}});
}

/// The day of the placement itself is not here: it is where the placement is.
Table fact_adoption(const Holdings& holdings) {
  using namespace permanence;
  return rearranged(holdings, TableId::permanence, "FACT_ADOPTION",
                    {{"FACT_ADOPTION_ID", kId, take(table_id)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"START_DTTM", kDate, take(adm_decision_date)},
                     {"DECISION_DTTM", kDate, take(adm_decision_date)},
                     {"MATCHING_DTTM", kDate, take_or(matched_date, kNoDay)},
                     {"NO_LONGER_PLACED_DTTM", kDate, take(decision_reversed_date)},
                     {"PLACEMENT_ORDER_DTTM", kDate, take(placement_order_date)},
                     {"ADOPTED_BY_CARER_FLAG", kFlag, take(adopted_by_carer_flag)},
                     {"ADOPTION_SOCIAL_WORKER_ID", kId, take_or(adoption_worker_id, kNobody)}});
}

Table fact_cla_care_leavers(const Holdings& holdings) {
  using namespace care_leavers;
  return rearranged(
      holdings, TableId::care_leavers, "FACT_CLA_CARE_LEAVERS",
      {{"FACT_CLA_CARE_LEAVERS_ID", kId, take(table_id)},
       {"DIM_PERSON_ID", kId, take(person_id)},
       {"IN_TOUCH_DTTM", kDate, take(care_leaver_latest_contact)},
       {"DIM_LOOKUP_IN_TOUCH_CODE_CODE", kCode, take(care_leaver_in_touch)},
       {"DIM_LOOKUP_ACCOMMODATION_CODE_DESC", kText,
        described(care_leaver_accommodation, "accommodation")},
       {"DIM_LOOKUP_ACCOMMODATION_SUITABLE_DESC", kText, take(care_leaver_accom_suitable)},
       {"DIM_LOOKUP_MAIN_ACTIVITY_DESC", kText, described(care_leaver_activity, "activities")}});
}

Table dim_cla_eligibility(const Holdings& holdings) {
  using namespace care_leavers;
  Table table =
      rearranged(holdings, TableId::care_leavers, "DIM_CLA_ELIGIBILITY",
                 {{"DIM_CLA_ELIGIBILITY_ID", kId, take_after("EL-", person_id)},
                  {"DIM_PERSON_ID", kId, take(person_id)},
                  {"DIM_LOOKUP_ELIGIBILITY_STATUS_DESC", kText, take(care_leaver_eligibility)}});
  add_nobody(table);
  return table;
}

}  // namespace

void add_care(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(fact_cla(holdings));
  tables.push_back(fact_care_episodes(holdings));
  tables.push_back(fact_cla_placement(holdings));
  tables.push_back(fact_adoption(holdings));
  tables.push_back(fact_cla_care_leavers(holdings));
  tables.push_back(dim_cla_eligibility(holdings));
}

}  // namespace dataflow::synthetic::liquidlogic
