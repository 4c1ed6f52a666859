// Cells: values as the Standard Safeguarding Dataset writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/core/day.h"

namespace dataflow::synthetic {

using CellText = std::optional<std::string>;

/// "YYYY-MM-DD 00:00:00", or NULL for no day.
[[nodiscard]] inline CellText cell_of(std::optional<Day> day) {
  if (!day) return std::nullopt;
  return day->text() += " 00:00:00";
}

/// The text, or NULL when it is empty.
[[nodiscard]] inline CellText cell_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return std::string(text);
}

enum class YesNo { no, yes };
[[nodiscard]] inline CellText cell_of(YesNo answer) {
  return answer == YesNo::yes ? "Y" : "N";
}
[[nodiscard]] inline YesNo yes_if(bool condition) {
  return condition ? YesNo::yes : YesNo::no;
}

/// A number with one decimal, as SQLite writes a REAL: "12.0".
[[nodiscard]] inline CellText cell_of_tenths(int tenths) {
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace dataflow::synthetic
