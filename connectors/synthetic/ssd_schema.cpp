#include "connectors/synthetic/ssd_schema.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;

constexpr ColumnShape kPerson[] = {{"pers_legacy_id", "nvarchar(48)"},
                                   {"pers_person_id", "nvarchar(48)"},
                                   {"pers_upn", "nvarchar(13)"},
                                   {"pers_forename", "nvarchar(100)"},
                                   {"pers_surname", "nvarchar(255)"},
                                   {"pers_sex", "nvarchar(20)"},
                                   {"pers_gender", "nvarchar(10)"},
                                   {"pers_ethnicity", "nvarchar(48)"},
                                   {"pers_dob", "datetime"},
                                   {"pers_single_unique_id", "nvarchar(48)"},
                                   {"pers_upn_unknown", "nvarchar(6)"},
                                   {"pers_send_flag", "nchar(5)"},
                                   {"pers_expected_dob", "datetime"},
                                   {"pers_death_date", "datetime"},
                                   {"pers_is_mother", "nchar(1)"},
                                   {"pers_nationality", "nvarchar(48)"}};
constexpr ColumnShape kAddress[] = {
    {"addr_table_id", "nvarchar(48)"},      {"addr_person_id", "nvarchar(48)"},
    {"addr_address_type", "nvarchar(48)"},  {"addr_address_start_date", "datetime"},
    {"addr_address_end_date", "datetime"},  {"addr_address_postcode", "nvarchar(15)"},
    {"addr_address_json", "nvarchar(1000)"}};
constexpr ColumnShape kDisability[] = {{"disa_table_id", "nvarchar(48)"},
                                       {"disa_person_id", "nvarchar(48)"},
                                       {"disa_disability_code", "nvarchar(48)"}};
constexpr ColumnShape kImmigrationStatus[] = {{"immi_immigration_status_id", "nvarchar(48)"},
                                              {"immi_person_id", "nvarchar(48)"},
                                              {"immi_immigration_status_start_date", "datetime"},
                                              {"immi_immigration_status_end_date", "datetime"},
                                              {"immi_immigration_status", "nvarchar(100)"}};
constexpr ColumnShape kLinkedIdentifiers[] = {
    {"link_table_id", "nvarchar(48)"},         {"link_person_id", "nvarchar(48)"},
    {"link_identifier_type", "nvarchar(100)"}, {"link_identifier_value", "nvarchar(100)"},
    {"link_valid_from_date", "datetime"},      {"link_valid_to_date", "datetime"}};
constexpr ColumnShape kContacts[] = {{"cont_contact_id", "nvarchar(48)"},
                                     {"cont_person_id", "nvarchar(48)"},
                                     {"cont_contact_date", "datetime"},
                                     {"cont_contact_source_code", "nvarchar(48)"},
                                     {"cont_contact_source_desc", "nvarchar(255)"},
                                     {"cont_contact_outcome_json", "nvarchar(4000)"}};
constexpr ColumnShape kCinEpisodes[] = {{"cine_referral_id", "nvarchar(48)"},
                                        {"cine_person_id", "nvarchar(48)"},
                                        {"cine_referral_date", "datetime"},
                                        {"cine_cin_primary_need_code", "nvarchar(3)"},
                                        {"cine_referral_source_code", "nvarchar(48)"},
                                        {"cine_referral_source_desc", "nvarchar(255)"},
                                        {"cine_referral_outcome_json", "nvarchar(4000)"},
                                        {"cine_referral_nfa", "nchar(1)"},
                                        {"cine_close_reason", "nvarchar(100)"},
                                        {"cine_close_date", "datetime"},
                                        {"cine_referral_team", "nvarchar(48)"},
                                        {"cine_referral_worker_id", "nvarchar(48)"}};
constexpr ColumnShape kCinAssessments[] = {{"cina_assessment_id", "nvarchar(48)"},
                                           {"cina_person_id", "nvarchar(48)"},
                                           {"cina_referral_id", "nvarchar(48)"},
                                           {"cina_assessment_start_date", "datetime"},
                                           {"cina_assessment_child_seen", "nchar(1)"},
                                           {"cina_assessment_auth_date", "datetime"},
                                           {"cina_assessment_outcome_json", "nvarchar(1000)"},
                                           {"cina_assessment_outcome_nfa", "nchar(1)"},
                                           {"cina_assessment_team", "nvarchar(48)"},
                                           {"cina_assessment_worker_id", "nvarchar(100)"}};
