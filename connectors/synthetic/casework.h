// Casework: the steps that fill an episode, each cut off where the present begins.
#pragma once

#include <optional>

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"
#include "connectors/synthetic/spans.h"

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

/// Case workers one after another from referral to closure, and now and then another role.
void allocate_workers(Scene& scene, Episode& episode);

/// The last day on which anything in the episode began or ended; nothing while something is open.
[[nodiscard]] std::optional<Day> all_over(const Episode& episode);

/// When assessments, enquiries or plans of either kind ran; those still open end today.
[[nodiscard]] std::vector<Span> assessment_spans(const Episode& episode, Day today);
[[nodiscard]] std::vector<Span> enquiry_spans(const Episode& episode, Day today);
[[nodiscard]] std::vector<Span> plan_spans(const Episode& episode, Day today);

/// Whether the episode closed after no more than an assessment (RC8, RC9), so that nothing but
/// assessments may be added to it (CIN rule 2990).
[[nodiscard]] bool closed_after_assessment(const Episode& episode);

}  // namespace dataflow::synthetic
