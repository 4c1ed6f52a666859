#include "connectors/rest/api_profile.h"

#include <fmt/format.h>

#include "agent/yaml/reader.h"
#include "connectors/wishes.h"

namespace dataflow::connectors::rest {

namespace {

using yaml::Node;

json::Pointer read_pointer(const Node& node) {
  auto pointer = json::Pointer::parse(node.raw());
  if (pointer) return *pointer;
  node.fault("A JSON pointer such as /data/rows was expected.", "It begins with a slash.");
  return {};
}

std::optional<json::Pointer> read_optional_pointer(const Node& node) {
  if (!node.present()) return std::nullopt;
  return read_pointer(node);
}

std::string read_path(const Node& node) {
  std::string path = node.text();
  if (node.present() && (!path.starts_with('/') || path.find_first_of("?# ") != path.npos)) {
    node.fault("A path such as /children was expected.",
               "It begins with a slash; parameters belong to query.");
  }
  return path;
}

PagingKind read_kind(const Node& node) {
  const std::string word = node.one_of({"none", "cursor", "offset", "page", "link"});
  if (word == "cursor") return PagingKind::cursor;
  if (word == "offset") return PagingKind::offset;
  if (word == "page") return PagingKind::page;
  return word == "link" ? PagingKind::link : PagingKind::none;
}

/// What each kind of paging cannot do without.
void check_paging(const Node& node, const Paging& paging) {
  const bool asks_by_word = paging.kind == PagingKind::cursor ||
                            paging.kind == PagingKind::offset || paging.kind == PagingKind::page;
  if (asks_by_word) static_cast<void>(node.required("parameter", "what asks for the next page"));
  if (paging.kind == PagingKind::cursor) {
    static_cast<void>(node.required("next", "where a page holds the cursor of the next"));
  }
  if (paging.kind == PagingKind::page) {
    static_cast<void>(node.required("total",
                                    "where a page says how many rows there are: without "
                                    "it, a row that vanishes would hide another"));
  }
}

/// An offset goes back by one row, so a page has two at least.
void read_size(const Node& node, Paging& paging) {
  const auto size = node.member("size");
  const auto parameter = node.member("size_parameter");
  if (size.present()) paging.size = size.whole_number(2, 1'000'000);
  if (parameter.present()) paging.size_parameter = parameter.text();
  if (size.present() != parameter.present()) {
    node.fault("size and size_parameter belong together.",
               "Without both, the API decides how long a page is.");
  }
}

Paging read_paging(const Node& node) {
  Paging paging;
  if (!node.present()) return paging;
  node.only({"kind", "parameter", "size_parameter", "size", "first", "next", "last_page", "total"});
  paging.kind = read_kind(node.required("kind", "none, cursor, offset, page or link"));
  if (const auto parameter = node.member("parameter"); parameter.present()) {
    paging.parameter = parameter.text();
  }
  read_size(node, paging);
  if (const auto first = node.member("first"); first.present()) {
    paging.first = first.whole_number(0, 1);
  }
  paging.next = read_optional_pointer(node.member("next"));
  if (const auto last = node.member("last_page"); last.present()) {
    paging.last = last.one_of({"empty", "absent"}) == "absent" ? LastPage::absent : LastPage::empty;
  }
  paging.total = read_optional_pointer(node.member("total"));
  check_paging(node, paging);
  return paging;
}

ApiColumn read_column(const Node::Member& member) {
  ApiColumn column;
  column.name = member.name;
  if (!member.value.is_map()) {
    column.at = read_pointer(member.value);
    return column;
  }
  member.value.only({"at", "kind", "optional"});
  column.at = read_pointer(member.value.required("at", "where in a row the value stands"));
  if (const auto kind = member.value.member("kind"); kind.present()) {
    const bool moment = kind.one_of({"text", "moment"}) == "moment";
    column.kind = moment ? ApiColumn::Kind::moment : ApiColumn::Kind::text;
  }
  if (const auto optional = member.value.member("optional"); optional.present()) {
    column.presence = optional.flag() ? ApiColumn::Presence::any : ApiColumn::Presence::some;
  }
  return column;
}

void read_columns(const Node& node, ApiTable& table) {
  if (!node.present()) return;
  for (const auto& member : node.members()) {
    if (find_column(table.shape(), member.name)) {
      member.fault("Two columns have this name; capitals make no difference.");
    }
    table.columns.push_back(read_column(member));
  }
}

ApiTable read_table(const Node::Member& member) {
  const Node& node = member.value;
  node.only({"path", "query", "rows", "key", "paging", "columns"});
  ApiTable table;
  table.name = member.name;
  table.path = read_path(node.required("path", "where the table is asked for"));
  if (const auto query = node.member("query"); query.present()) {
    for (const auto& one : query.members()) table.query.emplace_back(one.name, one.value.raw());
  }
  table.rows = read_pointer(node.required("rows", "where in the answer the list of rows stands"));
  table.key = read_optional_pointer(node.member("key"));
  table.paging = read_paging(node.member("paging"));
  const bool moves =
      table.paging.kind == PagingKind::offset || table.paging.kind == PagingKind::page;
  if (moves) {
    static_cast<void>(node.required("key", "what names a row: pages that overlap show by it"));
  }
  read_columns(node.required("columns", "the columns, each with its place in a row"), table);
  return table;
}

}  // namespace

TableShape ApiTable::shape() const {
  TableShape shape{name, {}};
  for (const auto& column : columns) shape.columns.push_back(column.name);
  return shape;
}

std::vector<TableShape> ApiProfile::shapes() const {
  std::vector<TableShape> shapes;
  for (const auto& table : tables) shapes.push_back(table.shape());
  return shapes;
}

std::optional<ApiProfile> ApiProfile::read(const std::filesystem::path& file, Faults& faults) {
  const std::size_t before = faults.size();
  const auto root = Node::open(file, faults);
  root.only({"base_path", "zone", "tables"});
  ApiProfile profile;
  if (const auto base = root.member("base_path"); base.present()) {
    profile.base_path = read_path(base);
  }
  while (profile.base_path.ends_with('/')) profile.base_path.pop_back();
  if (const auto zone = root.member("zone"); zone.present()) {
    profile.zone = zone.one_of({"convert", "drop"}) == "drop" ? Zone::drop : Zone::convert;
  }
  const auto tables = root.required("tables", "the tables of the API");
  if (tables.present()) {
    for (const auto& member : tables.members()) {
      if (find_table(profile.shapes(), member.name) != nullptr) {
        member.fault("Two tables have this name; capitals make no difference.");
      }
      profile.tables.push_back(read_table(member));
    }
  }
  if (faults.size() != before) return std::nullopt;
  return profile;
}

}  // namespace dataflow::connectors::rest
