#include "connectors/synthetic/shapes/mosaic_steps.h"

namespace dataflow::synthetic::mosaic {

void Workflow::add(const Step& step) {
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

void Workflow::give(std::vector<Table>& tables) {
  tables.push_back(std::move(steps_));
  tables.push_back(std::move(subjects_));
  tables.push_back(std::move(backwards_));
  tables.push_back(std::move(forwards_));
}

void Workflow::link(const std::string& step, const Value& preceding, std::string_view adjacent) {
  if (!preceding) return;
  backwards_.add(std::vector<Value>{step, preceding, std::string(adjacent)});
  forwards_.add(std::vector<Value>{preceding, step, std::string(adjacent)});
}

}  // namespace dataflow::synthetic::mosaic
