// Build: from the source to every child's record, with what the rules found of each.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/log.h"
#include "agent/core/progress.h"
#include "agent/core/record.h"
#include "agent/core/source_terms.h"
#include "agent/corrections/corrections.h"
#include "agent/ledger/findings.h"
#include "agent/ledger/source_memory.h"
#include "agent/ledger/source_tables.h"
#include "agent/mapping/mapping_file.h"
#include "agent/mapping/records.h"
#include "agent/standard/standard.h"
#include "connectors/connector.h"

namespace dataflow::flow {

/// What a build works with. All of it must outlive the call.
struct BuildParts {
  connectors::Connector& source;
  const mapping::MappingFile& mapping;
  const standard::Standard& standard;
  const std::vector<standard::Rule>& rules;  ///< those to judge by, with the weights to use
  const std::filesystem::path& corrections;  ///< the CSV file of local corrections; empty: none
  Clock& clock;
  Log& log;
  Progress& progress;
  /// The day on which the collection window began when the endpoint was first sent anything. What
  /// was in that window is told apart from what is gone. Nothing: whatever is not in today's is
  /// gone.
  std::optional<Day> since{};
  /// The council's code where the identifiers of items are derived (standard/derived_ids.h);
  /// nothing where they are those of the source.
  std::optional<std::string> ids_for{};
  SourceTerms terms{};  ///< on which the source is read
  /// What the last settled run found of the source, to compare with; null: nothing is compared.
  const ledger::Ledger* ledger = nullptr;
  /// The variant of the mapping that the settings name; empty where its probes are to find it.
  std::string variant{};
  /// Once a stop is asked for, the build is left; nothing was written, so nothing is lost.
  std::stop_token stop{};

  /// The same for another form of the mapping, which must outlive the copy.
  [[nodiscard]] BuildParts with(const mapping::MappingFile& form) const;
};

struct Build {
  std::vector<Record> records;  ///< in byte order of the identifiers; held ones have no document
  mapping::CohortCount cohort;
  std::int64_t rows = 0;                   ///< read from the source
  std::vector<ledger::TableRows> tables;   ///< the same by table, with what reading cost
  std::vector<SourceFile> files;           ///< that the rows came from
  std::string mark;                        ///< what the source says of its last refresh; or empty
  ledger::SourceSeen seen;                 ///< of the source's columns and codes, to remember
  std::vector<Finding> council;            ///< about all children together
  std::vector<ledger::ChildGroup> groups;  ///< of children with a finding
  std::vector<std::string> not_judged;     ///< rules that ask for what the mapping does not fill
  std::string mapping;                     ///< its name with that of the variant: "ssd/systemc"
  Day window_start;                        ///< on which the collection window of today begins
  /// Children whom the source still has, but who have left the window; in byte order.
  std::vector<std::string> past;
};

/// The local corrections of today. Every fault of their file is added to `faults`, and the error
/// names the first.
[[nodiscard]] Result<corrections::Corrections> read_corrections(const BuildParts& parts,
                                                                Faults& faults);

/// Reads the source, builds every record and judges them all. Writes nothing. Errors: wait (the
/// source is locked, half written or not ready, or a stop was asked for), stop (the corrections
/// have faults, or the mapping does not fit the source, or more than one of its variants does);
/// every fault is then in the log.
[[nodiscard]] Result<Build> build(const BuildParts& given);

}  // namespace dataflow::flow
