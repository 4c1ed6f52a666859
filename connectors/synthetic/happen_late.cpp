#include <algorithm>

#include "connectors/synthetic/care.h"
#include "connectors/synthetic/casework.h"
#include "connectors/synthetic/enrich.h"
#include "connectors/synthetic/happen.h"
#include "connectors/synthetic/paths.h"

namespace dataflow::synthetic::happen {

namespace {

constexpr int kEarliest = 400;
constexpr int kLatest = 10;

/// The days that something entered late can have taken place on, within a span of the child's life.
Span late(const Scene& scene, Day from, std::optional<Day> to) {
  const Day last = scene.today.plus(-kLatest);
  return {std::max(from, scene.today.plus(-kEarliest)), std::min(to.value_or(last), last)};
}

Outcome late_score(Scene& scene, Person& person) {
  if (person.episodes.empty() || person.episodes.back().care.empty()) return std::nullopt;
  const auto& care = person.episodes.back().care.back();
  std::vector<Span> taken;
  for (const auto& score : person.sdq_scores) taken.push_back({score.date, score.date});
  const auto day = room_between(scene.random, taken, late(scene, care.start(), care.end()), 1);
  if (!day || !of_scoring_age(person, *day)) return std::nullopt;
  person.sdq_scores.push_back({scene.keys.item(), *day, draw_sdq_score(scene.random)});
  return Trace{path::kScores, {}};
}

Outcome late_assessment(Scene& scene, Person& person) {
  if (person.episodes.empty() || !person.under(18, scene.today)) return std::nullopt;
  auto& episode = person.episodes.back();
  const Span between = late(scene, episode.referral, episode.closure);
  const int days = scene.random.between(6, 40);
  const auto* item = squeeze_in_assessment(scene, episode, between, days);
  if (!item) return std::nullopt;
  return Trace{path::kAssessments, identifier("AS", item->key)};
}

Outcome late_enquiry(Scene& scene, Person& person) {
  if (person.episodes.empty() || !person.under(18, scene.today)) return std::nullopt;
  auto& episode = person.episodes.back();
  const Span between = late(scene, episode.referral, episode.closure);
  const int days = scene.random.between(3, 12);
  const auto* item = squeeze_in_enquiry(scene, episode, between, days);
  if (!item) return std::nullopt;
  return Trace{path::kEnquiries, identifier("SE", item->key)};
}

Outcome late_plan(Scene& scene, Person& person) {
  if (person.episodes.empty() || !person.under(18, scene.today)) return std::nullopt;
  auto& episode = person.episodes.back();
  const Span between = late(scene, episode.referral, episode.closure);
  const int days = scene.random.between(15, 70);
  const auto* plan = squeeze_in_plan(scene, episode, between, days);
  if (!plan) return std::nullopt;
  return Trace{path::kInNeedPlans, identifier("IP", plan->key)};
}

/// A referral that came to nothing, and that nobody had entered.
Outcome late_referral(Scene& scene, Person& person) {
  if (person.unborn() || !person.under(18, scene.today)) return std::nullopt;
  std::vector<Span> taken;
  for (const auto& episode : person.episodes) {
    taken.push_back({episode.referral, episode.closure.value_or(scene.today)});
  }
  const auto day = room_between(scene.random, taken, late(scene, *person.birth, {}), 1);
  if (!day) return std::nullopt;
  Episode episode = open_episode(scene, take_in(scene), *day);
  episode.no_further_action = true;
  close(scene, episode, *day, "RC7");
  const std::string id = identifier("EP", episode.key);
  const auto at = std::find_if(person.episodes.begin(), person.episodes.end(),
                               [day](const Episode& other) { return other.referral > *day; });
  person.episodes.insert(at, std::move(episode));
  return Trace{path::kEpisodes, id};
}

}  // namespace

Outcome late_entry(Scene& scene, Person& person) {
  constexpr Outcome (*kKinds[])(Scene&, Person&) = {late_plan, late_score, late_assessment,
                                                    late_enquiry, late_referral};
  const std::size_t kinds = std::size(kKinds);
  const std::size_t first = scene.random.chance(0.4) ? 0 : scene.random.below(kinds);
  for (std::size_t i = 0; i < kinds; ++i) {
    if (auto done = kKinds[(first + i) % kinds](scene, person)) return done;
  }
  return std::nullopt;
}

}  // namespace dataflow::synthetic::happen
