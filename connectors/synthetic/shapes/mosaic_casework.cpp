#include "agent/core/ascii.h"
#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

namespace {

using namespace ssd;

/// The day on which it was decided that nothing follows: that of the closure, if it is known.
Value no_further_action(const SsdRow& row) {
  const std::string flag = ascii::lowered(row[cin_episodes::referral_nfa].value_or(""));
  if (flag != "y" && flag != "yes" && flag != "t" && flag != "1") return std::nullopt;
  const auto closed = row[cin_episodes::close_date];
  return text_of(closed ? closed : row[cin_episodes::referral_date]);
}

Table dm_cin_referrals(const Holdings& holdings) {
  using namespace cin_episodes;
  return rearranged(holdings, TableId::cin_episodes, "DM_CIN_REFERRALS",
                    {{"REFERRAL_ID", kId, take(referral_id)},
                     {"PERSON_ID", kId, take(person_id)},
                     {"REFERRAL_DATE", kDate, take(referral_date)},
                     {"SOURCE_OF_REFERRAL", kText, take(referral_source_code)},
                     {"NFA_DATE", kDate, no_further_action},
                     {"CLOSURE_DATE", kDate, take(close_date)},
                     {"CLOSURE_REASON", kCode, take(close_reason)}});
}

Table dm_cin_assess_factors(const Holdings& holdings) {
  using namespace assessment_factors;
  Table table = empty_table("DM_CIN_ASSESS_FACTORS",
                            {{"ASSESSMENT_ID", kId, {}}, {"FACTOR_VALUE", kCode, {}}});
  each_row(holdings, TableId::assessment_factors, [&](const SsdRow& row) {
    if (!row[assessment_factors_json]) return;
    for (const auto& factor : words_in(*row[assessment_factors_json])) {
      table.add(std::vector<Value>{text_of(row[assessment_id]), factor});
    }
  });
  return table;
}

Table dm_registrations(const Holdings& holdings) {
  using namespace cp_plans;
  return rearranged(holdings, TableId::cp_plans, "DM_REGISTRATIONS",
                    {{"REGISTRATION_ID", kId, take(cp_plan_id)},
                     {"PERSON_ID", kId, take(person_id)},
                     {"REGISTRATION_STEP_ID", kId, take(icpc_id)},
                     {"REGISTRATION_START_DATE", kDate, take(cp_plan_start_date)},
                     {"DEREGISTRATION_DATE", kDate, take(cp_plan_end_date)},
                     {"IS_CHILD_PROTECTION_PLAN", kFlag, always("Y")},
                     {"IS_TEMPORARY_CHILD_PROTECTION", kFlag, always("N")}});
}

Table dm_registration_categories(const Holdings& holdings) {
  using namespace cp_plans;
  return rearranged(holdings, TableId::cp_plans, "DM_REGISTRATION_CATEGORIES",
                    {{"REGISTRATION_ID", kId, take(cp_plan_id)},
                     {"CATEGORY_START_DATE", kDate, take(cp_plan_start_date)},
                     {"CATEGORY_END_DATE", kDate, take(cp_plan_end_date)},
                     {"CIN_ABUSE_CATEGORY_CODE", kCode, take(cp_plan_initial_category)}});
}

/// The council's own types of steps, with what they are called.
Table dm_workflow_step_types() {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {kReferral, "Referral"},          {kAssessment, "Child and family assessment"},
      {kPlan, "Child in need plan"},    {kPlanReview, "Child in need review"},
      {kEnquiry, "Section 47 enquiry"}, {kConference, "Initial child protection conference"},
      {kAdoption, "Adoption"}};
  Table table = empty_table("DM_WORKFLOW_STEP_TYPES",
                            {{"WORKFLOW_STEP_TYPE_ID", kCode, {}}, {"DESCRIPTION", kText, {}}});
  for (const auto& [type, words] : kTypes) {
    table.add(std::vector<Value>{std::string(type), std::string(words)});
  }
  return table;
}

}  // namespace

void add_casework(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(dm_workflow_step_types());
  tables.push_back(dm_cin_referrals(holdings));
  tables.push_back(dm_cin_assess_factors(holdings));
  tables.push_back(dm_registrations(holdings));
  tables.push_back(dm_registration_categories(holdings));
}

}  // namespace dataflow::synthetic::mosaic
