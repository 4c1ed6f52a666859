// Days as they stand in the council's rows, and as returns write them.
#pragma once

#include <optional>
#include <string>

#include "agent/core/day.h"
#include "connectors/synthetic/shapes/rearrange.h"
#include "connectors/synthetic/window.h"

namespace dataflow::synthetic {

/// The day in "2026-06-01 00:00:00"; nothing where there is none.
[[nodiscard]] inline std::optional<Day> day_of(const Cell& cell) {
  return cell ? Day::parse(cell->substr(0, 10)) : std::nullopt;
}

/// "2026-06-01"; a text that is no day stays as it is.
[[nodiscard]] inline Value iso_day(const Cell& cell) {
  const auto day = day_of(cell);
  return day ? Value(day->text()) : text_of(cell);
}

/// "01/06/2026"; a text that is no day stays as it is.
[[nodiscard]] inline Value english_day(const Cell& cell) {
  const auto day = day_of(cell);
  if (!day) return text_of(cell);
  const std::string iso = day->text();
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

/// Whether a span touches the window. One without a day to begin with does: nobody can tell. An end
/// of 1900 is what systems write where there is none.
[[nodiscard]] inline bool touches(const Window& window, const Cell& start, const Cell& end) {
  const auto from = day_of(start);
  const bool open = end && end->starts_with("1900-01-01");
  return !from || window.touches(*from, open ? std::nullopt : day_of(end));
}

}  // namespace dataflow::synthetic
