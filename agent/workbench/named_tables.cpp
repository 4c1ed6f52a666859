#include "agent/workbench/named_tables.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <sqlite3.h>

#include "agent/mapping/block_sql.h"
#include "agent/mapping/functions.h"
#include "agent/mapping/sql_message.h"
#include "agent/mapping/sql_words.h"
#include "agent/mapping/staging.h"

namespace dataflow::mapping {

namespace {

/// Words that follow a table in a FROM and are no alias of it.
constexpr std::string_view kNoAlias[] = {"join",   "left",    "right",     "full",   "inner",
                                         "cross",  "natural", "on",        "using",  "where",
                                         "group",  "order",   "limit",     "having", "union",
                                         "except", "outer",   "intersect", "not",    "window"};

bool ends_select(const SqlWord& word) {
  return word.is_name("union") || word.is_name("except") || word.is_name("intersect");
}

class Finder {
 public:
  explicit Finder(const sqlite::Database& database) : database_(database) {}

  void lookup(const Lookup& lookup) {
    settle(probe(lookup.from, lookup.key));
    if (lookup.where) settle(probe(lookup.from, *lookup.where));
    for (const auto& [name, value] : lookup.take) settle(probe(lookup.from, value));
    if (lookup.order) settle(probe_order(lookup.from, *lookup.order));
    // A lookup of a wrong name or with wrong columns is a fault that columns_read() reports.
    static_cast<void>(database_.run(create_lookup(lookup)));
  }

  void head(const MappingFile& mapping) {
    if (mapping.version) settle(probe(mapping.version->from, mapping.version->value));
    for (const auto& variant : mapping.variants) settle(truth_of(variant.when));
  }

  void cohort(const Cohort& cohort) {
    settle(probe(cohort.from, cohort.child));
    for (const auto& rule : cohort.rules) settle(probe(cohort.from, rule.when));
  }

  void block(const Block& block) {
    settle(probe(block.from, block.owner));
    if (block.where) settle(probe(block.from, *block.where));
    if (block.order) settle(probe_order(block.from, *block.order));
    for (const auto& [field, value] : block.fields) settle(probe(block.from, value));
  }

  void beside(const BesideBlock& block) {
    settle(probe(block.from, block.child));
    if (block.item) settle(probe(block.from, *block.item));
    if (block.where) settle(probe(block.from, *block.where));
    for (const auto& [field, value] : block.fields) settle(probe(block.from, value));
  }

  std::vector<TableShape> take() { return std::move(tables_); }

 private:
  /// Compiles and adds what is missing until nothing is missing that could be added.
  void settle(const std::string& sql) {
    bool added = true;
    while (added) {
      const auto statement = database_.prepare(sql);
      if (statement) return;
      const int offset = sqlite3_error_offset(database_.handle());
      const std::string& message = statement.error().what;
      added = false;
      if (const auto table = named_in(message, "no such table: ")) {
        added = add_table(*table);
      } else if (const auto column = named_in(message, "no such column: ")) {
        TableShape* owner = owner_of(sql, *column, offset);
        added = owner != nullptr && add_column(*owner, column->substr(column->rfind('.') + 1));
      }
    }
  }

  bool add_table(const std::string& name) {
    const auto made =
        database_.run(fmt::format("CREATE TABLE {} (\"(none)\" TEXT)", sqlite::identifier(name)));
    if (made) tables_.push_back({name, {}});
    return made.has_value();
  }

  bool add_column(TableShape& table, const std::string& name) {
    const auto made =
        database_.run(fmt::format("ALTER TABLE {} ADD COLUMN {} TEXT",
                                  sqlite::identifier(table.table), sqlite::identifier(name)));
    if (made) table.columns.push_back(name);
    return made.has_value();
  }

  /// The table of a column: its alias, or the first table, in the SELECT around the column or in
  /// one around that.
  TableShape* owner_of(const std::string& sql, const std::string& column, int offset) {
    const auto words = sql_words(sql);
    const std::size_t dot = column.rfind('.');
    const std::string alias = dot == std::string::npos ? "" : column.substr(0, dot);
    std::size_t at = word_at(words, column, offset);
    while (at < words.size()) {
      const auto [begin, end] = select_around(words, at);
      if (auto* found = owner_in(words, begin, end, words[at].depth, alias)) return found;
      if (begin == 0 || words[at].depth == 0) return nullptr;
      // The bracket that opens the SELECT belongs to the one outside.
      at = begin;
      while (at > 0 && words[at].depth >= words[begin].depth) --at;
    }
    return nullptr;
  }

