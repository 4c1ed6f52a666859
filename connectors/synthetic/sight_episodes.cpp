#include "connectors/synthetic/sight_episodes.h"

#include <map>

#include "connectors/synthetic/cohort.h"
#include "connectors/synthetic/readings.h"
#include "connectors/synthetic/sight_items.h"

namespace dataflow::synthetic {

namespace {

namespace json = boost::json;
using namespace ssd;

json::object referral_of(const Row& row) {
  json::object episode;
  put(episode, "social_care_episode_id", row[cin_episodes::referral_id]);
  put(episode, "referral_date", day_in(row[cin_episodes::referral_date]));
  put(episode, "referral_source", referral_source_in(row[cin_episodes::referral_source_code]));
  put(episode, "closure_date", day_in(row[cin_episodes::close_date]));
  put(episode, "closure_reason", text_in(row[cin_episodes::close_reason]));
  put(episode, "referral_no_further_action_flag", flag_in(row[cin_episodes::referral_nfa]));
  episode["purge"] = false;
  return episode;
}

std::optional<json::object> episode_of(const EpisodeView& view, const Row& row) {
  json::object episode = referral_of(row);
  add_workers(view, episode);
  add_adoption(view, episode);
  add_care_leaver(view, episode);
  const bool fit = fits(view.id, Form::item_id) && add_assessments(view, episode) &&
                   add_in_need_plans(view, episode) && add_enquiries(view, episode) &&
                   add_protection_plans(view, episode) && add_placements(view, episode);
  return fit ? std::optional(std::move(episode)) : std::nullopt;
}

}  // namespace

std::optional<json::array> episodes_of(const PersonRows& rows, const Window& window,
                                       const Registration& registration) {
  std::map<std::pair<std::optional<Day>, std::string>, const Row*> ordered;
  for (const auto& row : rows[TableId::cin_episodes]) {
    if (!span_in_window(row, cin_episodes::referral_date, cin_episodes::close_date, window)) {
      continue;
    }
    const auto referral = day_in(row[cin_episodes::referral_date]);
    ordered.emplace(std::pair(referral, row[cin_episodes::referral_id].value_or("")), &row);
  }
  json::array episodes;
  for (const auto& [order, row] : ordered) {
    auto episode = episode_of({rows, window, registration, order.second}, *row);
    if (!episode) return std::nullopt;
    episodes.push_back(std::move(*episode));
  }
  return episodes;
}

}  // namespace dataflow::synthetic
