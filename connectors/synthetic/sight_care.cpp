#include <algorithm>
#include <tuple>

#include "connectors/synthetic/readings.h"
#include "connectors/synthetic/sight_items.h"

namespace dataflow::synthetic {

namespace {

namespace json = boost::json;
using namespace ssd;

/// The smallest reasons over the looked-after episodes of a period of care that belong to this
/// episode.
struct Reasons {
  bool linked = false;
  std::optional<std::string> start;
  std::optional<std::string> end;
};

void keep_smaller(std::optional<std::string>& least, std::optional<std::string> text) {
  if (text && (!least || *text < *least)) least = std::move(text);
}

Reasons reasons_of(const EpisodeView& view, const std::optional<std::string>& care) {
  Reasons reasons;
  for (const auto& row : view.rows[TableId::cla_episodes]) {
    if (row[cla_episodes::cla_id] != care || row[cla_episodes::referral_id] != view.id) continue;
    reasons.linked = true;
    keep_smaller(reasons.start, text_in(row[cla_episodes::cla_episode_start_reason]));
    keep_smaller(reasons.end, text_in(row[cla_episodes::cla_episode_ceased_reason]));
  }
  return reasons;
}

std::optional<std::string> first_characters(std::optional<std::string> text, std::size_t length) {
  if (text) text->resize(std::min(text->size(), length));
  return text;
}

}  // namespace

bool add_placements(const EpisodeView& view, json::object& episode) {
  Items items;
  for (const auto& row : view.rows[TableId::cla_placement]) {
    const auto reasons = reasons_of(view, row[cla_placement::cla_id]);
    const auto start = day_in(row[cla_placement::cla_placement_start_date]);
    auto end = day_in(row[cla_placement::cla_placement_end_date]);
    if (end && start && *end < *start) end.reset();
    if (!reasons.linked || !start || !view.window.touches(*start, end)) continue;
    json::object item;
    put(item, "start_date", start);
    put(item, "end_date", end);
    put(item, "start_reason", first_characters(reasons.start, 1));
    put(item, "end_reason", reasons.end);
    put(item, "placement_type", text_in(row[cla_placement::cla_placement_type]));
    put(item, "postcode", postcode_in(row[cla_placement::cla_placement_postcode]));
    put(item, "change_reason", text_in(row[cla_placement::cla_placement_change_reason]));
    items.add("child_looked_after_placement_id", row[cla_placement::cla_placement_id],
              std::move(item));
  }
  return std::move(items).put_into(episode, "child_looked_after_placements");
}

void add_adoption(const EpisodeView& view, json::object& episode) {
  std::tuple<std::optional<Day>, std::optional<Day>, std::optional<Day>> newest;
  for (const auto& row : view.rows[TableId::permanence]) {
    const auto decision = day_in(row[permanence::adm_decision_date]);
    const auto matched = day_in(row[permanence::matched_date]);
    const auto placed = day_in(row[permanence::placed_for_adoption_date]);
    const auto inside = [&](std::optional<Day> day) { return day && view.window.holds(*day); };
    if (!inside(decision) && !inside(matched) && !inside(placed)) continue;
    newest = std::max(newest, std::tuple(placed, matched, decision));
  }
  const auto& [placed, matched, decision] = newest;
  json::object adoption;
  put(adoption, "initial_decision_date", decision);
  put(adoption, "matched_date", matched);
  put(adoption, "placed_date", placed);
  if (adoption.empty()) return;
  adoption["purge"] = false;
  episode["adoption"] = std::move(adoption);
}

void add_care_leaver(const EpisodeView& view, json::object& episode) {
  const Row* latest = nullptr;
  std::optional<Day> newest;
  for (const auto& row : view.rows[TableId::care_leavers]) {
    const auto contact = day_in(row[care_leavers::care_leaver_latest_contact]);
    if (latest != nullptr && contact <= newest) continue;
    latest = &row;
    newest = contact;
  }
  if (latest == nullptr) return;
  const Row& row = *latest;
  json::object leaver;
  put(leaver, "contact_date", newest);
  put(leaver, "activity", first_characters(text_in(row[care_leavers::care_leaver_activity]), 2));
  put(leaver, "accommodation",
      first_characters(text_in(row[care_leavers::care_leaver_accommodation]), 1));
  leaver["purge"] = false;
  episode["care_leavers"] = std::move(leaver);
}

}  // namespace dataflow::synthetic