  static std::size_t word_at(const SqlWords& words, const std::string& column, int offset) {
    const std::string_view last = std::string_view(column).substr(column.rfind('.') + 1);
    const auto is_it = [&](const SqlWord& word) {
      return offset >= 0 ? word.at >= static_cast<std::size_t>(offset) : word.is_name(last);
    };
    return static_cast<std::size_t>(std::find_if(words.begin(), words.end(), is_it) -
                                    words.begin());
  }

  /// The words of the SELECT that the word stands in: up to the brackets or a UNION around it.
  static std::pair<std::size_t, std::size_t> select_around(const SqlWords& words, std::size_t at) {
    const std::size_t depth = words[at].depth;
    const auto stops = [&](std::size_t i) {
      return words[i].depth < depth || (words[i].depth == depth && ends_select(words[i]));
    };
    std::size_t begin = at;
    while (begin > 0 && !stops(begin - 1)) --begin;
    std::size_t end = at;
    while (end < words.size() && !stops(end)) ++end;
    return {begin, end};
  }

  TableShape* owner_in(const SqlWords& words, std::size_t begin, std::size_t end, std::size_t depth,
                       const std::string& alias) {
    bool in_from = false;
    for (std::size_t i = begin; i < end; ++i) {
      if (words[i].depth != depth) continue;
      if (words[i].is_name("from")) in_from = true;
      auto* table = in_from ? known(words[i]) : nullptr;
      if (table == nullptr || (i + 1 < end && words[i + 1].is_sign("."))) continue;
      if (alias.empty() || alias_of(words, i, end) == alias) return table;
    }
    return nullptr;
  }

  TableShape* known(const SqlWord& word) {
    const auto is_it = [&](const TableShape& table) { return word.is_name(table.table); };
    const auto found = std::find_if(tables_.begin(), tables_.end(), is_it);
    return found == tables_.end() ? nullptr : &*found;
  }

  static std::string alias_of(const SqlWords& words, std::size_t table, std::size_t end) {
    std::size_t next = table + 1;
    if (next < end && words[next].is_name("as")) ++next;
    if (next >= end || words[next].kind != SqlWord::Kind::name)
      return std::string(words[table].text);
    const bool keyword =
        std::any_of(std::begin(kNoAlias), std::end(kNoAlias),
                    [&](std::string_view word) { return words[next].is_name(word); });
    return std::string(words[keyword ? table : next].text);
  }

  const sqlite::Database& database_;
  std::vector<TableShape> tables_;
};

/// Those of a mapping without its variants.
Result<std::vector<TableShape>> named_by(const MappingFile& mapping,
                                         const standard::Standard& standard) {
  TRY_ASSIGN(const auto staging, Staging::create({}, {}));
  const CodeWords words;
  const FunctionContext context{&standard, &words, Day(), {Day(), Day()}};
  TRY(register_functions(staging.database(), context));
  Finder finder(staging.database());
  finder.head(mapping);
  for (const auto& lookup : mapping.lookups) finder.lookup(lookup);
  finder.cohort(mapping.cohort);
  for (const auto& block : mapping.blocks) finder.block(block);
  for (const auto& group : mapping.groups) finder.lookup(group.lookup);
  for (const auto& block : mapping.besides) finder.beside(block);
  return finder.take();
}

template <class Named>
auto find_named(Named& all, std::string_view name, const auto& name_of) {
  return std::find_if(all.begin(), all.end(),
                      [&](const auto& one) { return same_ignoring_case(name_of(one), name); });
}

void add_tables(const std::vector<TableShape>& more, std::vector<TableShape>& tables) {
  for (const auto& shape : more) {
    auto table = find_named(tables, shape.table, [](const TableShape& one) { return one.table; });
    if (table == tables.end()) table = tables.insert(tables.end(), {shape.table, {}});
    for (const auto& column : shape.columns) {
      auto& columns = table->columns;
      const auto known = find_named(columns, column, [](const std::string& one) { return one; });
      if (known == columns.end()) columns.push_back(column);
    }
  }
}

}  // namespace

Result<std::vector<TableShape>> tables_named(const MappingFile& mapping,
                                             const standard::Standard& standard) {
  TRY_ASSIGN(auto tables, named_by(mapping, standard));
  for (const auto& variant : mapping.variants) {
    TRY_ASSIGN(const auto more, named_by(variant.mapping, standard));
    add_tables(more, tables);
  }
  return tables;
}

}  // namespace dataflow::mapping
