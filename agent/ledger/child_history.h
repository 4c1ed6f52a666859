// The history of one child: everything that was sent of it, and everything else that was done.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// One time that something of the child was sent.
struct SentOnce {
  std::int64_t delivery = 0;
  std::string at;       ///< RFC 3339
  std::string outcome;  ///< as kOutcomeOfDelivery has it (history.h)
  std::int64_t status = 0;
  std::string document_digest;  ///< hexadecimal SHA-256 of the child's document
  std::string change_digest;    ///< of the exact bytes that were sent of it
  std::string receipt;          ///< empty without one
};

/// One entry of the audit trail that is about the child.
struct DoneOnce {
  std::int64_t entry = 0;
  std::string at;
  std::string event;
  std::string detail;
};

struct ChildHistory {
  std::vector<SentOnce> sent;  ///< oldest first
  std::vector<DoneOnce> done;  ///< oldest first
};

/// Empty for a child that the ledger never knew.
[[nodiscard]] Result<ChildHistory> history_of(const Ledger& ledger, std::string_view child);

}  // namespace dataflow::ledger
