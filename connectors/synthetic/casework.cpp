#include "connectors/synthetic/casework.h"

#include <algorithm>
#include <array>

#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/spans.h"

namespace dataflow::synthetic {

namespace {

constexpr std::size_t kManyFactors = 16;
constexpr std::string_view kCaseWorker = "CW";

// Working days from an enquiry's start to its conference: quartiles at 13, 14 and 15.
constexpr std::array<Share<int>, 11> kDaysToConference = {{{5, 3},
                                                           {8, 3},
                                                           {10, 4},
                                                           {11, 5},
                                                           {12, 8},
                                                           {13, 14},
                                                           {14, 23},
                                                           {15, 22},
                                                           {17, 9},
                                                           {23, 6},
                                                           {28, 3}}};

Involvement involve(Scene& scene, WorkerPlace worker, std::string_view role, Span span) {
  Involvement involvement;
  involvement.key = scene.keys.item();
  involvement.worker = worker;
  involvement.role = role;
  involvement.start = span.from;
  involvement.end = scene.reached(span.to);
  if (involvement.end) {
    involvement.change_reason = draw_code(scene.random, codes::worker_change_reasons());
  }
  return involvement;
}

}  // namespace

Intake take_in(Scene& scene) {
  auto& random = scene.random;
  return {draw_code(random, codes::referral_sources()), draw_code(random, codes::needs()),
          random.below(scene.staff.teams.size()), scene.staff.any(random)};
}

Episode open_episode(Scene& scene, const Intake& intake, Day referral) {
  Episode episode;
  episode.key = scene.keys.item();
  episode.referral = referral;
  episode.source = intake.source;
  episode.need = intake.need;
  episode.team = intake.team;
  episode.worker = intake.worker;
  return episode;
}

void authorise(Scene& scene, Assessment& assessment, Day day) {
  assessment.authorised = day;
  assessment.factors = scene.size == Size::large
                           ? codes::draw_many_factors(scene.random, kManyFactors)
                           : codes::draw_factors(scene.random);
}

std::optional<Day> assess(Scene& scene, Episode& episode, Day start, int days) {
  if (!scene.reached(start)) return std::nullopt;
  auto& assessment = episode.assessments.emplace_back();
  assessment.key = scene.keys.item();
  assessment.start = start;
  assessment.worker = episode.worker;
  if (const auto day = scene.reached(start.plus(days))) authorise(scene, assessment, *day);
  return assessment.authorised;
}

void enquire(Scene& scene, Episode& episode, Day start) {
  if (!scene.reached(start)) return;
  auto& enquiry = episode.enquiries.emplace_back();
  enquiry.key = scene.keys.item();
  enquiry.start = start;
  enquiry.worker = episode.worker;
  enquiry.end = scene.reached(plus_working_days(start, scene.random.between(3, 15)));
  if (enquiry.end) enquiry.conference_needed = false;
}

std::optional<Day> confer(Scene& scene, Episode& episode, Day start) {
  if (!scene.reached(start)) return std::nullopt;
  auto& enquiry = episode.enquiries.emplace_back();
  enquiry.key = scene.keys.item();
  enquiry.start = start;
  enquiry.worker = episode.worker;
  const int days = draw<int>(scene.random, kDaysToConference);
  const auto held = scene.reached(plus_working_days(start, days));
  if (!held) return std::nullopt;
  enquiry.end = held;
  enquiry.conference_needed = true;
  enquiry.conference = Conference{scene.keys.item(), *held};
  return held;
}

void start_protection_plan(Scene& scene, Episode& episode, Day day) {
  auto& plan = episode.protection_plans.emplace_back();
  plan.key = scene.keys.item();
  plan.start = day;
  plan.category = draw_code(scene.random, codes::abuse_categories());
  auto& conference = *episode.enquiries.back().conference;
  conference.plan = plan.key;
  plan.conference = conference.key;
}

std::optional<Day> protect(Scene& scene, Episode& episode, int days) {
  const Day start = episode.enquiries.back().conference->date;
  start_protection_plan(scene, episode, start);
  return episode.protection_plans.back().end = scene.reached(start.plus(days));
}

std::optional<Day> plan_for_need(Scene& scene, Episode& episode, Day start, int days) {
  if (!scene.reached(start)) return std::nullopt;
  auto& plan = episode.in_need_plans.emplace_back();
  plan.key = scene.keys.item();
  plan.start = start;
  plan.worker = episode.worker;
  return plan.end = scene.reached(start.plus(days));
}

void close(Scene& scene, Episode& episode, Day day, std::string_view reason) {
  if (!scene.reached(day)) return;
  episode.closure = day;
  episode.closure_reason = reason;
  for (auto& involvement : episode.involvements) {
    if (involvement.end) continue;
    involvement.end = std::max(day, involvement.start);
    involvement.change_reason = draw_code(scene.random, codes::worker_change_reasons());
  }
}

void die(Person& child) {
  if (child.unborn()) return;
  auto& episode = child.episodes.back();
  child.death = episode.closure;
  episode.closure_reason = "RC2";
}

void allocate_workers(Scene& scene, Episode& episode) {
  if (episode.no_further_action) return;
  auto& random = scene.random;
  const Day last = episode.closure.value_or(scene.today.plus(1));
  Day from = std::min({scene.after(episode.referral, 0, 2), last, scene.today});
  if (random.chance(0.3)) {
    const auto role = draw_code(random, codes::other_roles());
    episode.involvements.push_back(involve(scene, scene.staff.any(random), role, {from, last}));
  }
  WorkerPlace worker = episode.worker;
  while (true) {
    const Day to = std::min(scene.after(from, 100, 600), last);
    episode.involvements.push_back(involve(scene, worker, kCaseWorker, {from, to}));
    if (to >= last) break;
    from = to;
    worker = scene.staff.other_than(random, worker);
  }
}

}  // namespace dataflow::synthetic
