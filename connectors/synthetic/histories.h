// Histories: how a child comes to the episodes on record, so that the last one touches the window.
#pragma once

#include <functional>
#include <optional>

#include "connectors/synthetic/courses.h"
#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"
#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

/// How far back the first day's records go.
inline constexpr int kDaysOfHistory = 1095;

/// A referral and what came of it, as the children of one household share it.
struct Case {
  Course course;
  Intake intake;
  Day referral;
};

/// Somebody about whom that referral could be made; nothing when there cannot be such a person.
using MakeChild = std::function<std::optional<Person>(Day referral)>;

/// Draws referral dates and children until an episode touches the window; sets the date in
/// `matter`.
[[nodiscard]] std::optional<Person> first_child(Scene& scene, const Window& window,
                                                const MakeChild& make, Case& matter);

/// A brother or sister with the same referral, whose episode may have gone another way.
[[nodiscard]] std::optional<Person> sibling(Scene& scene, const Window& window, const Person& child,
                                            Case matter);

/// Adds the episodes that were over before the present one began.
void add_earlier_episodes(Scene& scene, Person& child, Course course);

/// Adds visits under the child's plans.
void record_visits(Scene& scene, Person& child);

}  // namespace dataflow::synthetic
