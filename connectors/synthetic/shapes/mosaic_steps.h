// A Workflow writes the steps of Mosaic with the groups they are about and the ways between them.
#pragma once

#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

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
  /// One without an id is left out.
  void add(const Step& step);

  /// Adds the tables; nothing can be added to them afterwards.
  void give(std::vector<Table>& tables);

 private:
  void link(const std::string& step, const Value& preceding, std::string_view adjacent);

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

}  // namespace dataflow::synthetic::mosaic
