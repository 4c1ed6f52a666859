#include "connectors/odbc/schema.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "connectors/odbc/wide_text.h"
#include "connectors/wishes.h"

namespace dataflow::connectors::odbc {

namespace {

// Columns of what SQLTables and SQLColumns answer.
constexpr SQLUSMALLINT kCatalog = 1;
constexpr SQLUSMALLINT kSchema = 2;
constexpr SQLUSMALLINT kTable = 3;
constexpr SQLUSMALLINT kKind = 4;    // of SQLTables
constexpr SQLUSMALLINT kColumn = 4;  // of SQLColumns

constexpr std::chrono::milliseconds kPauseBetweenLooks(100);

/// A table by where it is and its name.
using Place = std::pair<std::string, std::string>;

/// Where the tables are looked for: in a schema, or in a database where there are no schemas. All
/// schemas are asked for by a pattern: without one PostgreSQL's driver gives those of a search
/// path.
class Look {
 public:
  Look(const Connection& connection, const std::string& owner)
      : where_(connection.has_schemas() ? kSchema : kCatalog),
        owner_(owner),
        wide_(owner.empty() ? "%" : owner) {}

  [[nodiscard]] SQLWCHAR* catalog() {
    return where_ == kCatalog && !owner_.empty() ? wide_.data() : nullptr;
  }
  [[nodiscard]] SQLWCHAR* schema() { return where_ == kSchema ? wide_.data() : nullptr; }
  [[nodiscard]] SQLSMALLINT length() const { return wide_.length<SQLSMALLINT>(); }

  /// The table of the present row, unless it is elsewhere: in a name that is looked for, an
  /// underscore stands for any letter.
  [[nodiscard]] Result<std::optional<Place>> place_in(Statement& row) const {
    std::array<std::string, 2> owners;
    for (const SQLUSMALLINT column : {kCatalog, kSchema}) {
      TRY_ASSIGN(const auto text, row.text(column));
      owners[column - kCatalog] = text.value_or("");
    }
    TRY_ASSIGN(const auto table, row.text(kTable));
    std::string& owner = owners[where_ - kCatalog];
    const bool elsewhere = !owner_.empty() && !same_name(owner, owner_);
    if (elsewhere || !table) return std::optional<Place>();
    return std::optional(Place{std::move(owner), *table});
  }

 private:
  SQLUSMALLINT where_;
  const std::string& owner_;
  WideText wide_;
};

struct Found {
  bool is_view;
  std::vector<std::string> columns;
};
using FoundTables = std::map<Place, Found>;

Result<FoundTables> tables_in(Connection& connection, Look& look) {
  TRY_ASSIGN(auto rows, connection.statement());
  WideText kinds("TABLE,VIEW");
  TRY(rows.check(SQLTablesW(rows.get(), look.catalog(),
                            look.catalog() ? look.length() : SQLSMALLINT{0}, look.schema(),
                            look.schema() ? look.length() : SQLSMALLINT{0}, nullptr, 0,
                            kinds.data(), kinds.length<SQLSMALLINT>())));
  FoundTables tables;
  while (true) {
    TRY_ASSIGN(const Fetched fetched, rows.fetch());
    if (fetched == Fetched::none) return tables;
    TRY_ASSIGN(auto place, look.place_in(rows));
    TRY_ASSIGN(const auto kind, rows.text(kKind));
    if (place) tables[std::move(*place)] = {kind && same_name(*kind, "VIEW"), {}};
  }
}

/// Of all tables in one go: a question for each would take minutes.
Result<void> add_columns(Connection& connection, Look& look, FoundTables& tables) {
  TRY_ASSIGN(auto rows, connection.statement());
  WideText all("%");
  TRY(rows.check(SQLColumnsW(rows.get(), look.catalog(),
                             look.catalog() ? look.length() : SQLSMALLINT{0}, look.schema(),
                             look.schema() ? look.length() : SQLSMALLINT{0}, all.data(),
                             all.length<SQLSMALLINT>(), nullptr, 0)));
  while (true) {
    TRY_ASSIGN(const Fetched fetched, rows.fetch());
    if (fetched == Fetched::none) return {};
    TRY_ASSIGN(const auto place, look.place_in(rows));
    TRY_ASSIGN(const auto column, rows.text(kColumn));
    if (!place || !column) continue;
    const auto table = tables.find(*place);
    if (table != tables.end()) table->second.columns.push_back(*column);
  }
}

/// The database that is connected to; empty where the driver knows of none.
std::string present_database(const Connection& connection) {
  std::array<SQLWCHAR, 256> name{};
  SQLINTEGER bytes = 0;
  const auto got = SQLGetConnectAttrW(connection.get(), SQL_ATTR_CURRENT_CATALOG, name.data(),
                                      static_cast<SQLINTEGER>(sizeof(name)), &bytes);
  if (!SQL_SUCCEEDED(got)) return "";
  const auto units = static_cast<std::size_t>(std::max<SQLINTEGER>(bytes, 0)) / sizeof(SQLWCHAR);
  std::string text;
  append_utf8(text, std::span(name).first(std::min(units, name.size() - 1)));
  return text;
}

/// MariaDB shows no columns of a table that somebody has locked to load it anew. A view without
/// columns is broken.
bool any_is_bare(const FoundTables& tables) {
  return std::any_of(tables.begin(), tables.end(), [](const auto& table) {
    return !table.second.is_view && table.second.columns.empty();
  });
}

std::vector<OfferedTable> offered(FoundTables&& found) {
  std::vector<OfferedTable> tables;
  for (auto& [place, table] : found) {
    if (table.columns.empty()) continue;
    tables.push_back({place.first, {place.second, std::move(table.columns)}});
  }
  std::stable_sort(tables.begin(), tables.end(),
                   [](const auto& a, const auto& b) { return a.shape.table < b.shape.table; });
  return tables;
}

}  // namespace

Result<std::vector<OfferedTable>> tables_of(Connection& connection, const std::string& schema,
                                            Clock& clock) {
  const std::string owner =
      schema.empty() && !connection.has_schemas() ? present_database(connection) : schema;
  Look look(connection, owner);
  const Instant until = clock.now() + connection.bounds().rebuild;
  while (true) {
    TRY_ASSIGN(auto found, tables_in(connection, look));
    TRY(add_columns(connection, look, found));
    if (!any_is_bare(found)) return offered(std::move(found));
    if (clock.now() >= until) break;
    clock.sleep_for(kPauseBetweenLooks);
  }
  return Error{Remedy::wait, connection.name(), "A table shows no columns.",
               "The source is being rebuilt. The next run tries again."};
}

std::vector<TableShape> shapes_of(std::span<const OfferedTable> tables) {
  std::vector<TableShape> shapes;
  shapes.reserve(tables.size());
  for (const auto& table : tables) shapes.push_back(table.shape);
  return shapes;
}

Result<const OfferedTable*> chosen(std::span<const OfferedTable> tables, const std::string& name,
                                   const std::string& where) {
  const OfferedTable* found = nullptr;
  for (const auto& table : tables) {
    if (!same_name(table.shape.table, name)) continue;
    if (found != nullptr) {
      return Error{Remedy::stop, where,
                   fmt::format("There is a table '{}' in '{}' and in '{}'.", name, found->owner,
                               table.owner),
                   "Write under 'source' which 'schema' is meant."};
    }
    found = &table;
  }
  return found;
}

}  // namespace dataflow::connectors::odbc
