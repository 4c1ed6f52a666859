#include "connectors/synthetic/cohort.h"

#include <algorithm>

#include "connectors/synthetic/readings.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;

bool of_age(const Row& row, const Window& window) {
  if (const auto birth = day_in(row[person::dob])) {
    return *birth <= window.end && birth->birthday(26) > window.start;
  }
  const auto due = day_in(row[person::expected_dob]);
  return due && window.holds(*due);
}

bool is_open(const Row& episode) {
  return !day_in(episode[cin_episodes::close_date]);
}

bool episode_in_window(const Row& row, const Window& window) {
  return span_in_window(row, cin_episodes::referral_date, cin_episodes::close_date, window);
}

bool any_in_window(const std::vector<Row>& rows, std::size_t start, std::size_t end,
                   const Window& window) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Row& row) { return span_in_window(row, start, end, window); });
}

bool assessed(const PersonRows& rows, const Row& episode) {
  return std::any_of(rows[TableId::cin_assessments].begin(), rows[TableId::cin_assessments].end(),
                     [&](const Row& row) {
                       return row[cin_assessments::referral_id] ==
                                  episode[cin_episodes::referral_id] &&
                              day_in(row[cin_assessments::assessment_start_date]);
                     });
}

bool waits_for_assessment(const PersonRows& rows) {
  return std::any_of(rows[TableId::cin_episodes].begin(), rows[TableId::cin_episodes].end(),
                     [&](const Row& row) { return is_open(row) && !assessed(rows, row); });
}

bool left_care(const PersonRows& rows, const Window& window) {
  const auto birth = day_in(rows[TableId::person].front()[person::dob]);
  if (!birth || birth->birthday(16) >= window.end || birth->birthday(26) < window.start) {
    return false;
  }
  const auto& episodes = rows[TableId::cin_episodes];
  if (std::none_of(episodes.begin(), episodes.end(), is_open)) return false;
  std::optional<Day> latest;
  for (const auto& row : rows[TableId::care_leavers]) {
    latest = std::max(latest, day_in(row[care_leavers::care_leaver_latest_contact]));
  }
  return latest && window.holds(*latest);
}

}  // namespace

bool span_in_window(const Row& row, std::size_t start, std::size_t end, const Window& window) {
  const auto from = day_in(row[start]);
  return from && window.touches(*from, day_in(row[end]));
}

bool in_cohort(const PersonRows& rows, const Window& window) {
  if (rows[TableId::person].empty() || !of_age(rows[TableId::person].front(), window)) return false;
  const auto& episodes = rows[TableId::cin_episodes];
  // A looked-after episode counts by the episode it is linked to, which is then in window itself.
  return std::any_of(episodes.begin(), episodes.end(),
                     [&](const Row& row) { return episode_in_window(row, window); }) ||
         waits_for_assessment(rows) ||
         any_in_window(rows[TableId::cin_plans], cin_plans::cin_plan_start_date,
                       cin_plans::cin_plan_end_date, window) ||
         any_in_window(rows[TableId::cla_placement], cla_placement::cla_placement_start_date,
                       cla_placement::cla_placement_end_date, window) ||
         left_care(rows, window);
}

}  // namespace dataflow::synthetic
