// Casework: the steps that fill an episode, each cut off where the present begins.
#pragma once

#include <optional>

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"

namespace dataflow::synthetic {

/// Who took the referral, as brothers and sisters share it.
struct Intake {
  std::string_view source;
  std::string_view need;
  std::size_t team = 0;
  WorkerPlace worker = 0;
};
[[nodiscard]] Intake take_in(Scene& scene);

[[nodiscard]] Episode open_episode(Scene& scene, const Intake& intake, Day referral);

/// An assessment of that many days. Gives the day it was authorised, if that has come.
std::optional<Day> assess(Scene& scene, Episode& episode, Day start, int days);

/// The factors that an assessment comes to on the day it is authorised.
void authorise(Scene& scene, Assessment& assessment, Day day);

/// An enquiry that ends without a conference.
void enquire(Scene& scene, Episode& episode, Day start);

/// An enquiry that leads to a conference. Gives the day it was held, if that has come.
std::optional<Day> confer(Scene& scene, Episode& episode, Day start);

/// A protection plan from the last conference on. Gives the day it ended, if that has come.
std::optional<Day> protect(Scene& scene, Episode& episode, int days);
void start_protection_plan(Scene& scene, Episode& episode, Day day);

/// A child in need plan. Gives the day it ended, if that has come.
std::optional<Day> plan_for_need(Scene& scene, Episode& episode, Day start, int days);

/// Ends the episode and its case workers' involvements, if the day has come.
void close(Scene& scene, Episode& episode, Day day, std::string_view reason);

/// The last episode was closed because the child died that day, if the child was born.
void die(Person& child);

/// Case workers one after another from referral to closure, and now and then another role.
void allocate_workers(Scene& scene, Episode& episode);

}  // namespace dataflow::synthetic
