#include <set>

#include "connectors/synthetic/shapes/former_numbers.h"
#include "connectors/synthetic/shapes/liquidlogic.h"

namespace dataflow::synthetic::liquidlogic {

namespace {

using namespace ssd;

/// A child who is not born yet has the day that is expected, marked as an estimate.
Value is_estimated(const SsdRow& row) {
  return row[person::dob] || !row[person::expected_dob] ? "N" : "Y";
}

Table dim_person(const Holdings& holdings) {
  Table table = rearranged(
      holdings, TableId::person, "DIM_PERSON",
      {{"DIM_PERSON_ID", kId, take(person::person_id)},
       {"LEGACY_ID", kId, take(person::legacy_id)},
       {"FORENAME", kText, take(person::forename)},
       {"SURNAME", kText, take(person::surname)},
       {"UPN", kCode, take(person::upn)},
       {"FORMER_UPN", kCode, found_in(newest_former_numbers(holdings), person::person_id)},
       {"GENDER_MAIN_CODE", kCode, take(person::sex)},
       {"ETHNICITY_MAIN_CODE", kCode, take_after(kLocal, person::ethnicity)},
       {"BIRTH_DTTM", kDate, take_either(person::dob, person::expected_dob)},
       {"DOB_ESTIMATED", kFlag, is_estimated},
       {"DEATH_DTTM", kDate, take(person::death_date)},
       {"DUPLICATED_DTTM", kDate, never()},
       {"IS_CLIENT", kFlag, always("Y")},
       {"EHM_SEN_FLAG", kFlag, take(person::send_flag)},
       {"NATNL_CODE", kCode, take(person::nationality)}});
  add_nobody(table);
  return table;
}

Table dim_person_address(const Holdings& holdings) {
  Table table = rearranged(holdings, TableId::address, "DIM_PERSON_ADDRESS",
                           {{"DIM_PERSON_ADDRESS_ID", kId, take(address::table_id)},
                            {"DIM_PERSON_ID", kId, take(address::person_id)},
                            {"ADDSS_TYPE_CODE", kCode, take(address::address_type)},
                            {"START_DTTM", kDate, take(address::address_start_date)},
                            {"END_DTTM", kDate, take(address::address_end_date)},
                            {"POSTCODE", kCode, take(address::address_postcode)},
                            {"CONFIDENTIAL", kFlag, always("N")},
                            {"IS_RESTRICTED_FLAG", kFlag, always("N")}});
  add_nobody(table);
  return table;
}

/// A look-up with one row for each text of a column: the local code and the national one.
Table lookup(const Holdings& holdings, std::string_view name, TableId from, std::size_t column) {
  Table table = empty_table(name, {{"MAIN_CODE", kCode, {}}, {"NAT_ID", kCode, {}}});
  std::set<std::string, std::less<>> texts;
  each_row(holdings, from, [&](const SsdRow& row) {
    if (row[column]) texts.emplace(*row[column]);
  });
  for (const auto& text : texts) table.add(std::vector<Value>{std::string(kLocal) + text, text});
  add_nobody(table);
  return table;
}

/// Why a child has no pupil number stands in what is prepared for the SSDA903.
Table fact_903_data(const Holdings& holdings) {
  return rearranged(holdings, TableId::person, "FACT_903_DATA",
                    {{"DIM_PERSON_ID", kId, take(person::person_id)},
                     {"NO_UPN_CODE", kCode, take(person::upn_unknown)}},
                    [](const SsdRow& row) { return row[person::upn_unknown].has_value(); });
}

Table fact_disability(const Holdings& holdings) {
  return rearranged(
      holdings, TableId::disability, "FACT_DISABILITY",
      {{"FACT_DISABILITY_ID", kId, take(disability::table_id)},
       {"DIM_PERSON_ID", kId, take(disability::person_id)},
       {"DIM_LOOKUP_DISAB_CODE", kCode, take_after(kLocal, disability::disability_code)}});
}

/// The system writes the status as a sentence.
Value status_text(const SsdRow& row) {
  const auto status = row[immigration_status::immigration_status];
  return status == "U" ? "Unaccompanied asylum seeking child (UASC)" : text_of(status);
}

Table fact_immigration_status(const Holdings& holdings) {
  using namespace immigration_status;
  return rearranged(holdings, TableId::immigration_status, "FACT_IMMIGRATION_STATUS",
                    {{"FACT_IMMIGRATION_STATUS_ID", kId, take(immigration_status_id)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"START_DTTM", kDate, take(immigration_status_start_date)},
                     {"END_DTTM", kDate, take_or(immigration_status_end_date, kNoDay)},
                     {"DIM_LOOKUP_IMMGR_STATUS_DESC", kText, status_text}});
}

}  // namespace

void add_people(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(dim_person(holdings));
  tables.push_back(dim_person_address(holdings));
  tables.push_back(lookup(holdings, "DIM_LOOKUP_DFE_ETHNIC", TableId::person, person::ethnicity));
  tables.push_back(
      lookup(holdings, "DIM_LOOKUP_DISAB", TableId::disability, disability::disability_code));
  tables.push_back(fact_903_data(holdings));
  tables.push_back(fact_disability(holdings));
  tables.push_back(fact_immigration_status(holdings));
}

}  // namespace dataflow::synthetic::liquidlogic
