// The Equipment is what both loops work with, opened by one reading of the settings.
#pragma once

#include <memory>
#include <mutex>

#include "agent/app/plan.h"
#include "agent/flow/sealing.h"

namespace dataflow::service {

/// Each part is used by one loop only, but for the plan and the sealer, which do not change.
struct Equipment {
  std::unique_ptr<const app::Plan> plan;
  std::unique_ptr<connectors::Connector> source;
  std::unique_ptr<delivery::Endpoint> endpoint;
  flow::Sealer sealer;
  ledger::Ledger intake_ledger;
  ledger::Ledger dispatch_ledger;

  /// Opens everything that the plan names; reads no record and sends nothing. The clock must
  /// outlive it. Errors: whatever cannot be opened.
  [[nodiscard]] static Result<std::shared_ptr<const Equipment>> open(
      std::unique_ptr<const app::Plan> plan, const Clock& clock);
};

/// Where the newest equipment lies until a loop takes it. Safe to use from any number of threads.
class Bench {
 public:
  explicit Bench(std::shared_ptr<const Equipment> first) : newest_(std::move(first)) {}

  void lay_out(std::shared_ptr<const Equipment> newer);
  [[nodiscard]] std::shared_ptr<const Equipment> newest() const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Equipment> newest_;
};

}  // namespace dataflow::service
