#include "connectors/synthetic/histories.h"

namespace dataflow::synthetic {

namespace {

constexpr int kTries = 40;
constexpr int kFewTries = 5;
constexpr std::size_t kMostEpisodes = 4;
constexpr double kDied = 0.002;
constexpr double kReferredAgain = 0.26;
constexpr double kProtectedAgain = 0.36;

/// The child with an episode of that course, or nothing when it would be over before the window.
std::optional<Person> with_episode(Scene& scene, const Window& window, const Person& child,
                                   const Case& matter) {
  Person trial = child;
  Episode episode = follow(scene, matter.course, trial, matter.intake, matter.referral);
  if (!window.touches(episode.referral, episode.closure)) return std::nullopt;
  trial.episodes.push_back(std::move(episode));
  const auto& last = trial.episodes.back();
  const bool may_die = last.closure_reason == "RC7" && !last.no_further_action;
  if (may_die && scene.random.chance(kDied)) die(trial);
  return trial;
}

/// The child with an episode that was over before the present ones began, if one can be drawn.
std::optional<Person> with_earlier(Scene& scene, const Person& child, Course course, Day referral) {
  if (!child.birth || referral < *child.birth) return std::nullopt;
  Scene then = scene.on(child.episodes.front().referral.plus(-1));
  Person trial = child;
  Episode episode = follow(then, course, trial, take_in(then), referral);
  if (episode.open()) return std::nullopt;
  trial.episodes.insert(trial.episodes.begin(), std::move(episode));
  return trial;
}

void add_earlier(Scene& scene, Person& child, Course course, int least_days, int most_days) {
  for (int i = 0; i < kFewTries; ++i) {
    const Day present = child.episodes.front().referral;
    const Day referral = present.plus(-scene.random.between(least_days, most_days));
    if (auto made = with_earlier(scene, child, course, referral)) {
      child = std::move(*made);
      return;
    }
  }
}

}  // namespace

std::optional<Person> first_child(Scene& scene, const Window& window, const MakeChild& make,
                                  Case& matter) {
  for (int i = 0; i < kTries; ++i) {
    matter.referral = scene.today.plus(-scene.random.between(0, kDaysOfHistory));
    const auto child = make(matter.referral);
    if (!child) continue;
    if (auto made = with_episode(scene, window, *child, matter)) return made;
  }
  return std::nullopt;
}

std::optional<Person> sibling(Scene& scene, const Window& window, const Person& child,
                              Case matter) {
  if (scene.random.chance(0.15)) matter.course = draw_short_course(scene.random);
  for (int i = 0; i < kFewTries; ++i) {
    if (auto made = with_episode(scene, window, child, matter)) return made;
  }
  return std::nullopt;
}

void add_earlier_episodes(Scene& scene, Person& child, Course course) {
  auto& random = scene.random;
  if (scene.size == Size::large) {
    add_earlier(scene, child, Course::in_need, 200, 420);
    add_earlier(scene, child, Course::in_need, 200, 420);
    return;
  }
  if (course == Course::protection && random.chance(kProtectedAgain)) {
    add_earlier(scene, child, Course::protection, 250, 600);
  }
  while (random.chance(kReferredAgain) && child.episodes.size() < kMostEpisodes) {
    add_earlier(scene, child, draw_short_course(random), 40, 365);
  }
}

void record_visits(Scene& scene, Person& child) {
  for (const auto& episode : child.episodes) {
    for (const auto& plan : episode.in_need_plans) {
      const Day last = plan.end.value_or(scene.today);
      for (Day day = plan.start.plus(20); day <= last; day = scene.after(day, 20, 60)) {
        child.visits.push_back({scene.keys.item(), day, scene.random.chance(0.6)});
      }
    }
  }
}

}  // namespace dataflow::synthetic
