// ChildStates reads where each child stands, in order of their identifiers.
#pragma once

#include <optional>
#include <string>

#include "agent/core/day.h"
#include "agent/core/digest.h"
#include "agent/core/result.h"
#include "agent/ledger/ledger.h"

namespace dataflow::ledger {

/// Where one child stands, as far as intake needs to know.
struct ChildState {
  std::string child;
  bool in_scope = false;           ///< the newest settled run found the child in the cohort
  std::optional<Digest> accepted;  ///< the document the endpoint last gave a receipt for
  std::optional<Digest> content;   ///< of the same, apart from its identifiers
  std::optional<Digest> waiting;   ///< the document that waits to be delivered
  bool waiting_purge = false;      ///< what waits is the purge of the child
  bool in_doubt = false;           ///< sent since then, and no answer came
  std::int64_t absences = 0;       ///< days in a row on which a run did not find the child
  std::optional<Day> absent_on;    ///< the last of them
  std::string known;               ///< the skeleton of everything the endpoint may hold
  bool past = false;               ///< has left the window, and stays at the endpoint
  bool held = false;               ///< set aside, by intake or by the endpoint
  std::optional<Digest> refused;   ///< the document that the endpoint refused
};

/// A cursor over all children in byte order. Reads one moment of the ledger; for one thread.
class ChildStates {
 public:
  [[nodiscard]] static Result<ChildStates> open(const Ledger& ledger);

  /// False after the last child; otherwise current() is the next one.
  [[nodiscard]] Result<bool> next();
  [[nodiscard]] const ChildState& current() const { return state_; }

 private:
  explicit ChildStates(sqlite::Statement select) : select_(std::move(select)) {}

  sqlite::Statement select_;
  ChildState state_;
};

}  // namespace dataflow::ledger
