// The check-up of a source: whether it can be read as the mapping needs it, step by step.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "agent/freshness/reading.h"

namespace dataflow::freshness {

/// One step, and what came of it.
struct SourceStep {
  enum class Outcome {
    passed,
    warned,  ///< it works, and yet somebody should look at it
    failed,
    left_out,  ///< an earlier step failed, or there is nothing to do
  };
  std::string name;
  Outcome outcome = Outcome::left_out;
  std::string says;  ///< what was found; when failed, what to do as well
};

/// A step as a line for people: pass, warn, FAIL or -, its name, and what it says.
[[nodiscard]] std::string line_of(const SourceStep& step);

/// What the check-up found out for others.
struct SourceCheck {
  bool well = false;               ///< no step failed
  std::vector<TableShape> wishes;  ///< what the mapping reads, by the names that GRANTs need
  std::string dialect;             ///< connectors::Examination::dialect
};

/// Asks the source what it offers and about itself, holds the mapping against it, and reads the
/// first rows of each table that the mapping needs, within the load of the settings. Tells of each
/// step as it is done; never a value of a record. `rows_before`: of the last settled run, to say
/// how long the whole would take.
[[nodiscard]] SourceCheck check_up(const ReadingParts& parts,
                                   const std::vector<ledger::TableRows>& rows_before,
                                   const std::function<void(const SourceStep&)>& tell);

}  // namespace dataflow::freshness
