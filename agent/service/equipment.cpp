#include "agent/service/equipment.h"

#include <utility>

namespace dataflow::service {

Result<std::shared_ptr<const Equipment>> Equipment::open(std::unique_ptr<const app::Plan> plan,
                                                         const Clock& clock) {
  TRY_ASSIGN(auto source, plan->open_source());
  TRY_ASSIGN(auto endpoint, plan->open_endpoint(clock));
  TRY_ASSIGN(auto sealer, plan->open_sealer());
  TRY_ASSIGN(auto intake_ledger, plan->open_ledger());
  TRY_ASSIGN(auto dispatch_ledger, plan->open_ledger());
  return std::shared_ptr<const Equipment>(
      new Equipment{std::move(plan), std::move(source), std::move(endpoint), std::move(sealer),
                    std::move(intake_ledger), std::move(dispatch_ledger)});
}

void Bench::lay_out(std::shared_ptr<const Equipment> newer) {
  const std::lock_guard lock(mutex_);
  newest_ = std::move(newer);
}

std::shared_ptr<const Equipment> Bench::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

}  // namespace dataflow::service