constexpr ColumnShape kAssessmentFactors[] = {{"cinf_table_id", "nvarchar(48)"},
                                              {"cinf_assessment_id", "nvarchar(48)"},
                                              {"cinf_assessment_factors_json", "nvarchar(max)"}};
constexpr ColumnShape kCinPlans[] = {
    {"cinp_cin_plan_id", "nvarchar(48)"},        {"cinp_referral_id", "nvarchar(48)"},
    {"cinp_person_id", "nvarchar(48)"},          {"cinp_cin_plan_start_date", "datetime"},
    {"cinp_cin_plan_end_date", "datetime"},      {"cinp_cin_plan_team", "nvarchar(48)"},
    {"cinp_cin_plan_worker_id", "nvarchar(100)"}};
constexpr ColumnShape kCinVisits[] = {
    {"cinv_cin_visit_id", "nvarchar(48)"},     {"cinv_person_id", "nvarchar(48)"},
    {"cinv_cin_visit_date", "datetime"},       {"cinv_cin_visit_seen", "nchar(1)"},
    {"cinv_cin_visit_seen_alone", "nchar(1)"}, {"cinv_cin_visit_bedroom", "nchar(1)"}};
constexpr ColumnShape kS47Enquiry[] = {{"s47e_s47_enquiry_id", "nvarchar(48)"},
                                       {"s47e_referral_id", "nvarchar(48)"},
                                       {"s47e_person_id", "nvarchar(48)"},
                                       {"s47e_s47_start_date", "datetime"},
                                       {"s47e_s47_end_date", "datetime"},
                                       {"s47e_s47_nfa", "nchar(1)"},
                                       {"s47e_s47_outcome_json", "nvarchar(1000)"},
                                       {"s47e_s47_completed_by_team", "nvarchar(48)"},
                                       {"s47e_s47_completed_by_worker_id", "nvarchar(100)"}};
constexpr ColumnShape kInitialCpConference[] = {{"icpc_icpc_id", "nvarchar(48)"},
                                                {"icpc_icpc_meeting_id", "nvarchar(48)"},
                                                {"icpc_s47_enquiry_id", "nvarchar(48)"},
                                                {"icpc_person_id", "nvarchar(48)"},
                                                {"icpc_cp_plan_id", "nvarchar(48)"},
                                                {"icpc_referral_id", "nvarchar(48)"},
                                                {"icpc_icpc_transfer_in", "nchar(1)"},
                                                {"icpc_icpc_target_date", "datetime"},
                                                {"icpc_icpc_date", "datetime"},
                                                {"icpc_icpc_outcome_cp_flag", "nchar(1)"},
                                                {"icpc_icpc_outcome_json", "nvarchar(1000)"},
                                                {"icpc_icpc_team", "nvarchar(48)"},
                                                {"icpc_icpc_worker_id", "nvarchar(100)"}};
constexpr ColumnShape kCpPlans[] = {{"cppl_cp_plan_id", "nvarchar(48)"},
                                    {"cppl_referral_id", "nvarchar(48)"},
                                    {"cppl_icpc_id", "nvarchar(48)"},
                                    {"cppl_person_id", "nvarchar(48)"},
                                    {"cppl_cp_plan_start_date", "datetime"},
                                    {"cppl_cp_plan_end_date", "datetime"},
                                    {"cppl_cp_plan_ola", "nchar(1)"},
                                    {"cppl_cp_plan_initial_category", "nvarchar(100)"},
                                    {"cppl_cp_plan_latest_category", "nvarchar(100)"}};
constexpr ColumnShape kClaEpisodes[] = {{"clae_cla_episode_id", "nvarchar(48)"},
                                        {"clae_person_id", "nvarchar(48)"},
                                        {"clae_cla_placement_id", "nvarchar(48)"},
                                        {"clae_cla_episode_start_date", "datetime"},
                                        {"clae_cla_episode_start_reason", "nvarchar(100)"},
                                        {"clae_cla_primary_need_code", "nvarchar(3)"},
                                        {"clae_cla_episode_ceased_date", "datetime"},
                                        {"clae_cla_episode_ceased_reason", "nvarchar(255)"},
                                        {"clae_cla_id", "nvarchar(48)"},
                                        {"clae_referral_id", "nvarchar(48)"},
                                        {"clae_cla_last_iro_contact_date", "datetime"},
                                        {"clae_entered_care_date", "datetime"}};
