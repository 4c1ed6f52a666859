#include "agent/core/ascii.h"
#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

namespace {

using namespace ssd;

/// A step that is written, and what it came from.
struct Step {
  Value id;
  std::string_view type;
  Value person;
  Value started;
  Value completed;
  Value referral;   ///< the referral it goes back to; nothing for a referral itself
  Value preceding;  ///< the step just before it, where that is not the referral
  Value best_interest = std::nullopt;  ///< the day of the decision for adoption
  Value match = std::nullopt;          ///< the day of the match with adopters
};

class Workflow {
 public:
  void add(const Step& step) {
    if (!step.id) return;
    const std::string group = group_of(*step.id);
    steps_.add(std::vector<Value>{step.id, std::string(step.type),
                                  step.completed ? "COMPLETED" : "STARTED", step.started,
                                  step.started, step.completed, std::nullopt, group,
                                  step.best_interest, step.match, std::nullopt});
    subjects_.add(std::vector<Value>{group, step.person, "PER"});
    subjects_.add(std::vector<Value>{group, "1", "ORG"});
    link(*step.id, step.referral, step.preceding ? "N" : "Y");
    link(*step.id, step.preceding, "Y");
  }

  void give(std::vector<Table>& tables) {
    tables.push_back(std::move(steps_));
    tables.push_back(std::move(subjects_));
    tables.push_back(std::move(backwards_));
    tables.push_back(std::move(forwards_));
  }

 private:
  void link(const std::string& step, const Value& preceding, std::string_view adjacent) {
    if (!preceding) return;
    backwards_.add(std::vector<Value>{step, preceding, std::string(adjacent)});
    forwards_.add(std::vector<Value>{preceding, step, std::string(adjacent)});
  }

  Table steps_ = empty_table("DM_WORKFLOW_STEPS", {{"WORKFLOW_STEP_ID", kId, {}},
                                                   {"WORKFLOW_STEP_TYPE_ID", kCode, {}},
                                                   {"STEP_STATUS", kCode, {}},
                                                   {"INCOMING_ON", kDate, {}},
                                                   {"STARTED_ON", kDate, {}},
                                                   {"COMPLETED_ON", kDate, {}},
                                                   {"CANCELLED_ON", kDate, {}},
                                                   {"SUBGROUP_ID", kId, {}},
                                                   {"ADOPTION_BEST_INTEREST_DATE", kDate, {}},
                                                   {"ADOPTION_MATCH_DATE", kDate, {}},
                                                   {"ADOPTION_PLAN_DATE_CEASED", kDate, {}}});
  Table subjects_ = empty_table("DM_SUBGROUP_SUBJECTS", {{"SUBGROUP_ID", kId, {}},
                                                         {"SUBJECT_COMPOUND_ID", kId, {}},
                                                         {"SUBJECT_TYPE_CODE", kCode, {}}});
  Table backwards_ = empty_table("DM_WORKFLOW_BACKWARDS", {{"WORKFLOW_STEP_ID", kId, {}},
                                                           {"PRECEDING_WORKFLOW_STEP_ID", kId, {}},
                                                           {"ADJACENT", kFlag, {}}});
  Table forwards_ = empty_table("DM_WORKFLOW_FORWARDS", {{"WORKFLOW_STEP_ID", kId, {}},
                                                         {"SUBSEQUENT_WORKFLOW_STEP_ID", kId, {}},
                                                         {"ADJACENT", kFlag, {}}});
};

void add_referrals(Workflow& workflow, const Holdings& holdings) {
  using namespace cin_episodes;
  each_row(holdings, TableId::cin_episodes, [&](const SsdRow& row) {
    workflow.add({text_of(row[referral_id]),
                  kReferral,
                  text_of(row[person_id]),
                  text_of(row[referral_date]),
                  text_of(row[referral_date]),
                  {},
                  {}});
  });
}

void add_assessments(Workflow& workflow, const Holdings& holdings) {
  using namespace cin_assessments;
  each_row(holdings, TableId::cin_assessments, [&](const SsdRow& row) {
    workflow.add({text_of(row[assessment_id]),
                  kAssessment,
                  text_of(row[person_id]),
                  text_of(row[assessment_start_date]),
                  text_of(row[assessment_auth_date]),
                  text_of(row[referral_id]),
                  {}});
  });
}

/// A plan is begun in one step and goes on in its review.
void add_plans(Workflow& workflow, const Holdings& holdings) {
  using namespace cin_plans;
  each_row(holdings, TableId::cin_plans, [&](const SsdRow& row) {
    const Value id = text_of(row[cin_plan_id]);
    const Value person = text_of(row[person_id]);
    const Value start = text_of(row[cin_plan_start_date]);
    const Value referral = text_of(row[referral_id]);
    workflow.add({id, kPlan, person, start, start, referral, {}});
    if (!id) return;
    workflow.add(
        {*id + "R", kPlanReview, person, start, text_of(row[cin_plan_end_date]), referral, id});
  });
}

void add_enquiries(Workflow& workflow, const Holdings& holdings) {
  using namespace s47_enquiry;
  each_row(holdings, TableId::s47_enquiry, [&](const SsdRow& row) {
    workflow.add({text_of(row[s47_enquiry_id]),
                  kEnquiry,
                  text_of(row[person_id]),
                  text_of(row[s47_start_date]),
                  text_of(row[s47_end_date]),
                  text_of(row[referral_id]),
                  {}});
  });
}

void add_conferences(Workflow& workflow, const Holdings& holdings) {
  using namespace initial_cp_conference;
  each_row(holdings, TableId::initial_cp_conference, [&](const SsdRow& row) {
    workflow.add({text_of(row[icpc_id]), kConference, text_of(row[person_id]),
                  text_of(row[icpc_date]), text_of(row[icpc_date]), text_of(row[referral_id]),
                  text_of(row[s47_enquiry_id])});
  });
}

/// The decision is one step, the match a later one.
void add_adoptions(Workflow& workflow, const Holdings& holdings) {
  using namespace permanence;
  each_row(holdings, TableId::permanence, [&](const SsdRow& row) {
    const Value id = text_of(row[table_id]);
    const Value person = text_of(row[person_id]);
    const Value decided = text_of(row[adm_decision_date]);
    workflow.add({id, kAdoption, person, decided, decided, {}, {}, decided});
    const Value matched = text_of(row[matched_date]);
    if (!id || !matched) return;
    workflow.add({*id + "M", kAdoption, person, matched, matched, {}, id, {}, matched});
  });
}

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

}  // namespace

void add_workflow(std::vector<Table>& tables, const Holdings& holdings) {
  Workflow workflow;
  add_referrals(workflow, holdings);
  add_assessments(workflow, holdings);
  add_plans(workflow, holdings);
  add_enquiries(workflow, holdings);
  add_conferences(workflow, holdings);
  add_adoptions(workflow, holdings);
  workflow.give(tables);
  tables.push_back(dm_cin_referrals(holdings));
  tables.push_back(dm_cin_assess_factors(holdings));
  tables.push_back(dm_registrations(holdings));
  tables.push_back(dm_registration_categories(holdings));
}

}  // namespace dataflow::synthetic::mosaic
