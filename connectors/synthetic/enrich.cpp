#include "connectors/synthetic/enrich.h"

#include <algorithm>

#include "connectors/synthetic/casework.h"
#include "connectors/synthetic/episode_spans.h"

namespace dataflow::synthetic {

namespace {

constexpr int kMoreAssessments = 15;
constexpr int kMoreEnquiries = 10;

template <class Item>
Item* insert_by_start(std::vector<Item>& items, Item item) {
  const auto at = std::upper_bound(items.begin(), items.end(), item,
                                   [](const Item& a, const Item& b) { return a.start < b.start; });
  return &*items.insert(at, std::move(item));
}

}  // namespace

Assessment* squeeze_in_assessment(Scene& scene, Episode& episode, Span between, int days) {
  if (episode.no_further_action) return nullptr;
  const auto start =
      room_between(scene.random, assessment_spans(episode, scene.today), between, days + 1);
  if (!start) return nullptr;
  Assessment assessment;
  assessment.key = scene.keys.item();
  assessment.start = *start;
  assessment.worker = episode.worker;
  authorise(scene, assessment, start->plus(days));
  return insert_by_start(episode.assessments, std::move(assessment));
}

Enquiry* squeeze_in_enquiry(Scene& scene, Episode& episode, Span between, int days) {
  const bool out_of_place = episode.no_further_action || closed_after_assessment(episode);
  if (out_of_place || episode.assessments.empty()) return nullptr;
  const auto start =
      room_between(scene.random, enquiry_spans(episode, scene.today), between, days + 1);
  if (!start) return nullptr;
  Enquiry enquiry;
  enquiry.key = scene.keys.item();
  enquiry.start = *start;
  enquiry.end = start->plus(days);
  enquiry.conference_needed = false;
  enquiry.worker = episode.worker;
  return insert_by_start(episode.enquiries, enquiry);
}

InNeedPlan* squeeze_in_plan(Scene& scene, Episode& episode, Span between, int days) {
  const bool out_of_place = episode.no_further_action || closed_after_assessment(episode);
  if (out_of_place || episode.assessments.empty()) return nullptr;
  const auto start =
      room_between(scene.random, plan_spans(episode, scene.today), between, days + 1);
  if (!start) return nullptr;
  InNeedPlan plan;
  plan.key = scene.keys.item();
  plan.start = *start;
  plan.end = start->plus(days);
  plan.worker = episode.worker;
  return insert_by_start(episode.in_need_plans, plan);
}

void enrich(Scene& scene, Person& child) {
  for (auto& episode : child.episodes) {
    const Span between{episode.referral, episode.closure.value_or(scene.today)};
    for (int i = 0; i < kMoreAssessments; ++i) squeeze_in_assessment(scene, episode, between, 14);
    for (int i = 0; i < kMoreEnquiries; ++i) squeeze_in_enquiry(scene, episode, between, 7);
  }
}

}  // namespace dataflow::synthetic
