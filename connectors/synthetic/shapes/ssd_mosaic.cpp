#include "connectors/synthetic/shapes/rearrange.h"
#include "connectors/synthetic/shapes/ssd_extracts.h"
#include "connectors/synthetic/shapes/write_tables.h"

namespace dataflow::synthetic {

namespace {

using namespace ssd;

void mosaic_person(Row& row) {
  auto& sex = row[person::sex];
  if (sex == "M") sex = "Male";
  if (sex == "F") sex = "Female";
  if (sex == "U") sex = "Unknown";
  row[person::legacy_id].reset();
  row[person::single_unique_id].reset();
  row[person::upn_unknown].reset();
}

void mosaic_enquiry(Row& row) {
  auto& outcome = row[s47_enquiry::s47_outcome_json];
  if (!outcome) return;
  const bool conference = member_of(*outcome, "CP_CONFERENCE_FLAG") == "Y";
  outcome = conference ? "Strategy meeting, Initial child protection conference"
                       : "No further action, Advice given";
}

void mosaic_referral(Row& row) {
  auto& outcome = row[cin_episodes::referral_outcome_json];
  if (outcome) outcome = "Assessment, Advice given";
}

}  // namespace

Result<void> write_ssd_mosaic(const Holdings& holdings, const Target& target, Progress& progress) {
  SsdExtract extract(holdings);
  extract.edit(TableId::person, mosaic_person);
  extract.edit(TableId::s47_enquiry, mosaic_enquiry);
  extract.edit(TableId::cin_episodes, mosaic_referral);
  extract.edit(TableId::linked_identifiers,
               [](Row& row) { row[linked_identifiers::identifier_type] = "FUPN"; });
  extract.edit(TableId::professionals,
               [](Row& row) { row[professionals::social_worker_registration_no].reset(); });
  extract.edit(TableId::involvements, [](Row& row) {
    auto& role = row[involvements::professional_role_id];
    if (role) role = "REL." + *role;
  });
  auto& plans = extract[TableId::cin_plans];
  plans = with_column_called(plans, cin_plans::cin_plan_id, "cin_plan_id");
  auto& placements = extract[TableId::cla_placement];
  placements = without_column(placements, cla_placement::person_id);
  auto& involvements = extract[TableId::involvements];
  involvements = without_column(involvements, involvements::person_id);
  return write_tables(std::move(extract).finish(), target, progress);
}

}  // namespace dataflow::synthetic
