#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "connectors/synthetic/cohort.h"
#include "connectors/synthetic/readings.h"
#include "connectors/synthetic/sight_items.h"

namespace dataflow::synthetic {

namespace {

namespace json = boost::json;
using namespace ssd;

json::value parsed(const std::optional<std::string>& cell) {
  boost::system::error_code failed;
  auto value = json::parse(cell.value_or("null"), failed);
  return failed ? json::value() : value;
}

/// Whether the span holds a 31 March that lies in the window.
bool on_census_day(const Window& window, Day from, std::optional<Day> to) {
  for (auto year = window.start.civil().year(); year <= window.end.civil().year(); ++year) {
    const Day census(std::chrono::sys_days(year / std::chrono::March / 31));
    if (window.holds(census) && from <= census && (!to || *to >= census)) return true;
  }
  return false;
}

bool plan_in_window(const EpisodeView& view, const Row& plan) {
  return plan[cin_plans::referral_id] == view.id &&
         span_in_window(plan, cin_plans::cin_plan_start_date, cin_plans::cin_plan_end_date,
                        view.window);
}

json::array factors_of(const EpisodeView& view, const std::optional<std::string>& assessment) {
  std::set<std::string> known;
  for (const auto& row : view.rows[TableId::assessment_factors]) {
    if (row[assessment_factors::assessment_id] != assessment) continue;
    // Codes with commas between them, however they are quoted and bracketed.
    std::string code;
    for (const char c : row[assessment_factors::assessment_factors_json].value_or("") + ",") {
      if (c == ',' && !code.empty()) known.insert(std::exchange(code, ""));
      if (c != ',' && c != '[' && c != ']' && c != '"' && c != ' ') code += c;
    }
  }
  json::array factors;
  for (const auto& code : known) factors.emplace_back(code);
  return factors;
}

std::optional<Day> conference_of(const EpisodeView& view,
                                 const std::optional<std::string>& enquiry) {
  std::optional<Day> newest;
  for (const auto& row : view.rows[TableId::initial_cp_conference]) {
    if (row[initial_cp_conference::s47_enquiry_id] != enquiry) continue;
    newest = std::max(newest, day_in(row[initial_cp_conference::icpc_date]));
  }
  return newest;
}

std::optional<bool> conference_required(const Row& enquiry) {
  const auto outcome = parsed(enquiry[s47_enquiry::s47_outcome_json]);
  const auto* object = outcome.if_object();
  const auto* flag = object ? object->if_contains("CP_CONFERENCE_FLAG") : nullptr;
  if (flag == nullptr || !flag->is_string()) return std::nullopt;
  return flag_in(std::string(flag->as_string()));
}

}  // namespace

void add_workers(const EpisodeView& view, json::object& episode) {
  const auto& plans = view.rows[TableId::cin_plans];
  const bool planned = std::any_of(plans.begin(), plans.end(),
                                   [&](const Row& plan) { return plan_in_window(view, plan); });
  if (!planned) return;
  std::set<std::tuple<std::string, std::string, std::string>> spells;
  for (const auto& row : view.rows[TableId::involvements]) {
    if (row[involvements::referral_id] != view.id) continue;
    if (text_in(row[involvements::professional_role_id]) != "CW") continue;
    const std::string number = view.registration(row[involvements::professional_id].value_or(""));
    const auto start = day_in(row[involvements::involvement_start_date]);
    const auto end = day_in(row[involvements::involvement_end_date]);
    if (number.empty() || !start || !on_census_day(view.window, *start, end)) continue;
    spells.emplace(start->text(), number, end ? end->text() : "");
  }
  json::array workers;
  for (auto spell = spells.rbegin(); spell != spells.rend(); ++spell) {
    const auto& [start, number, end] = *spell;
    json::object worker{{"worker_id", number}, {"start_date", start}};
    if (!end.empty()) worker["end_date"] = end;
    workers.push_back(std::move(worker));
  }
  if (!workers.empty()) episode["care_worker_details"] = std::move(workers);
}

bool add_assessments(const EpisodeView& view, json::object& episode) {
  Items items;
  for (const auto& row : view.rows[TableId::cin_assessments]) {
    if (row[cin_assessments::referral_id] != view.id) continue;
    const auto start = day_in(row[cin_assessments::assessment_start_date]);
    const auto done = day_in(row[cin_assessments::assessment_auth_date]);
    const auto inside = [&](std::optional<Day> day) { return day && view.window.holds(*day); };
    if (!inside(start) && !inside(done)) continue;
    json::object item;
    put(item, "start_date", start);
    put(item, "authorisation_date", done);
    auto factors = factors_of(view, row[cin_assessments::assessment_id]);
    if (!factors.empty()) item["factors"] = std::move(factors);
    items.add("child_and_family_assessment_id", row[cin_assessments::assessment_id],
              std::move(item));
  }
  return std::move(items).put_into(episode, "child_and_family_assessments");
}

bool add_in_need_plans(const EpisodeView& view, json::object& episode) {
  Items items;
  for (const auto& row : view.rows[TableId::cin_plans]) {
    if (!plan_in_window(view, row)) continue;
    items.add("child_in_need_plan_id", row[cin_plans::cin_plan_id],
              span_of(row, cin_plans::cin_plan_start_date, cin_plans::cin_plan_end_date));
  }
  return std::move(items).put_into(episode, "child_in_need_plans");
}

bool add_enquiries(const EpisodeView& view, json::object& episode) {
  Items items;
  for (const auto& row : view.rows[TableId::s47_enquiry]) {
    if (row[s47_enquiry::referral_id] != view.id) continue;
    const auto held = conference_of(view, row[s47_enquiry::s47_enquiry_id]);
    const bool in_window =
        span_in_window(row, s47_enquiry::s47_start_date, s47_enquiry::s47_end_date, view.window) ||
        (held && view.window.holds(*held));
    if (!in_window) continue;
    auto item = span_of(row, s47_enquiry::s47_start_date, s47_enquiry::s47_end_date);
    put(item, "icpc_date", held);
    put(item, "icpc_required_flag", conference_required(row));
    items.add("section_47_assessment_id", row[s47_enquiry::s47_enquiry_id], std::move(item));
  }
  return std::move(items).put_into(episode, "section_47_assessments");
}

bool add_protection_plans(const EpisodeView& view, json::object& episode) {
  Items items;
  for (const auto& row : view.rows[TableId::cp_plans]) {
    if (row[cp_plans::referral_id] != view.id) continue;
    if (!span_in_window(row, cp_plans::cp_plan_start_date, cp_plans::cp_plan_end_date,
                        view.window)) {
      continue;
    }
    items.add("child_protection_plan_id", row[cp_plans::cp_plan_id],
              span_of(row, cp_plans::cp_plan_start_date, cp_plans::cp_plan_end_date));
  }
  return std::move(items).put_into(episode, "child_protection_plans");
}

}  // namespace dataflow::synthetic
