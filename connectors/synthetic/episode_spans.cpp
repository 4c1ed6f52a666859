#include "connectors/synthetic/episode_spans.h"

#include <algorithm>

namespace dataflow::synthetic {

std::optional<Day> all_over(const Episode& episode) {
  std::optional<Day> last = episode.referral;
  const auto note = [&last](std::optional<Day> end) {
    last = last && end ? std::optional(std::max(*last, *end)) : std::nullopt;
  };
  for (const auto& item : episode.assessments) note(item.authorised);
  for (const auto& item : episode.enquiries) note(item.end);
  for (const auto& item : episode.in_need_plans) note(item.end);
  for (const auto& item : episode.protection_plans) note(item.end);
  for (const auto& item : episode.care) note(item.end());
  return last;
}

std::vector<Span> assessment_spans(const Episode& episode, Day today) {
  std::vector<Span> spans;
  for (const auto& item : episode.assessments) {
    spans.push_back({item.start, item.authorised.value_or(today)});
  }
  return spans;
}

std::vector<Span> enquiry_spans(const Episode& episode, Day today) {
  std::vector<Span> spans;
  for (const auto& item : episode.enquiries)
    spans.push_back({item.start, item.end.value_or(today)});
  return spans;
}

std::vector<Span> plan_spans(const Episode& episode, Day today) {
  std::vector<Span> spans;
  for (const auto& plan : episode.in_need_plans) {
    spans.push_back({plan.start, plan.end.value_or(today)});
  }
  for (const auto& plan : episode.protection_plans) {
    spans.push_back({plan.start, plan.end.value_or(today)});
  }
  return spans;
}

bool closed_after_assessment(const Episode& episode) {
  return episode.closure_reason == "RC8" || episode.closure_reason == "RC9";
}

}  // namespace dataflow::synthetic
