// When the things of an episode ran.
#pragma once

#include <optional>
#include <vector>

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/spans.h"

namespace dataflow::synthetic {

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
