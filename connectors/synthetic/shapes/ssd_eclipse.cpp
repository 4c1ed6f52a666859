#include "connectors/synthetic/shapes/rearrange.h"
#include "connectors/synthetic/shapes/ssd_extracts.h"
#include "connectors/synthetic/shapes/write_tables.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;

void eclipse_person(Row& row) {
  if (row[person::upn]) row[person::upn_unknown] = row[person::upn];
  if (!row[person::dob]) row[person::dob] = row[person::expected_dob];
  auto& ethnicity = row[person::ethnicity];
  if (ethnicity == "CHNE") ethnicity = "CNHE";
  if (ethnicity == "MWBA") ethnicity = "MWBa";
  if (ethnicity == "OOTH") ethnicity = "ORAB";
  if (ethnicity == "NOBT") ethnicity = "??";
}

void eclipse_enquiry(Row& row) {
  auto& outcome = row[s47_enquiry::s47_outcome_json];
  if (!outcome) return;
  const auto flag = member_of(*outcome, "CP_CONFERENCE_FLAG");
  if (flag) outcome = R"({"OUTCOME_CP_CONFERENCE_FLAG":")" + *flag + "\"}";
}

void eclipse_permanence(Row& row) {
  row[permanence::adm_decision_date].reset();
  row[permanence::matched_date].reset();
  row[permanence::placed_for_adoption_date].reset();
}

}  // namespace

Result<void> write_ssd_eclipse(const Holdings& holdings, const Target& target, Progress& progress) {
  SsdExtract extract(holdings);
  extract.edit(TableId::person, eclipse_person);
  extract.edit(TableId::s47_enquiry, eclipse_enquiry);
  extract.edit(TableId::permanence, eclipse_permanence);
  extract.edit(TableId::immigration_status,
               [](Row& row) { describe_status(row, "Unaccompanied Asylum Seeker (UASC)"); });
  auto& identifiers = extract[TableId::linked_identifiers];
  identifiers = Table(identifiers.shape(), identifiers.types());
  return write_tables(std::move(extract).finish(), target, progress);
}

}  // namespace dataflow::synthetic
