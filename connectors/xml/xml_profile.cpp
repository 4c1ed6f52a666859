#include "connectors/xml/xml_profile.h"

#include <fmt/format.h>

#include "agent/yaml/reader.h"
#include "connectors/wishes.h"

namespace dataflow::connectors::xml {

namespace {

using yaml::Node;

constexpr std::string_view kPathHelp =
    "Write names of elements with slashes between them, as in Header/Year, at last @NAME for an "
    "attribute, or . for the element itself.";

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == '/') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

XmlPath read_path(const Node& node) {
  XmlPath path;
  const std::string text = node.text();
  if (text.empty() || text == ".") return path;
  path.elements = parts_of(text);
  if (path.elements.back().starts_with('@')) {
    path.attribute = path.elements.back().substr(1);
    path.elements.pop_back();
    if (path.attribute.empty()) node.fault("The attribute has no name.", std::string(kPathHelp));
  }
  for (const auto& name : path.elements) {
    if (!name.empty() && name.find_first_of("@.[]*: ") == std::string::npos) continue;
    node.fault("A path of elements was expected.", std::string(kPathHelp));
    break;
  }
  return path;
}

/// Reads the tables in their order; a later one may stand inside an earlier.
class TablesReader {
 public:
  explicit TablesReader(std::vector<XmlTable>& tables) : tables_(tables) {}

  void read(const Node::Member& member) {
    const Node& node = member.value;
    node.only({"in", "at", "columns"});
    XmlTable table;
    table.name = member.name;
    if (place_of(table.name)) {
      member.fault("Two tables have this name; capitals make no difference.");
    }
    if (const auto inside = node.member("in"); inside.present()) {
      table.inside = place_of(inside.text());
      if (!table.inside) inside.fault("No table above has this name.");
    }
    const auto at = node.required("at", "which elements are the rows");
    if (at.present()) table.at = read_at(at, table);
    const auto columns = node.required("columns", "the columns, each with its place in a row");
    if (columns.present()) read_columns(columns, table);
    tables_.push_back(std::move(table));
  }

 private:
  [[nodiscard]] std::optional<std::size_t> place_of(const std::string& name) const {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (same_name(tables_[i].name, name)) return i;
    }
    return std::nullopt;
  }

  static std::vector<std::string> read_at(const Node& node, const XmlTable& table) {
    XmlPath path = read_path(node);
    if (!path.attribute.empty()) node.fault("Rows are elements, not attributes.");
    if (path.elements.empty() && table.inside) {
      node.fault("A row cannot be the row that it stands in.", "Write the columns there.");
    }
    return std::move(path.elements);
  }

  void read_columns(const Node& node, XmlTable& table) const {
    for (const auto& member : node.members()) {
      if (find_column(table.shape(), member.name)) {
        member.fault("Two columns have this name; capitals make no difference.");
      }
      table.columns.push_back(read_column(member, table));
    }
  }

  [[nodiscard]] XmlColumn read_column(const Node::Member& member, const XmlTable& table) const {
    XmlColumn column;
    column.name = member.name;
    if (!member.value.is_map()) {
      column.path = read_path(member.value);
      return column;
    }
    member.value.only({"number", "of", "column"});
    if (const auto number = member.value.member("number"); number.present()) {
      column.kind = XmlColumn::Kind::number;
      if (!number.flag()) number.fault("Only true has a meaning here.");
      return column;
    }
    take_from_above(member.value, table, column);
    return column;
  }

  /// A column of a column above is that column itself.
  void take_from_above(const Node& node, const XmlTable& table, XmlColumn& column) const {
    column.kind = XmlColumn::Kind::above;
    const auto of = node.required("of", "the table that this one stands in");
    const auto name = node.required("column", "the name of its column");
    if (!of.present() || !name.present()) return;
    const auto above = above_named(of.text(), table);
    if (!above) return of.fault("This table does not stand in a table of that name.");
    const auto place = find_column(tables_[*above].shape(), name.text());
    if (!place) return name.fault(fmt::format("'{}' has no such column.", tables_[*above].name));
    const XmlColumn& found = tables_[*above].columns[*place];
    const bool further = found.kind == XmlColumn::Kind::above;
    column.table = further ? found.table : *above;
    column.column = further ? found.column : *place;
  }

  [[nodiscard]] std::optional<std::size_t> above_named(const std::string& name,
                                                       const XmlTable& table) const {
    for (auto above = table.inside; above; above = tables_[*above].inside) {
      if (same_name(tables_[*above].name, name)) return above;
    }
    return std::nullopt;
  }

  std::vector<XmlTable>& tables_;
};

}  // namespace

TableShape XmlTable::shape() const {
  TableShape shape{name, {}};
  for (const auto& column : columns) shape.columns.push_back(column.name);
  return shape;
}

std::vector<TableShape> XmlProfile::shapes() const {
  std::vector<TableShape> shapes;
  for (const auto& table : tables) shapes.push_back(table.shape());
  return shapes;
}

std::optional<XmlProfile> XmlProfile::read(const std::filesystem::path& file, Faults& faults) {
  const std::size_t before = faults.size();
  const auto top = Node::open(file, faults);
  top.only({"root", "tables"});
  XmlProfile profile;
  const auto root = top.required("root", "the name of the outermost element");
  if (root.present()) profile.root = root.text();
  const auto tables = top.required("tables", "the tables of the file");
  if (tables.present()) {
    TablesReader reader(profile.tables);
    for (const auto& member : tables.members()) reader.read(member);
  }
  if (faults.size() != before) return std::nullopt;
  return profile;
}

}  // namespace dataflow::connectors::xml
