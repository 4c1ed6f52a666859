// Reads the source into a snapshot that the mapping can work on, on the terms of the settings.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/progress.h"
#include "agent/core/source_terms.h"
#include "agent/ledger/source_tables.h"
#include "agent/mapping/mapping_file.h"
#include "agent/mapping/staging.h"
#include "connectors/connector.h"

namespace dataflow::freshness {

/// What reading works with. All of it must outlive the call.
struct ReadingParts {
  connectors::Connector& source;
  const mapping::MappingFile& mapping;
  const standard::Standard& standard;
  const SourceTerms& terms;
  Clock& clock;
  Progress& progress;
  std::stop_token stop = {};  ///< once a stop is asked for, reading ends with an error
};

/// The source as it was read.
struct Reading {
  mapping::Staging staging;
  std::vector<TableShape> offered;        ///< the tables that were read, with all their columns
  std::vector<ledger::TableRows> tables;  ///< those that were read, with what reading them cost
  std::string mark;                       ///< what the source says of its last refresh; or empty
};

/// Asks the source what it offers and checks the mapping against it. Faults of the mapping are
/// added to `faults`; the Result is an error when the source itself cannot be asked.
[[nodiscard]] Result<std::optional<std::vector<TableShape>>> columns_to_read(
    connectors::Connector& source, const mapping::MappingFile& mapping,
    const standard::Standard& standard, Faults& faults);

/// Reads those columns into memory, for a run: once the source is ready, and twice where that is
/// asked for. Where the mapping does not fit the source, its faults are added to `faults`, the
/// error counts them, and no row is read. `mark_before`: Reading::mark of the last settled run, or
/// empty.
///
/// Errors: wait when the source is not ready, changes while it is read, may not be read at this
/// hour, or a stop was asked for; whatever else reading comes to.
[[nodiscard]] Result<Reading> read_source(const ReadingParts& parts, const std::string& mark_before,
                                          Faults& faults);

/// The same for somebody who looks at the source as it is: once, ready or not, but within its load.
[[nodiscard]] Result<mapping::Staging> look_at_source(const ReadingParts& parts, Faults& faults);

}  // namespace dataflow::freshness
