#include "connectors/synthetic/sight.h"

#include <algorithm>
#include <set>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "agent/core/canonical_json.h"
#include "connectors/synthetic/cohort.h"
#include "connectors/synthetic/readings.h"
#include "connectors/synthetic/sight_episodes.h"
#include "connectors/synthetic/sight_items.h"

namespace dataflow::synthetic {

namespace {

namespace json = boost::json;
using namespace ssd;

constexpr std::size_t kMostDisabilities = 12;
constexpr int kHighestScore = 40;
constexpr std::string_view kFormerUpn = "Former Unique Pupil Number";

void number_pupil(json::object& details, const PersonRows& rows) {
  const Row& row = rows[TableId::person].front();
  const auto upn = upn_in(row[person::upn]);
  put(details, "unique_pupil_number", upn);
  auto reason = no_upn_in(row[person::upn_unknown]);
  if (!reason) reason = no_upn_in(row[person::upn]);
  if (!upn) put(details, "unique_pupil_number_unknown_reason", reason);
  std::optional<Day> newest;
  for (const auto& other : rows[TableId::linked_identifiers]) {
    const auto former = text_in(other[linked_identifiers::identifier_value]);
    if (text_in(other[linked_identifiers::identifier_type]) != kFormerUpn) continue;
    const auto from = day_in(other[linked_identifiers::valid_from_date]);
    if (!former || former->size() != 13 || (newest && from <= newest)) continue;
    put(details, "former_unique_pupil_number", former);
    newest = from;
  }
}

json::array disabilities_of(const PersonRows& rows) {
  std::set<std::string> codes;
  for (const auto& row : rows[TableId::disability]) {
    if (auto code = disability_in(row[disability::disability_code])) codes.insert(*code);
  }
  if (rows[TableId::disability].empty()) codes.insert("NONE");
  json::array list;
  for (const auto& code : codes) {
    if (list.size() < kMostDisabilities) list.emplace_back(code);
  }
  return list;
}

std::optional<std::string> home_of(const PersonRows& rows) {
  std::optional<Day> newest;
  std::optional<std::string> home;
  for (const auto& row : rows[TableId::address]) {
    const auto start = day_in(row[address::address_start_date]);
    if (newest && start <= newest) continue;
    newest = start;
    home = postcode_in(row[address::address_postcode]);
  }
  return home;
}

void seek_asylum(json::object& details, const PersonRows& rows, const Window& window) {
  details["uasc_flag"] = false;
  for (const auto& row : rows[TableId::immigration_status]) {
    const auto end = day_in(row[immigration_status::immigration_status_end_date]);
    if (text_in(row[immigration_status::immigration_status]) != "U") continue;
    if (end && *end < window.start) continue;
    details["uasc_flag"] = true;
    put(details, "uasc_end_date", end);
  }
}

json::object details_of(const PersonRows& rows, const Window& window) {
  const Row& row = rows[TableId::person].front();
  json::object details;
  number_pupil(details, rows);
  put(details, "first_name", name_in(row[person::forename]));
  put(details, "surname", name_in(row[person::surname]));
  put(details, "date_of_birth", day_in(row[person::dob]));
  put(details, "expected_date_of_birth", day_in(row[person::expected_dob]));
  const auto sex = text_in(row[person::sex]);
  details["sex"] = sex == "M" || sex == "F" ? *sex : "U";
  put(details, "ethnicity", ethnicity_in(row[person::ethnicity]));
  if (day_in(row[person::dob])) details["disabilities"] = disabilities_of(rows);
  put(details, "postcode", home_of(rows));
  seek_asylum(details, rows, window);
  details["purge"] = false;
  return details;
}

json::array scores_of(const PersonRows& rows, const Window& window) {
  std::vector<std::pair<Day, int>> scores;
  for (const auto& row : rows[TableId::sdq_scores]) {
    const auto day = day_in(row[sdq_scores::sdq_completed_date]);
    const auto score = number_in(row[sdq_scores::sdq_score], kHighestScore);
    if (day && score && window.holds(*day)) scores.emplace_back(*day, *score);
  }
  std::sort(scores.rbegin(), scores.rend());
  json::array list;
  for (const auto& [day, score] : scores) {
    list.push_back(json::object{{"date", day.text()}, {"score", score}});
  }
  return list;
}

bool identifiers_fit(const PersonRows& rows) {
  const auto& people = rows[TableId::person];
  const auto& id = people.front()[person::person_id];
  return people.size() == 1 && id && fits(*id, Form::child_id);
}

}  // namespace

Sight sight_of(const PersonRows& rows, const Window& window, const Registration& registration) {
  if (!in_cohort(rows, window)) return {};
  if (!identifiers_fit(rows)) return {Standing::held, {}};
  auto episodes = episodes_of(rows, window, registration);
  if (!episodes) return {Standing::held, {}};
  const Row& row = rows[TableId::person].front();
  json::object child;
  child["la_child_id"] = *row[person::person_id];
  put(child, "mis_child_id", text_in(row[person::legacy_id]));
  child["child_details"] = details_of(rows, window);
  auto scores = scores_of(rows, window);
  if (!scores.empty()) {
    child["health_and_wellbeing"] =
        json::object{{"sdq_assessments", std::move(scores)}, {"purge", false}};
  }
  if (!episodes->empty()) child["social_care_episodes"] = std::move(*episodes);
  child["purge"] = false;
  return {Standing::sent, canonical_json(child)};
}

}  // namespace dataflow::synthetic
