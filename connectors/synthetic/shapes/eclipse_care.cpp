#include <algorithm>
#include <set>

#include "connectors/synthetic/shapes/eclipse.h"
#include "connectors/synthetic/shapes/eclipse_words.h"

namespace dataflow::synthetic::eclipse {

namespace {

using namespace ssd;

/// When each period of care ended: with the last of its episodes, if none is open.
Look ends_of_periods(const Holdings& holdings) {
  using namespace cla_episodes;
  Look ends;
  std::set<std::string, std::less<>> open;
  each_row(holdings, TableId::cla_episodes, [&](const SsdRow& row) {
    if (!row[cla_id]) return;
    const std::string period(*row[cla_id]);
    if (!row[cla_episode_ceased_date]) open.insert(period);
    auto& end = ends[period];
    end = std::max(end, std::string(row[cla_episode_ceased_date].value_or("")));
  });
  for (const auto& period : open) ends.erase(period);
  return ends;
}

Table periods_of_care(const Holdings& holdings) {
  using namespace cla_episodes;
  std::set<std::string, std::less<>> seen;
  return rearranged(
      holdings, TableId::cla_episodes, "CLAPERIODOFCAREVIEW",
      {{"PERIODOFCAREID", kId, take(cla_id)},
       {"PERSONID", kId, take(person_id)},
       {"ADMISSIONDATE", kDate, take(entered_care_date)},
       {"DISCHARGEDATE", kDate, found_in(ends_of_periods(holdings), cla_id)}},
      [&](const SsdRow& row) { return row[cla_id] && seen.emplace(*row[cla_id]).second; });
}

From placement_word(Look types) {
  return [types = std::move(types)](const SsdRow& row) -> Value {
    const auto id = row[cla_episodes::cla_placement_id];
    const auto found = id ? types.find(*id) : types.end();
    if (found == types.end()) return std::nullopt;
    return std::string(word_for(placement_words(), found->second));
  };
}

/// An episode of care holds its placement, too.
Table episodes_of_care(const Holdings& holdings) {
  using namespace cla_episodes;
  const auto of_placement = [&](std::size_t column) {
    return look_up(holdings, TableId::cla_placement, cla_placement::cla_placement_id, column);
  };
  const auto taken = [&](std::size_t column) {
    return found_in(of_placement(column), cla_placement_id);
  };
  return rearranged(
      holdings, TableId::cla_episodes, "CLAEPISODEOFCAREVIEW",
      {{"EPISODEOFCAREID", kId, take(cla_episode_id)},
       {"PERSONID", kId, take(person_id)},
       {"PERIODOFCAREID", kId, take(cla_id)},
       {"EOCSTARTDATE", kDate, take(cla_episode_start_date)},
       {"EOCENDDATE", kDate, taken(cla_placement::cla_placement_end_date)},
       {"EOCSTARTREASONCODE", kCode, take(cla_episode_start_reason)},
       {"EOCENDREASONCODE", kCode, take(cla_episode_ceased_reason)},
       {"PLACEMENTADDRESSID", kId, take(cla_placement_id)},
       {"PLACEMENTPOSTCODE", kCode, taken(cla_placement::cla_placement_postcode)},
       {"PLACEMENTTYPECODE", kCode,
        placement_word(of_placement(cla_placement::cla_placement_type))},
       {"PLACEMENTPROVISIONCODE", kCode, taken(cla_placement::cla_placement_provider)},
       {"PLACEMENTCHANGEREASONCODE", kCode, taken(cla_placement::cla_placement_change_reason)}});
}

Table care_leavers(const Holdings& holdings) {
  using namespace ssd::care_leavers;
  return rearranged(holdings, TableId::care_leavers, "CLACARELEAVERDETAILSVIEW",
                    {{"CARELEAVERID", kId, take(table_id)},
                     {"PERSONID", kId, take(person_id)},
                     {"ELIGIBILITY", kText, take(care_leaver_eligibility)},
                     {"INTOUCHCODE", kCode, take(care_leaver_in_touch)},
                     {"CONTACTDATE", kDate, take(care_leaver_latest_contact)},
                     {"ACCOMODATIONCODE", kCode, take(care_leaver_accommodation)},
                     {"MAINACTIVITYCODE", kCode, take(care_leaver_activity)}});
}

/// The day of the match has no column that is known.
Table adoptions(const Holdings& holdings) {
  return rearranged(
      holdings, TableId::permanence, "CLAADOPTIONSVIEW",
      {{"ADOPTIONID", kId, take(permanence::table_id)},
       {"PERSONID", kId, take(permanence::person_id)},
       {"DATESHOULDBEPLACED", kDate, take(permanence::adm_decision_date)},
       {"REASONNOLONGERPLANNEDCODE", kCode, take(permanence::decision_reversed_reason)}});
}

}  // namespace

void add_care(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(periods_of_care(holdings));
  tables.push_back(episodes_of_care(holdings));
  tables.push_back(care_leavers(holdings));
  tables.push_back(adoptions(holdings));
}

}  // namespace dataflow::synthetic::eclipse
