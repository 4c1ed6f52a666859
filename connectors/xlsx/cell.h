// A cell of a sheet while its tags go by, and where it stands.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/xlsx/text.h"
#include "connectors/xlsx/workbook.h"

namespace dataflow::connectors::xlsx {

/// Columns and rows are counted from 0.
struct CellPlace {
  std::size_t column = 0;
  std::size_t row = 0;
};

/// "B3" is column 1 and row 2. Nothing when it is no place that Excel has.
[[nodiscard]] std::optional<CellPlace> place_of(std::string_view reference);

/// What became of a cell.
enum class Value {
  text,         ///< its text says all; an empty text is an empty cell
  lost_digits,  ///< a whole number with more digits than Excel keeps
  lost,         ///< an error, or a formula that nobody worked out
};

struct ReadCell {
  std::string text;
  Value value = Value::text;
};

/// Takes the tags within <c>, and the tag itself.
class OpenCell {
 public:
  void begin(std::string_view name, const Attributes& attributes);
  void end(std::string_view name);
  void text(std::string_view text);

  /// What it holds, once </c> was met. Nothing when that makes no sense: the sheet is damaged.
  [[nodiscard]] std::optional<ReadCell> take(const Workbook& workbook);

 private:
  [[nodiscard]] std::optional<ReadCell> stored(const Workbook& workbook) const;

  std::string type_;
  std::string style_;
  std::string value_;
  RichText inline_text_;
  bool in_value_ = false;
  bool has_value_ = false;
  bool has_formula_ = false;
};

}  // namespace dataflow::connectors::xlsx
