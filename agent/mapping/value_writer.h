// Turns a source's text into the JSON of one field, as the standard wants that kind of field.
#pragma once

#include <string>
#include <string_view>

#include "agent/mapping/code_counts.h"
#include "agent/mapping/functions.h"
#include "agent/standard/standard.h"

namespace dataflow::mapping {

/// What became of a value.
enum class Written {
  whole,     ///< it stands in the output
  mended,    ///< it stands in the output without a part that does not belong there
  refused,   ///< it cannot be read as that kind of field; nothing was written
  too_many,  ///< more codes than the field may hold; nothing was written
};

/// Writes values of one mapping. The standard and the words must outlive it.
class ValueWriter {
 public:
  ValueWriter(const standard::Standard& standard, const CodeWords& words)
      : standard_(standard), words_(words) {}

  /// From now on each code that is written, or refused, is counted in `counts`, which must outlive
  /// the writer.
  void count_codes(CodeCounts& counts) { counts_ = &counts; }

  /// Appends `text`, which is not empty, as canonical JSON for `field`.
  Written write(const standard::Field& field, std::string_view text, std::string& out) const;

 private:
  [[nodiscard]] const standard::Code* read(const standard::Field& field,
                                           std::string_view text) const;
  Written write_codes(const standard::Field& field, std::string_view text, std::string& out) const;

  const standard::Standard& standard_;
  const CodeWords& words_;
  CodeCounts* counts_ = nullptr;
};

/// The number of the rule that refuses a value of this kind, after the checks on field formats in
/// docs/standard.md: F02 identifiers, F03 dates, F04 unique pupil numbers, F07 codes, F08
/// postcodes, F09 scores, F10 texts, F11 flags. F01 is the child's own identifier.
[[nodiscard]] std::string format_rule(const standard::Field& field);

/// One sentence for the data lead on why a value of this field was refused.
[[nodiscard]] std::string why_refused(const standard::Field& field);

}  // namespace dataflow::mapping
