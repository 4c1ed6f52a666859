#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

namespace {

using namespace ssd;

/// The council's own code of a relationship.
Value relationship(const SsdRow& row) {
  const auto role = row[involvements::professional_role_id];
  if (!role) return std::nullopt;
  return *role == "CW" ? "REL.SOCIALWORKER" : "REL." + std::string(*role);
}

Table dm_prof_relationships(const Holdings& holdings) {
  using namespace involvements;
  return rearranged(holdings, TableId::involvements, "DM_PROF_RELATIONSHIPS",
                    {{"PROF_RELATIONSHIP_ID", kId, take(involvements_id)},
                     {"PERSON_ID", kId, take(person_id)},
                     {"WORKER_ID", kId, take(professional_id)},
                     {"PROF_REL_TYPE_CODE", kCode, relationship},
                     {"START_DATE", kDate, take(involvement_start_date)},
                     {"END_DATE", kDate, take(involvement_end_date)},
                     {"END_DATE_REASON", kCode, take(worker_change_reason)}});
}

Table dm_workers(const Holdings& holdings) {
  return rearranged(holdings, TableId::professionals, "DM_WORKERS",
                    {{"WORKER_ID", kId, take(professionals::professional_id)},
                     {"FULL_NAME", kText, take(professionals::professional_name)}});
}

Table dm_worker_roles(const Holdings& holdings) {
  return rearranged(holdings, TableId::professionals, "DM_WORKER_ROLES",
                    {{"WORKER_ROLE_ID", kId, take_after("WR", professionals::professional_id)},
                     {"WORKER_ID", kId, take(professionals::professional_id)},
                     {"ORGANISATION_ID", kText, take(professionals::professional_department)},
                     {"START_DATE", kDate, always("2000-01-01 00:00:00")},
                     {"END_DATE", kDate, never()}});
}

/// Mosaic has no place for it: councils keep a list of their own beside it.
Table worker_registrations(const Holdings& holdings) {
  using namespace professionals;
  return rearranged(
      holdings, TableId::professionals, "WORKER_REGISTRATIONS",
      {{"WORKER_ID", kId, take(professional_id)},
       {"REGISTRATION_NUMBER", kCode, take(social_worker_registration_no)}},
      [](const SsdRow& row) { return row[social_worker_registration_no].has_value(); });
}

}  // namespace

void add_staff(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(dm_prof_relationships(holdings));
  tables.push_back(dm_workers(holdings));
  tables.push_back(dm_worker_roles(holdings));
  tables.push_back(worker_registrations(holdings));
}

}  // namespace dataflow::synthetic::mosaic
