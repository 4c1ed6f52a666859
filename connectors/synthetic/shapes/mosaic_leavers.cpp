#include <set>

#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

namespace {

using namespace ssd;

Table dm_former_looked_after(const Holdings& holdings) {
  using namespace care_leavers;
  return rearranged(holdings, TableId::care_leavers, "DM_FORMER_LOOKED_AFTER",
                    {{"FUTURE_PROSPECT_ID", kId, take(table_id)},
                     {"PERSON_ID", kId, take(person_id)},
                     {"DATE_OF_SITUATION", kDate, take(care_leaver_latest_contact)},
                     {"IN_TOUCH_TYPE", kCode, take_after(kLocal, care_leaver_in_touch)},
                     {"ACCOMODATION_TYPE", kCode, take_after(kLocal, care_leaver_accommodation)},
                     {"ACCOMODATION_SUITABLE", kCode, take(care_leaver_accom_suitable)},
                     {"ACTIVITY_TYPE", kCode, take_after(kLocal, care_leaver_activity)}});
}

std::set<std::string, std::less<>> texts_in(const Holdings& holdings, std::size_t column) {
  std::set<std::string, std::less<>> texts;
  each_row(holdings, TableId::care_leavers, [&](const SsdRow& row) {
    if (row[column]) texts.emplace(*row[column]);
  });
  return texts;
}

/// The council's own types, each with a few words.
Table types(const Holdings& holdings, std::string_view name, std::string_view key,
            std::size_t column) {
  Table table = empty_table(name, {{key, kCode, {}}, {"DESCRIPTION", kText, {}}});
  for (const auto& text : texts_in(holdings, column)) {
    table.add(std::vector<Value>{std::string(kLocal) + text, "As code " + text + " has it"});
  }
  return table;
}

/// What the council's own types are in the SSDA903.
Table dm_mapping_groups(const Holdings& holdings) {
  using namespace care_leavers;
  Table table = empty_table(
      "DM_MAPPING_GROUPS",
      {{"GROUP_NAME", kText, {}}, {"MAPPED_VALUE", kCode, {}}, {"CATEGORY_VALUE", kCode, {}}});
  const auto add = [&](std::string_view group, std::size_t column) {
    for (const auto& text : texts_in(holdings, column)) {
      table.add(std::vector<Value>{std::string(group), std::string(kLocal) + text, text});
    }
  };
  add("SSDA903 Accommodation Type", care_leaver_accommodation);
  add("SSDA903 Activity Type", care_leaver_activity);
  return table;
}

}  // namespace

void add_leavers(std::vector<Table>& tables, const Holdings& holdings) {
  using namespace care_leavers;
  tables.push_back(dm_former_looked_after(holdings));
  tables.push_back(
      types(holdings, "DM_FORMER_ACCOM_TYPES", "ACCOMODATION_TYPE", care_leaver_accommodation));
  tables.push_back(
      types(holdings, "DM_FORMER_ACTIVITY_TYPES", "ACTIVITY_TYPE", care_leaver_activity));
  tables.push_back(dm_mapping_groups(holdings));
}

}  // namespace dataflow::synthetic::mosaic
