#include <set>

#include "connectors/synthetic/shapes/former_numbers.h"
#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

namespace {

using namespace ssd;

/// Why there is no pupil number has no column: the code stands where the number should be.
Table dm_persons(const Holdings& holdings) {
  return rearranged(holdings, TableId::person, "DM_PERSONS",
                    {{"PERSON_ID", kId, take(person::person_id)},
                     {"FIRST_NAMES", kText, take(person::forename)},
                     {"LAST_NAMES", kText, take(person::surname)},
                     {"GENDER", kCode, take(person::sex)},
                     {"FULL_ETHNICITY_CODE", kCode, take_after(kLocal, person::ethnicity)},
                     {"DATE_OF_BIRTH", kDate, take_either(person::dob, person::expected_dob)},
                     {"DATE_OF_DEATH", kDate, take(person::death_date)},
                     {"UPN_ID", kCode, take_either(person::upn, person::upn_unknown)},
                     {"NHS_ID", kCode, take(person::single_unique_id)},
                     {"COUNTRY_OF_BIRTH_CODE", kCode, take(person::nationality)}});
}

Table dm_ethnicities(const Holdings& holdings) {
  Table table = empty_table("DM_ETHNICITIES", {{"ETHNICITY_CODE", kCode, {}},
                                               {"CIN_ETHNICITY_CODE", kCode, {}},
                                               {"CBDS_ETHNICITY_CODE", kCode, {}}});
  std::set<std::string, std::less<>> texts;
  each_row(holdings, TableId::person, [&](const SsdRow& row) {
    if (row[person::ethnicity]) texts.emplace(*row[person::ethnicity]);
  });
  for (const auto& text : texts) {
    table.add(std::vector<Value>{std::string(kLocal) + text, text, text});
  }
  return table;
}

/// Numbers that other systems know a person by.
Table dm_person_references(const Holdings& holdings) {
  Table table = rearranged(holdings, TableId::person, "DM_PERSON_REFERENCES",
                           {{"REFERENCE_ID", kId, take_after("OLD", person::person_id)},
                            {"PERSON_ID", kId, take(person::person_id)},
                            {"REFERENCE_TYPE", kCode, always("LEGACY")},
                            {"REFERENCE", kText, take(person::legacy_id)}},
                           [](const SsdRow& row) { return row[person::legacy_id].has_value(); });
  for (const auto& [person, number] : newest_former_numbers(holdings)) {
    table.add(std::vector<Value>{"FUPN" + person, person, "FORMER_UPN", number});
  }
  return table;
}

Table dm_addresses(const Holdings& holdings) {
  return rearranged(holdings, TableId::address, "DM_ADDRESSES",
                    {{"REF_ADDRESSES_PEOPLE_ID", kId, take(address::table_id)},
                     {"PERSON_ID", kId, take(address::person_id)},
                     {"ADDRESS_TYPE", kCode, always("MAIN")},
                     {"START_DATE", kDate, take(address::address_start_date)},
                     {"END_DATE", kDate, take(address::address_end_date)},
                     {"POST_CODE", kCode, take(address::address_postcode)}});
}

Table dm_disabilities(const Holdings& holdings) {
  return rearranged(holdings, TableId::disability, "DM_DISABILITIES",
                    {{"DISABILITY_ID", kId, take(disability::table_id)},
                     {"PERSON_ID", kId, take(disability::person_id)},
                     {"DISABILITY_TYPE", kCode, take_after(kLocal, disability::disability_code)},
                     {"CIN_DISABILITY_CATEGORY_CODE", kCode, take(disability::disability_code)}});
}

Table dm_health_assessments(const Holdings& holdings) {
  return rearranged(holdings, TableId::sdq_scores, "DM_HEALTH_ASSESSMENTS",
                    {{"HEALTH_ID", kId, take(sdq_scores::table_id)},
                     {"PERSON_ID", kId, take(sdq_scores::person_id)},
                     {"HEALTH_ASSESSMENT_DATE", kDate, take(sdq_scores::sdq_completed_date)},
                     {"SDQ_COMPLETED", kFlag, always("Y")},
                     {"SDQ_SCORE", kCode, take(sdq_scores::sdq_score)},
                     {"SDQ_REASON", kText, never()}});
}

}  // namespace

void add_people(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(dm_persons(holdings));
  tables.push_back(dm_ethnicities(holdings));
  tables.push_back(dm_person_references(holdings));
  tables.push_back(dm_addresses(holdings));
  tables.push_back(dm_disabilities(holdings));
  tables.push_back(dm_health_assessments(holdings));
}

}  // namespace dataflow::synthetic::mosaic
