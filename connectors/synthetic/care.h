// Care: what a looked-after child's record holds, from the first placement to adoption or adult
// life.
#pragma once

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"

namespace dataflow::synthetic {

/// How long a period of care is meant to last and into how many placements it falls.
struct CarePlan {
  int days = 0;
  int moves = 0;
};
[[nodiscard]] CarePlan draw_care_plan(Scene& scene);

/// A period of care from that day on, ended by `end_reason` when the plan's days are over, with the
/// strengths and difficulties scores of the time. Gives the day it ended, if that has come.
std::optional<Day> look_after(Scene& scene, Person& child, Episode& episode, Day start,
                              const CarePlan& plan, std::string_view end_reason);

/// The next placement of a child in care, from that day on.
[[nodiscard]] Placement place(Scene& scene, const Person& child, Day start,
                              std::string_view start_reason);

/// Ends the open placement and begins another on the same day.
void move(Scene& scene, const Person& child, CarePeriod& care, Day day);

/// Ends the open placement, and with it the period of care.
void end_care(CarePeriod& care, Day day, std::string_view reason);

/// Whether the child is of the age at which scores are taken on that day (4 to 16).
[[nodiscard]] bool of_scoring_age(const Person& child, Day day);
[[nodiscard]] int draw_sdq_score(Random& random);

/// Adoption of a child in care: the decision, then a match, then a placement with adopters, as far
/// as time has come. The period of care and the episode end with the order.
void adopt(Scene& scene, Person& child, Episode& episode);

/// The first contact with a care leaver recorded on that day.
void keep_in_touch(Scene& scene, Person& leaver, Day day);

}  // namespace dataflow::synthetic
