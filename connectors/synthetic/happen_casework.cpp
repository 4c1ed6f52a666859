#include "connectors/synthetic/casework.h"
#include "connectors/synthetic/happen.h"
#include "connectors/synthetic/open_items.h"
#include "connectors/synthetic/paths.h"
#include "connectors/synthetic/spans.h"

namespace dataflow::synthetic::happen {

namespace {

constexpr int kLeastDaysToConference = 5;
constexpr double kConferenceLeadsToPlan = 0.86;

}  // namespace

Outcome assessment_started(Scene& scene, Person& person) {
  if (!a_child_still(person, scene.today)) return std::nullopt;
  auto* episode = open_case(person);
  if (!episode || open_assessment(*episode)) return std::nullopt;
  const auto& done = episode->assessments;
  if (!done.empty() && *done.back().authorised >= scene.today.plus(-30)) return std::nullopt;
  assess(scene, *episode, scene.today, 30);
  return Trace{path::kAssessments, identifier("AS", episode->assessments.back().key)};
}

Outcome assessment_authorised(Scene& scene, Person& person) {
  auto* episode = open_case(person);
  auto* assessment = episode ? open_assessment(*episode) : nullptr;
  if (!assessment || assessment->start >= scene.today) return std::nullopt;
  authorise(scene, *assessment, scene.today);
  return Trace{path::kAssessments, identifier("AS", assessment->key)};
}

Outcome enquiry_started(Scene& scene, Person& person) {
  if (!a_child_still(person, scene.today)) return std::nullopt;
  auto* episode = open_case(person);
  if (!episode || episode->assessments.empty() || open_item(episode->enquiries))
    return std::nullopt;
  const auto& done = episode->enquiries;
  if (!done.empty() && *done.back().end >= scene.today) return std::nullopt;
  auto& enquiry = episode->enquiries.emplace_back();
  enquiry.key = scene.keys.item();
  enquiry.start = scene.today;
  enquiry.worker = episode->worker;
  return Trace{path::kEnquiries, identifier("SE", enquiry.key)};
}

Outcome enquiry_closed(Scene& scene, Person& person) {
  auto* episode = open_case(person);
  auto* enquiry = episode ? open_item(episode->enquiries) : nullptr;
  if (!enquiry || enquiry->start >= scene.today) return std::nullopt;
  enquiry->end = scene.today;
  enquiry->conference_needed = false;
  return Trace{path::kEnquiries, identifier("SE", enquiry->key)};
}

Outcome conference_held(Scene& scene, Person& person) {
  auto* episode = open_case(person);
  auto* enquiry = episode ? open_item(episode->enquiries) : nullptr;
  if (!enquiry || enquiry->start > scene.today.plus(-kLeastDaysToConference)) return std::nullopt;
  if (working_day_from(scene.today) != scene.today) return std::nullopt;
  enquiry->end = scene.today;
  enquiry->conference_needed = true;
  enquiry->conference = Conference{scene.keys.item(), scene.today};
  auto* plan = open_item(episode->in_need_plans);
  const bool free = !open_item(episode->protection_plans) && (!plan || plan->start < scene.today);
  if (free && scene.random.chance(kConferenceLeadsToPlan)) {
    if (plan) plan->end = scene.today;
    start_protection_plan(scene, *episode, scene.today);
  }
  return Trace{path::kEnquiries, identifier("SE", enquiry->key)};
}

Outcome plan_started(Scene& scene, Person& person) {
  if (!a_child_still(person, scene.today)) return std::nullopt;
  auto* episode = open_case(person);
  if (!episode || open_item(episode->in_need_plans)) return std::nullopt;
  if (open_item(episode->protection_plans) || open_care(person)) return std::nullopt;
  const auto& assessments = episode->assessments;
  if (assessments.empty() || !assessments.front().authorised) return std::nullopt;
  auto& plan = episode->in_need_plans.emplace_back();
  plan.key = scene.keys.item();
  plan.start = scene.today;
  plan.worker = episode->worker;
  return Trace{path::kInNeedPlans, identifier("IP", plan.key)};
}

Outcome plan_closed(Scene& scene, Person& person) {
  auto* episode = open_case(person);
  if (!episode) return std::nullopt;
  if (auto* plan = open_item(episode->protection_plans); plan && plan->start < scene.today) {
    plan->end = scene.today;
    return Trace{path::kProtectionPlans, identifier("CP", plan->key)};
  }
  if (auto* plan = open_item(episode->in_need_plans); plan && plan->start < scene.today) {
    plan->end = scene.today;
    return Trace{path::kInNeedPlans, identifier("IP", plan->key)};
  }
  return std::nullopt;
}

}  // namespace dataflow::synthetic::happen
