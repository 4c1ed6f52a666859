#include "connectors/synthetic/ssd_rows.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "connectors/synthetic/cells.h"
#include "connectors/synthetic/health_number.h"
#include "connectors/synthetic/ssd_episode_rows.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;

std::string gender_code(std::string_view sex) {
  if (sex == "M") return "01";
  return sex == "F" ? "02" : "00";
}

void add_person(const PersonRecord& record) {
  const auto& person = record.person;
  auto& row = record.rows.add(TableId::person);
  row[person::legacy_id] = cell_of(person.legacy_id);
  row[person::person_id] = record.id;
  row[person::upn] = cell_of(person.upn);
  row[person::forename] = cell_of(person.forename);
  row[person::surname] = cell_of(person.surname);
  row[person::sex] = cell_of(person.sex);
  row[person::gender] = gender_code(person.sex);
  row[person::ethnicity] = cell_of(person.ethnicity);
  row[person::dob] = cell_of(person.birth);
  row[person::single_unique_id] = nhs_number_of(person.key);
  row[person::upn_unknown] = cell_of(person.no_upn);
  row[person::send_flag] = cell_of(yes_if(person.has_plan_for_education));
  row[person::expected_dob] = cell_of(person.due);
  row[person::death_date] = cell_of(person.death);
  row[person::is_mother] = cell_of(yes_if(person.mother));
  row[person::nationality] = person.immigration.empty() ? "GB" : "XX";
}

std::string address_parts(const Address& address) {
  std::string json = "{\"ROOM\":\"\",\"FLAT\":\"\",\"HOUSE\":\"" + std::to_string(address.house);
  json += "\",\"STREET\":";
  append_json_string(json, address.street);
  json += ",\"TOWN\":";
  append_json_string(json, address.town);
  return json += ",\"UPRN\":\"\",\"EASTING\":\"\",\"NORTHING\":\"\"}";
}

void add_addresses(const PersonRecord& record) {
  for (const auto& item : record.person.addresses) {
    auto& row = record.rows.add(TableId::address);
    row[address::table_id] = identifier("AD", item.key);
    row[address::person_id] = record.id;
    row[address::address_type] = "Home";
    row[address::address_start_date] = cell_of(item.start);
    row[address::address_end_date] = cell_of(item.end);
    row[address::address_postcode] = item.postcode;
    row[address::address_json] = address_parts(item);
  }
}

void add_disabilities(const PersonRecord& record) {
  for (const auto& item : record.person.disabilities) {
    auto& row = record.rows.add(TableId::disability);
    row[disability::table_id] = identifier("DI", item.key);
    row[disability::person_id] = record.id;
    row[disability::disability_code] = cell_of(item.code);
  }
}

void add_immigration(const PersonRecord& record) {
  for (const auto& item : record.person.immigration) {
    auto& row = record.rows.add(TableId::immigration_status);
    row[immigration_status::immigration_status_id] = identifier("IM", item.key);
    row[immigration_status::person_id] = record.id;
    row[immigration_status::immigration_status_start_date] = cell_of(item.start);
    row[immigration_status::immigration_status_end_date] = cell_of(item.end);
    row[immigration_status::immigration_status] = cell_of(item.status);
  }
}

void add_former_numbers(const PersonRecord& record) {
  for (const auto& item : record.person.former_numbers) {
    auto& row = record.rows.add(TableId::linked_identifiers);
    row[linked_identifiers::table_id] = identifier("LI", item.key);
    row[linked_identifiers::person_id] = record.id;
    row[linked_identifiers::identifier_type] = "Former Unique Pupil Number";
    row[linked_identifiers::identifier_value] = item.upn;
    row[linked_identifiers::valid_from_date] = cell_of(item.from);
  }
}

void add_contacts(const PersonRecord& record) {
  for (const auto& item : record.person.contacts) {
    auto& row = record.rows.add(TableId::contacts);
    row[contacts::contact_id] = identifier("CT", item.key);
    row[contacts::person_id] = record.id;
    row[contacts::contact_date] = cell_of(item.date);
    row[contacts::contact_source_code] = cell_of(item.source);
    row[contacts::contact_outcome_json] = R"({"NEW_REFERRAL_FLAG":"Y"})";
  }
}

void add_visits(const PersonRecord& record) {
  for (const auto& item : record.person.visits) {
    auto& row = record.rows.add(TableId::cin_visits);
    row[cin_visits::cin_visit_id] = identifier("VI", item.key);
    row[cin_visits::person_id] = record.id;
    row[cin_visits::cin_visit_date] = cell_of(item.date);
    row[cin_visits::cin_visit_seen] = "Y";
    row[cin_visits::cin_visit_seen_alone] = cell_of(yes_if(item.alone));
    row[cin_visits::cin_visit_bedroom] = "N";
  }
}

