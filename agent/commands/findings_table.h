// Findings as a list: as text, as CSV, as CSV for Excel, or as lines of JSON.
#pragma once

#include <ostream>

#include "agent/ledger/findings.h"
#include "agent/standard/standard.h"

namespace dataflow::commands {

enum class FindingsFormat {
  text,
  csv,         ///< RFC 4180, UTF-8
  excel,       ///< the same with a byte order mark, and identifiers that Excel leaves alone
  json_lines,  ///< one object a line
};

/// Writes a heading when it is made, and a line for each finding.
class FindingsTable {
 public:
  /// Both arguments must outlive the table.
  FindingsTable(std::ostream& out, FindingsFormat format, const standard::Standard& standard);

  void add(const ledger::StandingFinding& finding);

 private:
  void add_csv(const ledger::StandingFinding& finding);
  void add_json(const ledger::StandingFinding& finding);
  void add_text(const ledger::StandingFinding& finding);

  std::ostream& out_;
  FindingsFormat format_;
  const standard::Standard& standard_;
};

}  // namespace dataflow::commands
