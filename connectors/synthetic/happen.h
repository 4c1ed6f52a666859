// Things that can happen to one person in a day: each changes the person's record and says what it
// touched, or leaves everything as it was and says nothing because it cannot happen to this person.
//
// What is dated is dated today unless a comment says otherwise.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/synthetic/person.h"
#include "connectors/synthetic/scene.h"

namespace dataflow::synthetic::happen {

/// What a happening touched: a place in the DfE's payload and the item's identifier, where it has
/// them.
struct Trace {
  std::string_view path;
  std::string id;
};
using Outcome = std::optional<Trace>;

// happen_details.cpp: who the child is.
Outcome address_changed(Scene& scene, Person& person);
Outcome ethnicity_recorded(Scene& scene, Person& person);
Outcome disability_recorded(Scene& scene, Person& person);
Outcome name_corrected(Scene& scene, Person& person);
Outcome upn_recorded(Scene& scene, Person& person);
Outcome upn_changed(Scene& scene, Person& person);
Outcome birth_recorded(Scene& scene, Person& person);  ///< born today or some days ago

// happen_referrals.cpp: the beginning and end of episodes, and who works on them.
Outcome episode_started(Scene& scene, Person& person);  ///< referred today or the day before
Outcome episode_closed(Scene& scene, Person& person);
Outcome episode_reopened(Scene& scene, Person& person);
Outcome worker_changed(Scene& scene, Person& person);

// happen_casework.cpp: assessments, enquiries and plans.
Outcome assessment_started(Scene& scene, Person& person);
Outcome assessment_authorised(Scene& scene, Person& person);
Outcome enquiry_started(Scene& scene, Person& person);
Outcome enquiry_closed(Scene& scene, Person& person);
Outcome conference_held(Scene& scene, Person& person);
Outcome plan_started(Scene& scene, Person& person);
Outcome plan_closed(Scene& scene, Person& person);

// happen_care.cpp: children looked after and young people who have left care.
Outcome care_started(Scene& scene, Person& person);
Outcome placement_moved(Scene& scene, Person& person);
Outcome care_ended(Scene& scene, Person& person);
Outcome sdq_scored(Scene& scene, Person& person);
Outcome care_leaver_contact(Scene& scene, Person& person);

// happen_late.cpp: something entered today that took place 10 to 400 days ago.
Outcome late_entry(Scene& scene, Person& person);

// happen_removals.cpp: something that was recorded is there no more.
Outcome plan_removed(Scene& scene, Person& person);
Outcome episode_removed(Scene& scene, Person& person);
Outcome block_removed(Scene& scene, Person& person);

// happen_unseen.cpp: changes of the source that no field of the payload shows.
Outcome team_changed(Scene& scene, Person& person);
Outcome visit_recorded(Scene& scene, Person& person);
Outcome contact_recorded(Scene& scene, Person& person);
Outcome rows_reordered(Scene& scene, Person& person);

}  // namespace dataflow::synthetic::happen
