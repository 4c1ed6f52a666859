#include "connectors/synthetic/shapes/liquidlogic.h"

namespace dataflow::synthetic::liquidlogic {

namespace {

using namespace ssd;

Value is_allocated(const SsdRow& row) {
  return row[involvements::professional_role_id] == "CW" ? "Y" : "N";
}

Table fact_involvements(const Holdings& holdings) {
  using namespace involvements;
  return rearranged(holdings, TableId::involvements, "FACT_INVOLVEMENTS",
                    {{"FACT_INVOLVEMENTS_ID", kId, take(involvements_id)},
                     {"DIM_PERSON_ID", kId, take(person_id)},
                     {"FACT_REFERRAL_ID", kId, take_or(referral_id, kNobody)},
                     {"DIM_WORKER_ID", kId, take_or(professional_id, kNobody)},
                     {"DIM_LOOKUP_INVOLVEMENT_TYPE_CODE", kCode, take(professional_role_id)},
                     {"IS_ALLOCATED_CW_FLAG", kFlag, is_allocated},
                     {"DIM_DEPARTMENT_ID", kId, take_or(professional_team, kNobody)},
                     {"START_DTTM", kDate, take(involvement_start_date)},
                     {"END_DTTM", kDate, take(involvement_end_date)},
                     {"DIM_LOOKUP_CWREASON_CODE", kCode, take(worker_change_reason)}});
}

/// WORKER_ID_CODE is the number that the register of social workers gives.
Table dim_worker(const Holdings& holdings) {
  using namespace professionals;
  Table table = rearranged(holdings, TableId::professionals, "DIM_WORKER",
                           {{"DIM_WORKER_ID", kId, take(professional_id)},
                            {"STAFF_ID", kId, take(staff_id)},
                            {"SURNAME", kText, take(professional_name)},
                            {"WORKER_ID_CODE", kCode, take(social_worker_registration_no)},
                            {"JOB_TITLE", kText, take(professional_job_title)},
                            {"DEPARTMENT_NAME", kText, take(professional_department)},
                            {"FULL_TIME_EQUIVALENCY", kCode, take(full_time_equivalency)}});
  add_nobody(table);
  return table;
}

Table dim_department(const Holdings& holdings) {
  Table table = rearranged(holdings, TableId::department, "DIM_DEPARTMENT",
                           {{"DIM_DEPARTMENT_ID", kId, take(department::team_id)},
                            {"NAME", kText, take(department::team_name)},
                            {"DEPT_ID", kId, take(department::team_parent_id)}});
  add_nobody(table);
  return table;
}

}  // namespace

void add_staff(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(fact_involvements(holdings));
  tables.push_back(dim_worker(holdings));
  tables.push_back(dim_department(holdings));
}

}  // namespace dataflow::synthetic::liquidlogic