void add_scores(const PersonRecord& record) {
  for (const auto& item : record.person.sdq_scores) {
    auto& row = record.rows.add(TableId::sdq_scores);
    row[sdq_scores::table_id] = identifier("SQ", item.key);
    row[sdq_scores::person_id] = record.id;
    row[sdq_scores::sdq_completed_date] = cell_of(item.date);
    row[sdq_scores::sdq_score] = std::to_string(item.score);
  }
}

void add_adoption(const PersonRecord& record) {
  const auto& adoption = record.person.adoption;
  if (!adoption) return;
  auto& row = record.rows.add(TableId::permanence);
  row[permanence::table_id] = identifier("PM", adoption->key);
  row[permanence::person_id] = record.id;
  row[permanence::cla_id] = identifier("CL", adoption->care);
  row[permanence::adm_decision_date] = cell_of(adoption->decision);
  row[permanence::part_of_sibling_group] = "0";
  row[permanence::matched_date] = cell_of(adoption->matched);
  row[permanence::placed_for_adoption_date] = cell_of(adoption->placed);
  row[permanence::adopted_by_carer_flag] = "N";
  row[permanence::adoption_worker_id] = record.worker(adoption->worker);
}

/// As unlike from one night to the next as the GUIDs that System C draws.
std::string nightly_id(const Recording& recording, Key key) {
  const auto night = static_cast<std::uint64_t>(recording.today.number());
  const std::uint64_t high = scatter(recording.seed ^ night, key);
  const std::uint64_t low = scatter(high, key);
  return fmt::format("{:08X}-{:04X}-{:04X}-{:04X}-{:012X}", high >> 32U, (high >> 16U) & 0xffffU,
                     high & 0xffffU, low >> 48U, low & 0xffffffffffffU);
}

void add_leaver(const PersonRecord& record) {
  const auto& leaver = record.person.leaver;
  if (!leaver) return;
  auto& row = record.rows.add(TableId::care_leavers);
  row[care_leavers::table_id] = nightly_id(record.recording, leaver->key);
  row[care_leavers::person_id] = record.id;
  row[care_leavers::care_leaver_eligibility] = cell_of(leaver->eligibility);
  row[care_leavers::care_leaver_in_touch] = "YES";
  row[care_leavers::care_leaver_latest_contact] = cell_of(leaver->contact);
  row[care_leavers::care_leaver_accommodation] = cell_of(leaver->accommodation);
  row[care_leavers::care_leaver_accom_suitable] = leaver->suitable ? "1" : "2";
  row[care_leavers::care_leaver_activity] = cell_of(leaver->activity);
  row[care_leavers::care_leaver_allocated_team] =
      record.team(record.recording.staff.workers[leaver->worker].team);
  row[care_leavers::care_leaver_worker_id] = record.worker(leaver->worker);
}

}  // namespace

PersonRows rows_of(const Person& person, const Recording& recording) {
  PersonRows rows;
  const PersonRecord record{person, person_identifier(person.key), recording, rows};
  add_person(record);
  add_addresses(record);
  add_disabilities(record);
  add_immigration(record);
  add_former_numbers(record);
  add_contacts(record);
  for (const auto& episode : person.episodes) add_episode(record, episode);
  add_visits(record);
  add_scores(record);
  add_adoption(record);
  add_leaver(record);
  return rows;
}

void turn_round(PersonRows& rows) {
  for (auto& table : rows.all()) std::reverse(table.begin(), table.end());
}

Row row_of(const Worker& worker, const Staff& staff) {
  Row row(professionals::columns);
  row[professionals::professional_id] = worker.id;
  row[professionals::staff_id] = worker.staff_id;
  row[professionals::professional_name] = worker.name;
  row[professionals::social_worker_registration_no] = cell_of(worker.registration);
  row[professionals::agency_worker_flag] = cell_of(yes_if(worker.agency));
  row[professionals::professional_job_title] = worker.job_title;
  row[professionals::professional_caseload] = std::to_string(worker.caseload);
  row[professionals::professional_department] = staff.teams[worker.team].name;
  row[professionals::full_time_equivalency] = cell_of_tenths(worker.full_time ? 10 : 6);
  return row;
}

Row row_of(const Team& team, const Staff& staff) {
  Row row(department::columns);
  row[department::team_id] = team.id;
  row[department::team_name] = team.name;
  if (team.parent) {
    row[department::team_parent_id] = staff.teams[*team.parent].id;
    row[department::team_parent_name] = staff.teams[*team.parent].name;
  }
  return row;
}

}  // namespace dataflow::synthetic
