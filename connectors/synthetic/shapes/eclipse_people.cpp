#include "connectors/synthetic/shapes/eclipse.h"
#include "connectors/synthetic/shapes/eclipse_words.h"
#include "connectors/synthetic/shapes/former_numbers.h"

namespace dataflow::synthetic::eclipse {

namespace {

using namespace ssd;

Value sex_word(const SsdRow& row) {
  const auto sex = row[person::sex];
  if (sex == "M") return "Male";
  if (sex == "F") return "Female";
  return sex == "U" ? "Unknown" : text_of(sex);
}

Value ethnicity_word(const SsdRow& row) {
  const auto code = row[person::ethnicity];
  return code ? Value(word_for(ethnicity_words(), *code)) : std::nullopt;
}

Table demographics(const Holdings& holdings) {
  return rearranged(holdings, TableId::person, "PERSONDEMOGRAPHICSVIEW",
                    {{"PERSONID", kId, take(person::person_id)},
                     {"CAREFIRSTID", kId, take(person::legacy_id)},
                     {"FORENAME", kText, take(person::forename)},
                     {"SURNAME", kText, take(person::surname)},
                     {"DATEOFBIRTH", kDate, take(person::dob)},
                     {"DUEDATE", kDate, take(person::expected_dob)},
                     {"DIEDDATE", kDate, take(person::death_date)},
                     {"ETHNICITYCODE", kCode, ethnicity_word},
                     {"SEX", kCode, sex_word},
                     {"GENDER", kCode, never()},
                     {"NHSNUMBER", kCode, take(person::single_unique_id)},
                     {"COUNTRYOFBIRTHCODE", kCode, take(person::nationality)},
                     {"DUPLICATED", kCode, never()}});
}

std::vector<Column> reference_columns(std::string_view code, std::string_view type,
                                      std::size_t person, std::size_t number) {
  return {{"PERSONID", kId, take(person)},        {"REFERENCETYPECODE", kCode, always(code)},
          {"REFERENCETYPE", kText, always(type)}, {"REFERENCENUMBER", kCode, take(number)},
          {"STARTDATE", kDate, never()},          {"ENDDATE", kDate, never()}};
}

Keep where_there_is(std::size_t column) {
  return [column](const SsdRow& row) { return row[column].has_value(); };
}

/// A pupil number that came to an end is a former one; the number of a worker stands here, too.
Table reference_numbers(const Holdings& holdings) {
  Table table =
      rearranged(holdings, TableId::person, "REFERENCENUMBERPERSONVIEW",
                 reference_columns("UPN", "Unique Pupil Number", person::person_id, person::upn),
                 where_there_is(person::upn));
  for (const auto& [person, number] : newest_former_numbers(holdings)) {
    table.add(std::vector<Value>{person, "UPN", "Unique Pupil Number", number,
                                 "2000-01-01 00:00:00", "2020-09-01 00:00:00"});
  }
  add_rearranged(
      table, holdings, TableId::professionals,
      reference_columns("SWE", "Social Work England number", professionals::professional_id,
                        professionals::social_worker_registration_no),
      where_there_is(professionals::social_worker_registration_no));
  return table;
}

Table addresses(const Holdings& holdings) {
  return rearranged(holdings, TableId::address, "ADDRESSPERSONVIEW",
                    {{"ADDRESSID", kId, take(address::table_id)},
                     {"PERSONID", kId, take(address::person_id)},
                     {"TYPE", kCode, always("Home")},
                     {"STARTDATE", kDate, take(address::address_start_date)},
                     {"ENDDATE", kDate, take(address::address_end_date)},
                     {"POSTCODE", kCode, take(address::address_postcode)}});
}

}  // namespace

void add_people(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(demographics(holdings));
  tables.push_back(reference_numbers(holdings));
  tables.push_back(addresses(holdings));
}

}  // namespace dataflow::synthetic::eclipse
