// The refresh mark is what the source says of its last refresh, such as the time of a nightly load.
#pragma once

#include <span>
#include <string>

#include "agent/core/source_terms.h"
#include "agent/mapping/functions.h"
#include "agent/mapping/mapping_file.h"
#include "connectors/connector.h"

namespace dataflow::freshness {

/// What the expression `ready.refreshed` gives over the rows of `ready.table`, the greatest of them
/// where it gives several; empty where it gives nothing. Only the columns it reads are asked for.
/// SQLite runs it, with the functions of a mapping.
///
/// `offered`: what describe() answered. Errors: stop where there is no such table or the expression
/// does not compile, and whatever reading the table comes to.
[[nodiscard]] Result<std::string> read_mark(connectors::Connector& source,
                                            std::span<const TableShape> offered,
                                            const ReadyTerms& ready,
                                            const mapping::FunctionContext& functions,
                                            const std::vector<std::string>& nulls);

/// An error unless the mark shows that the source has been refreshed: remedy wait where it may
/// come, stop where the mark holds no day although it has to. `before` is the mark that the last
/// settled run saw; empty before the first.
[[nodiscard]] Result<void> check_refreshed(const ReadyTerms& ready, const std::string& mark,
                                           const std::string& before, Day today);

/// An error with remedy wait where the source was refreshed while it was read.
[[nodiscard]] Result<void> check_not_refreshed(const std::string& before, const std::string& after);

}  // namespace dataflow::freshness
