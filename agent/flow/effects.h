// The Effects of a run: what it would change, counted before anything is changed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "agent/core/brake_limits.h"
#include "agent/flow/compare.h"
#include "agent/ledger/ledger.h"
#include "agent/ledger/source_tables.h"

namespace dataflow::flow {

struct Effects {
  ledger::RunFigures figures;
  bool first = false;        ///< no run of this ledger has taken effect yet
  std::int64_t known = 0;    ///< children of whom the endpoint was given something before
  std::int64_t fresh = 0;    ///< children that would go for the first time
  std::int64_t changed = 0;  ///< known children of whom something new would go
  std::int64_t churned = 0;  ///< of both, those that say what a known or leaving child says already
  std::vector<std::string> leaving;  ///< children that would be purged
  std::int64_t purged_today = 0;     ///< by earlier runs of the day that nobody had to approve
  std::map<std::string, std::int64_t> fields;  ///< in how many changed children a field differs;
                                               ///< counted only where many children changed
  std::unordered_map<const Record*, Digest> contents;  ///< of what would go (standard/content.h)
  std::vector<ledger::TableRows> tables;               ///< of the source now
  std::vector<ledger::TableRows> tables_before;        ///< when a run last took effect
};

/// Compares the build with the ledger and writes nothing. Fields are counted once more children
/// changed than `few` allows, for that reads both documents of each.
[[nodiscard]] Result<Effects> effects_of(const Build& build, const standard::Standard& standard,
                                         const ledger::Ledger& ledger, const Absence& absence,
                                         const Allowance& few);

}  // namespace dataflow::flow
