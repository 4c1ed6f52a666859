// A RowPlan is where, in a document, the rows of one wished table stand and what is kept of them.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/snapshot.h"
#include "connectors/xml/xml_profile.h"

namespace dataflow::connectors::xml {

/// The wished table is the last of a chain of levels: a table that another is inside is the level
/// before it.
struct Level {
  std::string table;
  std::vector<std::string> columns;  ///< those whose values are kept of each row
};

/// A value that is kept of a row: its level, and its place among those kept there.
struct Slot {
  std::size_t level = 0;
  std::size_t place = 0;
};

/// An element by its way down the document, as far as something there is wished for.
struct Spot {
  std::map<std::string, std::unique_ptr<Spot>, std::less<>> inside;
  std::optional<std::size_t> row_of;  ///< the level whose rows these elements are
  std::vector<Slot> texts;            ///< what takes the text of the element
  std::map<std::string, std::vector<Slot>, std::less<>> attributes;
};

/// One cell of a wished row: a kept value, or the number of the row at a level.
struct WishedCell {
  Slot slot;
  bool is_number = false;
};

struct RowPlan {
  TableShape wish;
  std::string root;  ///< the name of the outermost element
  Spot top;          ///< what the outermost element stands in
  std::vector<Level> levels;
  std::vector<WishedCell> cells;  ///< in the order of the wish

  /// The wish must be of the profile.
  [[nodiscard]] static RowPlan of(const XmlProfile& profile, const TableShape& wish);
};

}  // namespace dataflow::connectors::xml
