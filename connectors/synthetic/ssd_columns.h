// The columns of the Standard Safeguarding Dataset (SSD) by name, so that a row can be written and
// read without counting: row[person::upn]. The order is that of the tables in ssd_schema.cpp.
#pragma once

#include <cstddef>

namespace dataflow::synthetic::ssd {

namespace person {
enum Column : std::size_t {
  legacy_id,
  person_id,
  upn,
  forename,
  surname,
  sex,
  gender,
  ethnicity,
  dob,
  single_unique_id,
  upn_unknown,
  send_flag,
  expected_dob,
  death_date,
  is_mother,
  nationality,
  columns
};
}  // namespace person

namespace address {
enum Column : std::size_t {
  table_id,
  person_id,
  address_type,
  address_start_date,
  address_end_date,
  address_postcode,
  address_json,
  columns
};
}  // namespace address

namespace disability {
enum Column : std::size_t { table_id, person_id, disability_code, columns };
}  // namespace disability

namespace immigration_status {
enum Column : std::size_t {
  immigration_status_id,
  person_id,
  immigration_status_start_date,
  immigration_status_end_date,
  immigration_status,
  columns
};
}  // namespace immigration_status

namespace linked_identifiers {
enum Column : std::size_t {
  table_id,
  person_id,
  identifier_type,
  identifier_value,
  valid_from_date,
  valid_to_date,
  columns
};
}  // namespace linked_identifiers

namespace contacts {
enum Column : std::size_t {
  contact_id,
  person_id,
  contact_date,
  contact_source_code,
  contact_source_desc,
  contact_outcome_json,
  columns
};
}  // namespace contacts

namespace cin_episodes {
enum Column : std::size_t {
  referral_id,
  person_id,
  referral_date,
  cin_primary_need_code,
  referral_source_code,
  referral_source_desc,
  referral_outcome_json,
  referral_nfa,
  close_reason,
  close_date,
  referral_team,
  referral_worker_id,
  columns
};
}  // namespace cin_episodes

namespace cin_assessments {
enum Column : std::size_t {
  assessment_id,
  person_id,
  referral_id,
  assessment_start_date,
  assessment_child_seen,
  assessment_auth_date,
  assessment_outcome_json,
  assessment_outcome_nfa,
  assessment_team,
  assessment_worker_id,
  columns
};
}  // namespace cin_assessments

namespace assessment_factors {
enum Column : std::size_t { table_id, assessment_id, assessment_factors_json, columns };
}  // namespace assessment_factors

namespace cin_plans {
enum Column : std::size_t {
  cin_plan_id,
  referral_id,
  person_id,
  cin_plan_start_date,
  cin_plan_end_date,
  cin_plan_team,
  cin_plan_worker_id,
  columns
};
}  // namespace cin_plans

namespace cin_visits {
enum Column : std::size_t {
  cin_visit_id,
  person_id,
  cin_visit_date,
  cin_visit_seen,
  cin_visit_seen_alone,
  cin_visit_bedroom,
  columns
};
}  // namespace cin_visits

namespace s47_enquiry {
enum Column : std::size_t {
  s47_enquiry_id,
  referral_id,
  person_id,
  s47_start_date,
  s47_end_date,
  s47_nfa,
  s47_outcome_json,
  s47_completed_by_team,
  s47_completed_by_worker_id,
  columns
};
}  // namespace s47_enquiry

namespace initial_cp_conference {
enum Column : std::size_t {
  icpc_id,
  icpc_meeting_id,
  s47_enquiry_id,
  person_id,
  cp_plan_id,
  referral_id,
  icpc_transfer_in,
  icpc_target_date,
  icpc_date,
  icpc_outcome_cp_flag,
  icpc_outcome_json,
  icpc_team,
  icpc_worker_id,
  columns
};
}  // namespace initial_cp_conference

namespace cp_plans {
enum Column : std::size_t {
  cp_plan_id,
  referral_id,
  icpc_id,
  person_id,
  cp_plan_start_date,
  cp_plan_end_date,
  cp_plan_ola,
  cp_plan_initial_category,
  cp_plan_latest_category,
  columns
};
}  // namespace cp_plans

namespace cla_episodes {
enum Column : std::size_t {
  cla_episode_id,
  person_id,
  cla_placement_id,
  cla_episode_start_date,
  cla_episode_start_reason,
  cla_primary_need_code,
  cla_episode_ceased_date,
  cla_episode_ceased_reason,
  cla_id,
  referral_id,
  cla_last_iro_contact_date,
  entered_care_date,
  columns
};
}  // namespace cla_episodes

namespace cla_placement {
enum Column : std::size_t {
  cla_placement_id,
  cla_id,
  person_id,
  cla_placement_start_date,
  cla_placement_type,
  cla_placement_urn,
  cla_placement_distance,
  cla_placement_provider,
  cla_placement_postcode,
  cla_placement_end_date,
  cla_placement_change_reason,
  columns
};
}  // namespace cla_placement

namespace permanence {
enum Column : std::size_t {
  table_id,
  person_id,
  cla_id,
  adm_decision_date,
  part_of_sibling_group,
  siblings_placed_together,
  siblings_placed_apart,
  ffa_cp_decision_date,
  placement_order_date,
  matched_date,
  adopter_sex,
  adopter_legal_status,
  number_of_adopters,
  placed_for_adoption_date,
  adopted_by_carer_flag,
  placed_foster_carer_date,
  placed_ffa_cp_date,
  placement_provider_urn,
  decision_reversed_date,
  decision_reversed_reason,
  permanence_order_date,
  permanence_order_type,
  adoption_worker_id,
  columns
};
}  // namespace permanence

namespace care_leavers {
enum Column : std::size_t {
  table_id,
  person_id,
  care_leaver_eligibility,
  care_leaver_in_touch,
  care_leaver_latest_contact,
  care_leaver_accommodation,
  care_leaver_accom_suitable,
  care_leaver_activity,
  pathway_plan_review_date,
  care_leaver_personal_advisor,
  care_leaver_allocated_team,
  care_leaver_worker_id,
  columns
};
}  // namespace care_leavers

namespace sdq_scores {
enum Column : std::size_t {
  table_id,
  person_id,
  sdq_completed_date,
  sdq_score,
  sdq_reason,
  columns
};
}  // namespace sdq_scores

namespace involvements {
enum Column : std::size_t {
  involvements_id,
  professional_id,
  professional_role_id,
  professional_team,
  person_id,
  involvement_start_date,
  involvement_end_date,
  worker_change_reason,
  referral_id,
  columns
};
}  // namespace involvements

namespace professionals {
enum Column : std::size_t {
  professional_id,
  staff_id,
  professional_name,
  social_worker_registration_no,
  agency_worker_flag,
  professional_job_title,
  professional_caseload,
  professional_department,
  full_time_equivalency,
  columns
};
}  // namespace professionals

namespace department {
enum Column : std::size_t { team_id, team_name, team_parent_id, team_parent_name, columns };
}  // namespace department

}  // namespace dataflow::synthetic::ssd
