#include "connectors/synthetic/casework.h"
#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/episode_spans.h"
#include "connectors/synthetic/happen.h"
#include "connectors/synthetic/open_items.h"
#include "connectors/synthetic/paths.h"

namespace dataflow::synthetic::happen {

namespace {

constexpr double kDied = 0.002;
constexpr int kDaysToReopen = 200;

std::string_view reason_to_close(Scene& scene, const Episode& episode) {
  const bool assessed_only = episode.enquiries.empty() && episode.in_need_plans.empty() &&
                             episode.protection_plans.empty() && episode.care.empty();
  if (!assessed_only) return draw_code(scene.random, codes::closure_reasons());
  if (episode.assessments.empty()) return "RC7";
  return scene.random.chance(0.7) ? "RC8" : "RC9";
}

/// Whether everything open in the episode may end today: nothing began today, nothing binds longer.
bool may_close(Person& person, Episode& episode, Day today) {
  if (episode.referral >= today || open_care(person)) return false;
  if (open_item(episode.protection_plans)) return false;
  const auto* assessment = open_assessment(episode);
  const auto* enquiry = open_item(episode.enquiries);
  const auto* plan = open_item(episode.in_need_plans);
  return !(assessment && assessment->start >= today) && !(enquiry && enquiry->start >= today) &&
         !(plan && plan->start >= today);
}

}  // namespace

Outcome episode_started(Scene& scene, Person& person) {
  if (person.unborn() || !a_child_still(person, scene.today) || open_case(person))
    return std::nullopt;
  const Day referral = scene.after(scene.today, -1, 0);
  if (referral < *person.birth) return std::nullopt;
  if (!person.episodes.empty() && *person.episodes.back().closure >= referral) return std::nullopt;
  Episode episode = open_episode(scene, take_in(scene), referral);
  if (scene.random.chance(0.07)) {
    episode.no_further_action = true;
    close(scene, episode, scene.today, "RC7");
  } else if (scene.random.chance(0.5)) {
    assess(scene, episode, scene.today, 30);
  }
  allocate_workers(scene, episode);
  person.contacts.push_back({scene.keys.item(), referral, episode.source});
  person.episodes.push_back(std::move(episode));
  return Trace{path::kEpisodes, identifier("EP", person.episodes.back().key)};
}

Outcome worker_changed(Scene& scene, Person& person) {
  auto* episode = open_case(person);
  if (!episode) return std::nullopt;
  for (auto& involvement : episode->involvements) {
    if (involvement.role != "CW" || involvement.end || involvement.start >= scene.today) continue;
    involvement.end = scene.today;
    involvement.change_reason = draw_code(scene.random, codes::worker_change_reasons());
    Involvement next;
    next.key = scene.keys.item();
    next.worker = scene.staff.other_than(scene.random, involvement.worker);
    next.role = involvement.role;
    next.start = scene.today;
    episode->involvements.push_back(next);
    return Trace{path::kWorkers, {}};
  }
  return std::nullopt;
}

Outcome episode_closed(Scene& scene, Person& person) {
  auto* episode = open_case(person);
  if (!episode || person.leaver || !may_close(person, *episode, scene.today)) return std::nullopt;
  if (auto* assessment = open_assessment(*episode)) authorise(scene, *assessment, scene.today);
  if (auto* plan = open_item(episode->in_need_plans)) plan->end = scene.today;
  if (auto* enquiry = open_item(episode->enquiries)) {
    enquiry->end = scene.today;
    enquiry->conference_needed = false;
  }
  close(scene, *episode, scene.today, reason_to_close(scene, *episode));
  if (scene.random.chance(kDied)) die(person);
  return Trace{path::kEpisodes, identifier("EP", episode->key)};
}

Outcome episode_reopened(Scene& scene, Person& person) {
  if (person.episodes.empty() || !a_child_still(person, scene.today)) return std::nullopt;
  auto& episode = person.episodes.back();
  if (episode.open() || episode.no_further_action) return std::nullopt;
  if (*episode.closure < scene.today.plus(-kDaysToReopen)) return std::nullopt;
  if (episode.closure_reason != "RC7" && !closed_after_assessment(episode)) return std::nullopt;
  episode.closure.reset();
  episode.closure_reason = {};
  return Trace{path::kEpisodes, identifier("EP", episode.key)};
}

}  // namespace dataflow::synthetic::happen
