// An XmlProfile says how one kind of XML file is read: which elements are the rows of which table,
// and what in them are the columns.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/fault.h"
#include "agent/core/snapshot.h"

namespace dataflow::connectors::xml {

/// A way down from an element: names of elements inside one another, and perhaps an attribute of
/// the last. No name: the element itself.
struct XmlPath {
  std::vector<std::string> elements;
  std::string attribute;  ///< empty: the text of the element
};

struct XmlColumn {
  enum class Kind {
    text,    ///< what stands at `path` in the row
    number,  ///< the number of the row in its table, from 1
    above,   ///< a column of the row that this row stands in
  };
  std::string name;
  Kind kind = Kind::text;
  XmlPath path;
  std::size_t table = 0;   ///< of `above`: its place in the profile
  std::size_t column = 0;  ///< of `above`: its place in that table, where it is text or number
};

struct XmlTable {
  std::string name;
  std::optional<std::size_t> inside;  ///< the table whose rows its rows stand in: its place
  std::vector<std::string> at;        ///< from that row, or from the root, down to its own rows
  std::vector<XmlColumn> columns;

  [[nodiscard]] TableShape shape() const;
};

struct XmlProfile {
  std::string root;              ///< the name of the outermost element
  std::vector<XmlTable> tables;  ///< a table stands behind the one it is inside

  /// Nothing, with faults, when the file is no profile.
  [[nodiscard]] static std::optional<XmlProfile> read(const std::filesystem::path& file,
                                                      Faults& faults);

  [[nodiscard]] std::vector<TableShape> shapes() const;
};

}  // namespace dataflow::connectors::xml