constexpr ColumnShape kClaPlacement[] = {{"clap_cla_placement_id", "nvarchar(48)"},
                                         {"clap_cla_id", "nvarchar(48)"},
                                         {"clap_person_id", "nvarchar(48)"},
                                         {"clap_cla_placement_start_date", "datetime"},
                                         {"clap_cla_placement_type", "nvarchar(100)"},
                                         {"clap_cla_placement_urn", "nvarchar(48)"},
                                         {"clap_cla_placement_distance", "float"},
                                         {"clap_cla_placement_provider", "nvarchar(48)"},
                                         {"clap_cla_placement_postcode", "nvarchar(8)"},
                                         {"clap_cla_placement_end_date", "datetime"},
                                         {"clap_cla_placement_change_reason", "nvarchar(100)"}};
constexpr ColumnShape kPermanence[] = {{"perm_table_id", "nvarchar(48)"},
                                       {"perm_person_id", "nvarchar(48)"},
                                       {"perm_cla_id", "nvarchar(48)"},
                                       {"perm_adm_decision_date", "datetime"},
                                       {"perm_part_of_sibling_group", "nchar(1)"},
                                       {"perm_siblings_placed_together", "int"},
                                       {"perm_siblings_placed_apart", "int"},
                                       {"perm_ffa_cp_decision_date", "datetime"},
                                       {"perm_placement_order_date", "datetime"},
                                       {"perm_matched_date", "datetime"},
                                       {"perm_adopter_sex", "nvarchar(48)"},
                                       {"perm_adopter_legal_status", "nvarchar(100)"},
                                       {"perm_number_of_adopters", "int"},
                                       {"perm_placed_for_adoption_date", "datetime"},
                                       {"perm_adopted_by_carer_flag", "nchar(1)"},
                                       {"perm_placed_foster_carer_date", "datetime"},
                                       {"perm_placed_ffa_cp_date", "datetime"},
                                       {"perm_placement_provider_urn", "nvarchar(48)"},
                                       {"perm_decision_reversed_date", "datetime"},
                                       {"perm_decision_reversed_reason", "nvarchar(100)"},
                                       {"perm_permanence_order_date", "datetime"},
                                       {"perm_permanence_order_type", "nvarchar(100)"},
                                       {"perm_adoption_worker_id", "nvarchar(100)"}};
constexpr ColumnShape kCareLeavers[] = {{"clea_table_id", "nvarchar(48)"},
                                        {"clea_person_id", "nvarchar(48)"},
                                        {"clea_care_leaver_eligibility", "nvarchar(100)"},
                                        {"clea_care_leaver_in_touch", "nvarchar(100)"},
                                        {"clea_care_leaver_latest_contact", "datetime"},
                                        {"clea_care_leaver_accommodation", "nvarchar(100)"},
                                        {"clea_care_leaver_accom_suitable", "nvarchar(100)"},
                                        {"clea_care_leaver_activity", "nvarchar(100)"},
                                        {"clea_pathway_plan_review_date", "datetime"},
                                        {"clea_care_leaver_personal_advisor", "nvarchar(100)"},
                                        {"clea_care_leaver_allocated_team", "nvarchar(48)"},
                                        {"clea_care_leaver_worker_id", "nvarchar(100)"}};
constexpr ColumnShape kSdqScores[] = {{"csdq_table_id", "nvarchar(48)"},
                                      {"csdq_person_id", "nvarchar(48)"},
                                      {"csdq_sdq_completed_date", "datetime"},
                                      {"csdq_sdq_score", "int"},
                                      {"csdq_sdq_reason", "nvarchar(100)"}};
constexpr ColumnShape kInvolvements[] = {{"invo_involvements_id", "nvarchar(48)"},
                                         {"invo_professional_id", "nvarchar(48)"},
                                         {"invo_professional_role_id", "nvarchar(200)"},
                                         {"invo_professional_team", "nvarchar(48)"},
                                         {"invo_person_id", "nvarchar(48)"},
                                         {"invo_involvement_start_date", "datetime"},
                                         {"invo_involvement_end_date", "datetime"},
                                         {"invo_worker_change_reason", "nvarchar(200)"},
                                         {"invo_referral_id", "nvarchar(48)"}};
