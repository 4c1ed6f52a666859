// Places in the DfE's payload, by its own names, as events and strikes give them.
#pragma once

#include <string_view>

namespace dataflow::synthetic::path {

inline constexpr std::string_view kChild = "la_child_id";
inline constexpr std::string_view kLegacyId = "mis_child_id";
inline constexpr std::string_view kUpn = "child_details.unique_pupil_number";
inline constexpr std::string_view kNoUpn = "child_details.unique_pupil_number_unknown_reason";
inline constexpr std::string_view kForename = "child_details.first_name";
inline constexpr std::string_view kSurname = "child_details.surname";
inline constexpr std::string_view kBirth = "child_details.date_of_birth";
inline constexpr std::string_view kSex = "child_details.sex";
inline constexpr std::string_view kEthnicity = "child_details.ethnicity";
inline constexpr std::string_view kDisabilities = "child_details.disabilities[]";
inline constexpr std::string_view kPostcode = "child_details.postcode";
inline constexpr std::string_view kHealth = "health_and_wellbeing";
inline constexpr std::string_view kScores = "health_and_wellbeing.sdq_assessments[]";
inline constexpr std::string_view kEpisodes = "social_care_episodes[]";
inline constexpr std::string_view kSource = "social_care_episodes[].referral_source";
inline constexpr std::string_view kNoFurtherAction =
    "social_care_episodes[].referral_no_further_action_flag";
inline constexpr std::string_view kClosure = "social_care_episodes[].closure_date";
inline constexpr std::string_view kWorkers = "social_care_episodes[].care_worker_details[]";
inline constexpr std::string_view kAssessments =
    "social_care_episodes[].child_and_family_assessments[]";
inline constexpr std::string_view kAuthorised =
    "social_care_episodes[].child_and_family_assessments[].authorisation_date";
inline constexpr std::string_view kFactors =
    "social_care_episodes[].child_and_family_assessments[].factors";
inline constexpr std::string_view kInNeedPlans = "social_care_episodes[].child_in_need_plans[]";
inline constexpr std::string_view kInNeedPlanIds =
    "social_care_episodes[].child_in_need_plans[].child_in_need_plan_id";
inline constexpr std::string_view kEnquiries = "social_care_episodes[].section_47_assessments[]";
inline constexpr std::string_view kEnquiryEnd =
    "social_care_episodes[].section_47_assessments[].end_date";
inline constexpr std::string_view kProtectionPlans =
    "social_care_episodes[].child_protection_plans[]";
inline constexpr std::string_view kPlacements =
    "social_care_episodes[].child_looked_after_placements[]";
inline constexpr std::string_view kPlacementEnd =
    "social_care_episodes[].child_looked_after_placements[].end_date";
inline constexpr std::string_view kAdoption = "social_care_episodes[].adoption";
inline constexpr std::string_view kCareLeavers = "social_care_episodes[].care_leavers";

}  // namespace dataflow::synthetic::path
