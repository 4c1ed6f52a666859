#include <algorithm>

#include "connectors/synthetic/casework.h"
#include "connectors/synthetic/codes.h"
#include "connectors/synthetic/happen.h"
#include "connectors/synthetic/paths.h"

namespace dataflow::synthetic::happen {

namespace {

constexpr int kDaysToReopen = 200;
constexpr int kLeastDaysToConference = 5;
constexpr double kConferenceLeadsToPlan = 0.86;

/// The person's open episode, unless it waits for nothing but its closure; null when there is none.
Episode* open_case(Person& person) {
  if (person.episodes.empty()) return nullptr;
  auto& episode = person.episodes.back();
  return episode.open() && !episode.no_further_action ? &episode : nullptr;
}

bool a_child(const Person& person, Day today) {
  return person.under(18, today) && !person.leaver;
}

template <class Item>
Item* open_item(std::vector<Item>& items) {
  const auto at = std::find_if(items.begin(), items.end(), [](const Item& i) { return !i.end; });
  return at == items.end() ? nullptr : &*at;
}

Assessment* open_assessment(Episode& episode) {
  for (auto& item : episode.assessments) {
    if (!item.authorised) return &item;
  }
  return nullptr;
}

bool in_care(const Episode& episode) {
  return !episode.care.empty() && !episode.care.back().end();
}

std::string_view reason_to_close(Scene& scene, const Episode& episode) {
  const bool assessed_only = episode.enquiries.empty() && episode.in_need_plans.empty() &&
                             episode.protection_plans.empty() && episode.care.empty();
  if (!assessed_only) return draw_code(scene.random, codes::closure_reasons());
  if (episode.assessments.empty()) return "RC7";
  return scene.random.chance(0.7) ? "RC8" : "RC9";
}

/// Whether everything open in the episode may end today: nothing began today, nothing binds longer.
bool may_close(Episode& episode, Day today) {
  if (episode.referral >= today || in_care(episode)) return false;
  if (open_item(episode.protection_plans)) return false;
  const auto* assessment = open_assessment(episode);
  const auto* enquiry = open_item(episode.enquiries);
  const auto* plan = open_item(episode.in_need_plans);
  return !(assessment && assessment->start >= today) && !(enquiry && enquiry->start >= today) &&
         !(plan && plan->start >= today);
}

}  // namespace

Outcome episode_started(Scene& scene, Person& person) {
  if (person.unborn() || !a_child(person, scene.today) || open_case(person)) return std::nullopt;
  const Day referral = scene.after(scene.today, -1, 0);
  if (referral < *person.birth) return std::nullopt;
  if (!person.episodes.empty() && *person.episodes.back().closure >= referral) return std::nullopt;
  Episode episode = open_episode(scene, take_in(scene), referral);
  if (scene.random.chance(0.07)) {
    episode.no_further_action = true;
    close(scene, episode, scene.today, "RC7");
  } else if (scene.random.chance(0.5)) {
    assess(scene, episode, scene.today, 30);
  }
  allocate_workers(scene, episode);
  person.contacts.push_back({scene.keys.item(), referral, episode.source});
  person.episodes.push_back(std::move(episode));
  return Trace{path::kEpisodes, identifier("EP", person.episodes.back().key)};
}

Outcome assessment_started(Scene& scene, Person& person) {
  if (!a_child(person, scene.today)) return std::nullopt;
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
  if (!a_child(person, scene.today)) return std::nullopt;
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
  if (!a_child(person, scene.today)) return std::nullopt;
  auto* episode = open_case(person);
  if (!episode || open_item(episode->in_need_plans)) return std::nullopt;
  if (open_item(episode->protection_plans) || in_care(*episode)) return std::nullopt;
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

Outcome worker_changed(Scene& scene, Person& person) {
  auto* episode = open_case(person);
  if (!episode) return std::nullopt;
  for (auto& involvement : episode->involvements) {
    if (involvement.role != "CW" || involvement.end || involvement.start >= scene.today) continue;
    involvement.end = scene.today;
    involvement.change_reason = draw_code(scene.random, codes::worker_change_reasons());
    Involvement next;
    next.key = scene.keys.item();
    next.worker = scene.staff.other_than(scene.random, involvement.worker);
    next.role = involvement.role;
    next.start = scene.today;
    episode->involvements.push_back(next);
    return Trace{path::kWorkers, {}};
  }
  return std::nullopt;
}

Outcome episode_closed(Scene& scene, Person& person) {
  auto* episode = open_case(person);
  if (!episode || person.leaver || !may_close(*episode, scene.today)) return std::nullopt;
  if (auto* assessment = open_assessment(*episode)) authorise(scene, *assessment, scene.today);
  if (auto* plan = open_item(episode->in_need_plans)) plan->end = scene.today;
  if (auto* enquiry = open_item(episode->enquiries)) {
    enquiry->end = scene.today;
    enquiry->conference_needed = false;
  }
  close(scene, *episode, scene.today, reason_to_close(scene, *episode));
  return Trace{path::kEpisodes, identifier("EP", episode->key)};
}

Outcome episode_reopened(Scene& scene, Person& person) {
  if (person.episodes.empty() || !a_child(person, scene.today)) return std::nullopt;
  auto& episode = person.episodes.back();
  if (episode.open() || episode.no_further_action) return std::nullopt;
  if (*episode.closure < scene.today.plus(-kDaysToReopen)) return std::nullopt;
  if (episode.closure_reason != "RC7" && !closed_after_assessment(episode)) return std::nullopt;
  episode.closure.reset();
  episode.closure_reason = {};
  return Trace{path::kEpisodes, identifier("EP", episode.key)};
}

}  // namespace dataflow::synthetic::happen