constexpr ColumnShape kProfessionals[] = {{"prof_professional_id", "nvarchar(48)"},
                                          {"prof_staff_id", "nvarchar(48)"},
                                          {"prof_professional_name", "nvarchar(300)"},
                                          {"prof_social_worker_registration_no", "nvarchar(48)"},
                                          {"prof_agency_worker_flag", "nchar(1)"},
                                          {"prof_professional_job_title", "nvarchar(500)"},
                                          {"prof_professional_caseload", "int"},
                                          {"prof_professional_department", "nvarchar(100)"},
                                          {"prof_full_time_equivalency", "float"}};
constexpr ColumnShape kDepartment[] = {{"dept_team_id", "nvarchar(48)"},
                                       {"dept_team_name", "nvarchar(255)"},
                                       {"dept_team_parent_id", "nvarchar(48)"},
                                       {"dept_team_parent_name", "nvarchar(255)"}};

constexpr std::array<SsdTable, kTables> kAllTables = {{
    {"ssd_person", kPerson, person::person_id},
    {"ssd_address", kAddress, address::person_id},
    {"ssd_disability", kDisability, disability::person_id},
    {"ssd_immigration_status", kImmigrationStatus, immigration_status::person_id},
    {"ssd_linked_identifiers", kLinkedIdentifiers, linked_identifiers::person_id},
    {"ssd_contacts", kContacts, contacts::person_id},
    {"ssd_cin_episodes", kCinEpisodes, cin_episodes::person_id},
    {"ssd_cin_assessments", kCinAssessments, cin_assessments::person_id},
    {"ssd_assessment_factors", kAssessmentFactors, std::nullopt},
    {"ssd_cin_plans", kCinPlans, cin_plans::person_id},
    {"ssd_cin_visits", kCinVisits, cin_visits::person_id},
    {"ssd_s47_enquiry", kS47Enquiry, s47_enquiry::person_id},
    {"ssd_initial_cp_conference", kInitialCpConference, initial_cp_conference::person_id},
    {"ssd_cp_plans", kCpPlans, cp_plans::person_id},
    {"ssd_cla_episodes", kClaEpisodes, cla_episodes::person_id},
    {"ssd_cla_placement", kClaPlacement, cla_placement::person_id},
    {"ssd_permanence", kPermanence, permanence::person_id},
    {"ssd_care_leavers", kCareLeavers, care_leavers::person_id},
    {"ssd_sdq_scores", kSdqScores, sdq_scores::person_id},
    {"ssd_involvements", kInvolvements, involvements::person_id},
    {"ssd_professionals", kProfessionals, std::nullopt},
    {"ssd_department", kDepartment, std::nullopt},
}};

static_assert(std::size(kPerson) == person::columns);
static_assert(std::size(kAddress) == address::columns);
static_assert(std::size(kDisability) == disability::columns);
static_assert(std::size(kImmigrationStatus) == immigration_status::columns);
static_assert(std::size(kLinkedIdentifiers) == linked_identifiers::columns);
static_assert(std::size(kContacts) == contacts::columns);
static_assert(std::size(kCinEpisodes) == cin_episodes::columns);
static_assert(std::size(kCinAssessments) == cin_assessments::columns);
static_assert(std::size(kAssessmentFactors) == assessment_factors::columns);
static_assert(std::size(kCinPlans) == cin_plans::columns);
static_assert(std::size(kCinVisits) == cin_visits::columns);
static_assert(std::size(kS47Enquiry) == s47_enquiry::columns);
static_assert(std::size(kInitialCpConference) == initial_cp_conference::columns);
static_assert(std::size(kCpPlans) == cp_plans::columns);
static_assert(std::size(kClaEpisodes) == cla_episodes::columns);
static_assert(std::size(kClaPlacement) == cla_placement::columns);
static_assert(std::size(kPermanence) == permanence::columns);
static_assert(std::size(kCareLeavers) == care_leavers::columns);
static_assert(std::size(kSdqScores) == sdq_scores::columns);
static_assert(std::size(kInvolvements) == involvements::columns);
static_assert(std::size(kProfessionals) == professionals::columns);
static_assert(std::size(kDepartment) == department::columns);

}  // namespace

const std::array<SsdTable, kTables>& ssd_tables() {
  return kAllTables;
}

}  // namespace dataflow::synthetic
