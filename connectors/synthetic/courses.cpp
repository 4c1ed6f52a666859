#include "connectors/synthetic/courses.h"

#include <algorithm>
#include <array>

#include "connectors/synthetic/care.h"
#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/episode_spans.h"

namespace dataflow::synthetic {

namespace {

constexpr std::array<Share<Course>, 6> kCourses = {{{Course::no_further_action, 59},
                                                    {Course::not_in_need, 290},
                                                    {Course::in_need, 387},
                                                    {Course::protection, 118},
                                                    {Course::care, 100},
                                                    {Course::leaver, 60}}};
constexpr std::array<Share<Course>, 3> kShortCourses = {
    {{Course::no_further_action, 9}, {Course::not_in_need, 46}, {Course::in_need, 45}}};

// Days under a protection plan, so that the plans open on any one day have the ages the DfE
// reports.
struct Length {
  int low;
  int high;
};
constexpr std::array<Share<Length>, 5> kDaysProtected = {
    {{{30, 90}, 12}, {{90, 180}, 28}, {{180, 365}, 40}, {{365, 730}, 16}, {{730, 1000}, 4}}};

int draw_length(Random& random, std::span<const Share<Length>> lengths) {
  const auto length = draw<Length>(random, lengths);
  return random.between(length.low, length.high);
}

int draw_assessment_days(Random& random) {
  return random.between(14, random.chance(0.2) ? 70 : 58);
}

std::optional<Day> first_assessment(Scene& scene, Episode& episode) {
  const Day start = scene.after(episode.referral, 0, 3);
  return assess(scene, episode, start, draw_assessment_days(scene.random));
}

void no_further_action(Scene& scene, Person&, Episode& episode) {
  episode.no_further_action = true;
  close(scene, episode, std::min(scene.after(episode.referral, 0, 3), scene.today), "RC7");
}

void not_in_need(Scene& scene, Person&, Episode& episode) {
  const auto done = first_assessment(scene, episode);
  if (!done) return;
  episode.assessments.back().found_need = false;
  const Day day = scene.after(*done, 0, 5);
  close(scene, episode, day, scene.random.chance(0.72) ? "RC8" : "RC9");
}

/// Assessed again and again while something goes on, as long as that leaves room before its end.
void reassess(Scene& scene, Episode& episode, Day from, std::optional<Day> ended) {
  const Day last = ended.value_or(scene.today.plus(90)).plus(-75);
  for (Day day = scene.after(from, 120, 240); day < last; day = scene.after(day, 130, 320)) {
    assess(scene, episode, day, draw_assessment_days(scene.random));
  }
}

/// Closes an episode some days after everything in it was over.
void close_when_over(Scene& scene, Episode& episode, int within_days, std::string_view reason) {
  const auto over = all_over(episode);
  if (over) close(scene, episode, scene.after(*over, 0, within_days), reason);
}

void in_need(Scene& scene, Person&, Episode& episode) {
  auto& random = scene.random;
  const auto done = first_assessment(scene, episode);
  const bool enquired = random.chance(0.55);
  if (enquired) enquire(scene, episode, scene.after(episode.referral, 0, 12));
  if (!done) return;
  if (!enquired && random.chance(0.11)) confer(scene, episode, scene.after(*done, 1, 9));
  if (random.chance(0.86)) {
    const Day start = scene.after(*done, 0, 10);
    if (!scene.reached(start)) return;
    const auto ended = plan_for_need(scene, episode, start, random.between(50, 380));
    reassess(scene, episode, *done, ended);
  }
  close_when_over(scene, episode, 20, draw_code(random, codes::closure_reasons()));
}

void protection(Scene& scene, Person&, Episode& episode) {
  auto& random = scene.random;
  first_assessment(scene, episode);
  const auto held = confer(scene, episode, scene.after(episode.referral, 1, 12));
  if (!held) return;
  const auto ended = protect(scene, episode, draw_length(random, kDaysProtected));
  reassess(scene, episode, *held, ended);
  if (!ended) return;
  if (random.chance(0.6)) plan_for_need(scene, episode, *ended, random.between(50, 190));
  close_when_over(scene, episode, 14, draw_code(random, codes::closure_reasons()));
}

std::string_view closure_after_care(std::string_view end_reason) {
  if (end_reason == "E3") return "RC5";
  if (end_reason == "E41") return "RC3";
  return end_reason.substr(0, 2) == "E4" && end_reason.size() == 3 && end_reason[2] >= '5' ? "RC4"
                                                                                           : "RC7";
}

/// The day care begins: soon after the referral, or when a child in need plan has not been enough.
Day care_begins(Scene& scene, Episode& episode, std::optional<Day> assessed) {
  if (!assessed || scene.random.chance(0.5)) return scene.after(episode.referral, 0, 60);
  const Day start = scene.after(*assessed, 40, 160);
  plan_for_need(scene, episode, *assessed, start.number() - assessed->number());
  return start;
}

void care(Scene& scene, Person& child, Episode& episode) {
  auto& random = scene.random;
  const auto done = first_assessment(scene, episode);
  if (random.chance(0.45)) enquire(scene, episode, scene.after(episode.referral, 0, 8));
  const Day start = care_begins(scene, episode, done);
  const auto reason = draw_code(random, codes::care_end_reasons());
  const auto ended = look_after(scene, child, episode, start, draw_care_plan(scene), reason);
  if (!scene.reached(start)) return;
  const bool young = child.birth && start < child.birth->birthday(4);
  if (!ended && young && done && random.chance(0.45)) return adopt(scene, child, episode);
  if (done) reassess(scene, episode, std::max(start, *done), ended);
  if (ended) close_when_over(scene, episode, 40, closure_after_care(reason));
}

/// The last placements before the eighteenth birthday, where these are recent enough to be on
/// record.
void leaver(Scene& scene, Person& young, Episode& episode) {
  auto& random = scene.random;
  const Day adult = young.birth->birthday(18);
  const Day start = scene.after(episode.referral, 0, 20);
  if (start < adult.plus(-20)) {
    const CarePlan plan = {adult.number() - start.number(), random.between(0, 4)};
    look_after(scene, young, episode, start, plan,
               draw_code(random, codes::care_end_reasons_from_16()));
  }
  keep_in_touch(scene, young, scene.today.plus(-random.between(0, 120)));
}

using Story = void (*)(Scene&, Person&, Episode&);
constexpr Story kStories[] = {no_further_action, not_in_need, in_need, protection, care, leaver};

}  // namespace

Course draw_course(Random& random) {
  return draw<Course>(random, kCourses);
}

Course draw_short_course(Random& random) {
  return draw<Course>(random, kShortCourses);
}

Episode follow(Scene& scene, Course course, Person& child, const Intake& intake, Day referral) {
  Episode episode = open_episode(scene, intake, referral);
  kStories[static_cast<std::size_t>(course)](scene, child, episode);
  allocate_workers(scene, episode);
  child.contacts.push_back({scene.keys.item(), referral, intake.source});
  return episode;
}

}  // namespace dataflow::synthetic
