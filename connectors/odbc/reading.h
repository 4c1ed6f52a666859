// A Reading passes all wished tables as of one moment, or tells how far they are not.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/snapshot.h"
#include "connectors/odbc/connection.h"
#include "connectors/odbc/table_reader.h"

namespace dataflow::connectors::odbc {

/// What this server gives, for the databases where that is a setting.
[[nodiscard]] Result<Moment> moment_of(Connection& connection);

/// For one read. A source that is rebuilt meanwhile gives an error of remedy wait, and never half
/// of its rows: see dialect.h for how each server is held still.
class Reading {
 public:
  Reading(Connection& connection, std::vector<TableToRead> tables, Clock& clock);

  /// Finding S10 where the server has no moment to offer.
  [[nodiscard]] Result<void> pass_to(RowSink& sink);

 private:
  using Counts = std::vector<std::uint64_t>;

  [[nodiscard]] Result<void> choose_moment();
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<Counts> counts();
  [[nodiscard]] Result<Counts> read_all(RowSink& sink);
  [[nodiscard]] Result<void> compare(const Counts& before, const Counts& read,
                                     const Counts& after) const;

  Connection& connection_;
  std::vector<TableToRead> tables_;
  Clock& clock_;
  Moment moment_;
};

}  // namespace dataflow::connectors::odbc
