#include <memory>
#include <set>

#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

namespace {

using namespace ssd;

/// The rows that are the first of their period of care.
Keep first_of_period() {
  auto seen = std::make_shared<std::set<std::string, std::less<>>>();
  return [seen](const SsdRow& row) {
    const auto period = row[cla_episodes::cla_id];
    return period && seen->emplace(*period).second;
  };
}

Table dm_periods_of_care(const Holdings& holdings) {
  using namespace cla_episodes;
  return rearranged(holdings, TableId::cla_episodes, "DM_PERIODS_OF_CARE",
                    {{"PERIOD_OF_CARE_ID", kId, take(cla_id)},
                     {"PERSON_ID", kId, take(person_id)},
                     {"START_DATE", kDate, take(entered_care_date)}},
                    first_of_period());
}

/// One legal status lasts for the whole period of care.
Table dm_legal_statuses(const Holdings& holdings) {
  using namespace cla_episodes;
  return rearranged(holdings, TableId::cla_episodes, "DM_LEGAL_STATUSES",
                    {{"LEGAL_STATUS_ID", kId, take_after("LS", cla_id)},
                     {"PERSON_ID", kId, take(person_id)},
                     {"PERIOD_OF_CARE_ID", kId, take(cla_id)},
                     {"LEGAL_STATUS", kCode, always("C2")},
                     {"START_DATE", kDate, take(entered_care_date)}},
                    first_of_period());
}

/// The columns of a placement as it was before it ended, or as it is: the later split counts.
std::vector<Column> placement_columns(const Holdings& holdings, std::string_view split) {
  using namespace cla_placement;
  const bool latest = split == "2";
  auto ceased = look_up(holdings, TableId::cla_episodes, cla_episodes::cla_placement_id,
                        cla_episodes::cla_episode_ceased_reason);
  return {
      {"PLACEMENT_ID", kId, take(cla_placement_id)},
      {"SPLIT_NUMBER", kCode, always(split)},
      {"PERSON_ID", kId, take(person_id)},
      {"PERIOD_OF_CARE_ID", kId, take(cla_id)},
      {"START_DATE", kDate, take(cla_placement_start_date)},
      {"END_DATE", kDate, latest ? take(cla_placement_end_date) : never()},
      {"PLACEMENT_TYPE", kCode, take(cla_placement_type)},
      {"REASON_EPISODE_CEASED", kCode,
       latest ? found_in(std::move(ceased), cla_placement_id) : never()},
      {"REASON_FOR_PLACEMENT_CHANGE", kCode, latest ? take(cla_placement_change_reason) : never()}};
}

Table dm_placements(const Holdings& holdings) {
  Table table = rearranged(holdings, TableId::cla_placement, "DM_PLACEMENTS",
                           placement_columns(holdings, "1"));
  add_rearranged(table, holdings, TableId::cla_placement, placement_columns(holdings, "2"));
  return table;
}

/// What holds together period, placement, legal status and carer.
Table dm_cla_summaries(const Holdings& holdings) {
  using namespace cla_placement;
  return rearranged(holdings, TableId::cla_placement, "DM_CLA_SUMMARIES",
                    {{"PERSON_ID", kId, take(person_id)},
                     {"PERIOD_OF_CARE_ID", kId, take(cla_id)},
                     {"START_DATE", kDate, take(cla_placement_start_date)},
                     {"END_DATE", kDate, take(cla_placement_end_date)},
                     {"LEGAL_STATUS_ID", kId, take_after("LS", cla_id)},
                     {"PLACEMENT_ID", kId, take(cla_placement_id)},
                     {"PLACEMENT_SPLIT_NUMBER", kCode, always("2")},
                     {"ELEMENT_DETAIL_ID", kId, take_after("ED", cla_placement_id)},
                     {"SERVICE_SPLIT_NUMBER", kCode, always("1")}});
}

Table dm_placement_details(const Holdings& holdings) {
  using namespace cla_placement;
  return rearranged(holdings, TableId::cla_placement, "DM_PLACEMENT_DETAILS",
                    {{"ELEMENT_DETAIL_ID", kId, take_after("ED", cla_placement_id)},
                     {"SPLIT_NUMBER", kCode, always("1")},
                     {"CARER_ID", kId, take_after("CA", cla_placement_id)},
                     {"START_DATE", kDate, take(cla_placement_start_date)},
                     {"OFSTED_URN", kCode, take(cla_placement_urn)},
                     {"CIN_PROVIDER_CATEGORY_CODE", kCode, take(cla_placement_provider)}});
}

Table dm_placement_carer_addresses(const Holdings& holdings) {
  using namespace cla_placement;
  return rearranged(holdings, TableId::cla_placement, "DM_PLACEMENT_CARER_ADDRESSES",
                    {{"CARER_ID", kId, take_after("CA", cla_placement_id)},
                     {"START_DATE", kDate, take(cla_placement_start_date)},
                     {"END_DATE", kDate, never()},
                     {"POST_CODE", kCode, take(cla_placement_postcode)}});
}

}  // namespace

void add_care(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(dm_periods_of_care(holdings));
  tables.push_back(dm_legal_statuses(holdings));
  tables.push_back(dm_placements(holdings));
  tables.push_back(dm_cla_summaries(holdings));
  tables.push_back(dm_placement_details(holdings));
  tables.push_back(dm_placement_carer_addresses(holdings));
}

}  // namespace dataflow::synthetic::mosaic
