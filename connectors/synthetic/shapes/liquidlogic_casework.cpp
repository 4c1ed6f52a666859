#include "connectors/synthetic/shapes/liquidlogic.h"

namespace dataflow::synthetic::liquidlogic {

namespace {

using namespace ssd;

/// "1A: Individual - family member". A text that has a sentence already stays as it is.
Value source_text(const SsdRow& row) {
  const auto code = row[cin_episodes::referral_source_code];
  if (!code || code->find(':') != std::string_view::npos) return text_of(code);
  return std::string(*code) + ": " +
         std::string(row[cin_episodes::referral_source_desc].value_or(""));
}

From outcome(std::size_t json, std::string_view flag) {
  return [=](const SsdRow& row) { return member_of(row[json], flag); };
}

Table fact_contacts(const Holdings& holdings) {
  return rearranged(holdings, TableId::contacts, "FACT_CONTACTS",
                    {{"FACT_CONTACT_ID", kId, take(contacts::contact_id)},
                     {"DIM_PERSON_ID", kId, take(contacts::person_id)},
                     {"CONTACT_DTTM", kDate, take(contacts::contact_date)}});
}

Table fact_referrals(const Holdings& holdings) {
  using namespace cin_episodes;
  return rearranged(holdings, TableId::cin_episodes, "FACT_REFERRALS",
                    {{"FACT_REFERRAL_ID", kId, take(referral_id)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"REFRL_START_DTTM", kDate, take(referral_date)},
                     {"REFRL_END_DTTM", kDate, take(close_date)},
                     {"DIM_LOOKUP_CATEGORY_OF_NEED_CODE", kCode, take(cin_primary_need_code)},
                     {"DIM_LOOKUP_CONT_SORC_ID", kCode, take_after(kLocal, referral_source_code)},
                     {"DIM_LOOKUP_CONT_SORC_ID_DESC", kText, source_text},
                     {"OUTCOME_NFA_FLAG", kFlag, take(referral_nfa)},
                     {"OUTCOME_SINGLE_ASSESSMENT_FLAG", kFlag,
                      outcome(referral_outcome_json, "SINGLE_ASSESSMENT_FLAG")},
                     {"DIM_LOOKUP_REFRL_ENDRSN_ID_CODE", kCode, take(close_reason)},
                     {"DIM_DEPARTMENT_ID", kId, take_or(referral_team, kNobody)},
                     {"DIM_WORKER_ID", kId, take_or(referral_worker_id, kNobody)}});
}

/// FP is a plan for a child in need; z is a plan that was deleted.
Table fact_care_plan_summary(const Holdings& holdings) {
  using namespace cin_plans;
  return rearranged(holdings, TableId::cin_plans, "FACT_CARE_PLAN_SUMMARY",
                    {{"FACT_CARE_PLAN_SUMMARY_ID", kId, take(cin_plan_id)},
                     {"FACT_REFERRAL_ID", kId, take_or(referral_id, kNobody)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"START_DTTM", kDate, take(cin_plan_start_date)},
                     {"END_DTTM", kDate, take(cin_plan_end_date)},
                     {"DIM_LOOKUP_PLAN_TYPE_CODE", kCode, always("FP")},
                     {"DIM_LOOKUP_PLAN_STATUS_ID_CODE", kCode, always("a")}});
}

Table fact_care_plans(const Holdings& holdings) {
  using namespace cin_plans;
  return rearranged(holdings, TableId::cin_plans, "FACT_CARE_PLANS",
                    {{"FACT_CARE_PLAN_ID", kId, take_after("V1-", cin_plan_id)},
                     {"FACT_CARE_PLAN_SUMMARY_ID", kId, take(cin_plan_id)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"DIM_PLAN_COORD_DEPT_ID", kId, take_or(cin_plan_team, kNobody)},
                     {"DIM_PLAN_COORD_ID", kId, take_or(cin_plan_worker_id, kNobody)},
                     {"MODIF_DTTM", kDate, always(kNoDay)}});
}

Table fact_s47(const Holdings& holdings) {
  using namespace s47_enquiry;
  return rearranged(
      holdings, TableId::s47_enquiry, "FACT_S47",
      {{"FACT_S47_ID", kId, take(s47_enquiry_id)},
       {"FACT_REFERRAL_ID", kId, take_or(referral_id, kNobody)},
       {"DIM_PERSON_ID", kId, take(person_id)},
       {"START_DTTM", kDate, take(s47_start_date)},
       {"END_DTTM", kDate, take(s47_end_date)},
       {"OUTCOME_NFA_FLAG", kFlag, take(s47_nfa)},
       {"OUTCOME_CP_CONFERENCE_FLAG", kFlag, outcome(s47_outcome_json, "CP_CONFERENCE_FLAG")}});
}

Table fact_cp_conference(const Holdings& holdings) {
  using namespace initial_cp_conference;
  return rearranged(holdings, TableId::initial_cp_conference, "FACT_CP_CONFERENCE",
                    {{"FACT_CP_CONFERENCE_ID", kId, take(icpc_id)},
                     {"FACT_MEETING_ID", kId, take(icpc_meeting_id)},
                     {"FACT_S47_ID", kId, take_or(s47_enquiry_id, kNobody)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"FACT_REFERRAL_ID", kId, take_or(referral_id, kNobody)},
                     {"TRANSFER_IN_FLAG", kFlag, take(icpc_transfer_in)},
                     {"DUE_DTTM", kDate, take(icpc_target_date)},
                     {"OUTCOME_CP_FLAG", kFlag, take(icpc_outcome_cp_flag)}});
}

Table fact_meetings(const Holdings& holdings) {
  using namespace initial_cp_conference;
  return rearranged(holdings, TableId::initial_cp_conference, "FACT_MEETINGS",
                    {{"FACT_MEETING_ID", kId, take(icpc_meeting_id)},
                     {"DIM_LOOKUP_MTG_TYPE_ID_CODE", kCode, always("CPConference")},
                     {"ACTUAL_DTTM", kDate, take(icpc_date)}});
}

Table fact_cp_plan(const Holdings& holdings) {
  using namespace cp_plans;
  return rearranged(holdings, TableId::cp_plans, "FACT_CP_PLAN",
                    {{"FACT_CP_PLAN_ID", kId, take(cp_plan_id)},
                     {"FACT_REFERRAL_ID", kId, take_or(referral_id, kNobody)},
                     {"FACT_INITIAL_CP_CONFERENCE_ID", kId, take_or(icpc_id, kNobody)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"START_DTTM", kDate, take(cp_plan_start_date)},
                     {"END_DTTM", kDate, take(cp_plan_end_date)},
                     {"IS_OLA", kFlag, take(cp_plan_ola)},
                     {"INIT_CATEGORY_DESC", kText, take(cp_plan_initial_category)},
                     {"CP_CATEGORY_DESC", kText, take(cp_plan_latest_category)}});
}

}  // namespace

void add_casework(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(fact_contacts(holdings));
  tables.push_back(fact_referrals(holdings));
  tables.push_back(fact_care_plan_summary(holdings));
  tables.push_back(fact_care_plans(holdings));
  tables.push_back(fact_s47(holdings));
  tables.push_back(fact_cp_conference(holdings));
  tables.push_back(fact_meetings(holdings));
  tables.push_back(fact_cp_plan(holdings));
}

}  // namespace dataflow::synthetic::liquidlogic
