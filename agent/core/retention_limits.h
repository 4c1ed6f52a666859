// How long the agent keeps what it no longer needs.
#pragma once

#include <cstdint>

namespace dataflow {

/// `retention:` in agent.yaml, in days. What was sent, when, its digests and receipts, and the
/// audit trail are kept for good: they are the proof.
struct RetentionLimits {
  std::int64_t documents = 90;  ///< accepted documents, counted from their acceptance
  std::int64_t runs = 400;      ///< the figures of runs, of their tables and of their findings
};

}  // namespace dataflow
