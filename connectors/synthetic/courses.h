// A Course is the way an episode goes, from a referral that comes to nothing to years in care.
#pragma once

#include "connectors/synthetic/casework.h"
#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"

namespace dataflow::synthetic {

enum class Course {
  no_further_action,  ///< the referral is closed without an assessment
  not_in_need,        ///< assessed, then closed or passed to early help
  in_need,            ///< a child in need plan, perhaps after an enquiry
  protection,         ///< an enquiry, a conference and a child protection plan
  care,               ///< looked after
  leaver,             ///< a young person who has left care and is kept in touch with
};

/// One course, each as often as the DfE's statistics suggest.
[[nodiscard]] Course draw_course(Random& random);

/// One that is over within months, for an episode before the present one.
[[nodiscard]] Course draw_short_course(Random& random);

/// The episode that a referral on that day led to, as far as time has come. Writes scores, adoption
/// and the like into `child`; the caller adds the episode to the child's.
[[nodiscard]] Episode follow(Scene& scene, Course course, Person& child, const Intake& intake,
                             Day referral);

}  // namespace dataflow::synthetic
