#include "connectors/synthetic/shapes/eclipse.h"

namespace dataflow::synthetic::eclipse {

namespace {

using namespace ssd;

Value allocated_worker(const SsdRow& row) {
  return row[involvements::professional_role_id] == "CW" ? Value("AW") : std::nullopt;
}

Table professionals_of_people(const Holdings& holdings) {
  using namespace involvements;
  return rearranged(holdings, TableId::involvements, "RELATIONSHIPPROFESSIONALVIEW",
                    {{"PERSONRELATIONSHIPRECORDID", kId, take(involvements_id)},
                     {"PERSONID", kId, take(person_id)},
                     {"PROFESSIONALRELATIONSHIPPERSONID", kId, take(professional_id)},
                     {"RELATIONSHIPCLASSCODE", kCode, take(professional_role_id)},
                     {"ALLOCATEDWORKERCODE", kCode, allocated_worker},
                     {"STARTDATE", kDate, take(involvement_start_date)},
                     {"CLOSEDATE", kDate, take(involvement_end_date)}});
}

Table teams_of_people(const Holdings& holdings) {
  using namespace involvements;
  return rearranged(holdings, TableId::involvements, "PERSONORGRELATIONSHIPVIEW",
                    {{"RELATIONSHIPID", kId, take_after("TM", involvements_id)},
                     {"PERSONID", kId, take(person_id)},
                     {"ORGANISATIONID", kId, take(professional_team)},
                     {"ALLOCATEDTEAMCODE", kCode, always("AT")},
                     {"DATESTARTED", kDate, take(involvement_start_date)},
                     {"DATEENDED", kDate, take(involvement_end_date)}},
                    [](const SsdRow& row) { return row[professional_team].has_value(); });
}

}  // namespace

void add_relationships(std::vector<Table>& tables, const Holdings& holdings) {
  tables.push_back(professionals_of_people(holdings));
  tables.push_back(teams_of_people(holdings));
}

}  // namespace dataflow::synthetic::eclipse
