#include "connectors/synthetic/shapes/mosaic.h"
#include "connectors/synthetic/shapes/mosaic_steps.h"

namespace dataflow::synthetic::mosaic {

namespace {

using namespace ssd;

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
}

}  // namespace dataflow::synthetic::mosaic
