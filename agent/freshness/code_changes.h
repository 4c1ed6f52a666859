// Code changes: how the codes of one field differ from those that earlier runs saw.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/finding.h"
#include "agent/ledger/source_memory.h"

namespace dataflow::freshness {

/// One field, by its path. The spans must outlive it.
class CodeChanges {
 public:
  CodeChanges(const std::string& path, std::span<const ledger::CodeUse> seen,
              std::span<const ledger::SeenCode> memory, Day today);

  /// Whether the codes changed as a whole: more than half of the values are codes that the field
  /// never had, or all values are gone.
  [[nodiscard]] bool replaced() const;

  /// New codes, codes that are not used any more, and that the field was replaced. Codes of the
  /// standard are named, other texts counted.
  [[nodiscard]] std::vector<Finding> findings() const;

 private:
  [[nodiscard]] const ledger::SeenCode* known(const ledger::CodeUse& use) const;
  [[nodiscard]] bool used(const ledger::SeenCode& code) const;
  [[nodiscard]] bool is_news(const ledger::CodeUse& use) const;
  [[nodiscard]] Finding new_codes() const;
  [[nodiscard]] Finding gone_codes() const;
  [[nodiscard]] Finding replaced_codes() const;

  std::string path_;
  std::vector<ledger::CodeUse> now_;
  std::vector<ledger::SeenCode> before_;
  Day today_;
  std::int64_t values_ = 0;         // of the field now
  std::int64_t unseen_ = 0;         // of them, of codes that it never had
  std::int64_t values_before_ = 0;  // when it was last remembered
};

}  // namespace dataflow::freshness
