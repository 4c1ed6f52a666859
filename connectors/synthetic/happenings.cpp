#include "connectors/synthetic/happenings.h"

namespace dataflow::synthetic {

namespace {

constexpr Happening kHappenings[] = {
    {"address_changed", Sort::change, 90, happen::address_changed},
    {"ethnicity_recorded", Sort::change, 25, happen::ethnicity_recorded},
    {"disability_recorded", Sort::change, 12, happen::disability_recorded},
    {"name_corrected", Sort::change, 15, happen::name_corrected},
    {"upn_recorded", Sort::change, 25, happen::upn_recorded},
    {"upn_changed", Sort::change, 4, happen::upn_changed},
    {"birth_recorded", Sort::change, 12, happen::birth_recorded},
    {"new_episode", Sort::change, 70, happen::episode_started},
    {"assessment_started", Sort::change, 90, happen::assessment_started},
    {"assessment_authorised", Sort::change, 150, happen::assessment_authorised},
    {"enquiry_started", Sort::change, 50, happen::enquiry_started},
    {"enquiry_closed", Sort::change, 35, happen::enquiry_closed},
    {"conference_held", Sort::change, 25, happen::conference_held},
    {"plan_started", Sort::change, 75, happen::plan_started},
    {"plan_closed", Sort::change, 60, happen::plan_closed},
    {"worker_changed", Sort::change, 90, happen::worker_changed},
    {"episode_reopened", Sort::change, 12, happen::episode_reopened},
    {"care_started", Sort::change, 15, happen::care_started},
    {"placement_moved", Sort::change, 40, happen::placement_moved},
    {"care_ended", Sort::change, 12, happen::care_ended},
    {"sdq_scored", Sort::change, 30, happen::sdq_scored},
    {"care_leaver_contact", Sort::change, 35, happen::care_leaver_contact},
    {"episode_closed", Sort::closing, 110, happen::episode_closed},
    {"late_entry", Sort::late, 45, happen::late_entry},
    {"plan_removed", Sort::plan_removal, 5, happen::plan_removed},
    {"episode_removed", Sort::removal, 4, happen::episode_removed},
    {"block_removed", Sort::removal, 4, happen::block_removed},
    {"team_changed", Sort::unseen, 40, happen::team_changed},
    {"visit_recorded", Sort::unseen, 40, happen::visit_recorded},
    {"contact_recorded", Sort::unseen, 15, happen::contact_recorded},
    {"rows_reordered", Sort::unseen, 10, happen::rows_reordered},
};

}  // namespace

std::span<const Happening> happenings() {
  return kHappenings;
}

}  // namespace dataflow::synthetic
