#include "agent/explain/column_origins.h"

#include <algorithm>

#include "agent/mapping/block_sql.h"
#include "agent/mapping/sql_words.h"
#include "agent/standard/personal.h"

namespace dataflow::mapping {

namespace {

constexpr std::size_t kMostRows = 20;  // of a lookup that are shown
constexpr char kKey[] = "key";

const Expression& taken(const Lookup& lookup, const std::string& column) {
  const auto found = std::find_if(lookup.take.begin(), lookup.take.end(),
                                  [&](const auto& take) { return take.first == column; });
  return found == lookup.take.end() ? lookup.key : found->second;
}

/// Names in a FROM clause as `a.b`: the words' places of b.
bool is_column(const SqlWords& words, std::size_t at, const std::string& alias,
               const std::string& name) {
  return at + 2 < words.size() && words[at].name() == alias && words[at + 1].is_sign(".") &&
         words[at + 2].name() == name;
}

/// What a FROM clause compares alias."key" with: the column on the other side of the equals sign.
std::optional<std::pair<std::string, std::string>> compared_with_key(const Expression& from,
                                                                     const std::string& alias) {
  const auto words = sql_words(from.sql);
  const auto column_at = [&](std::size_t at) -> std::pair<std::string, std::string> {
    if (at + 1 < words.size() && words[at + 1].is_sign(".") && at + 2 < words.size()) {
      return {words[at].name(), words[at + 2].name()};
    }
    return {"", words[at].name()};
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_column(words, i, alias, kKey)) continue;
    if (i + 4 < words.size() && words[i + 3].is_sign("=")) return column_at(i + 4);
    if (i >= 4 && words[i - 1].is_sign("=") && words[i - 3].is_sign(".")) return column_at(i - 4);
    if (i >= 2 && words[i - 1].is_sign("=")) return column_at(i - 2);
  }
  return std::nullopt;
}

std::string in_quotes(const ColumnReference& column) {
  const std::string alias = column.alias.empty() ? "" : sqlite::identifier(column.alias) + ".";
  return alias + sqlite::identifier(column.name);
}

}  // namespace

std::size_t ColumnList::place(const std::string& sql) {
  const auto found = std::find(sql_.begin(), sql_.end(), sql);
  if (found != sql_.end()) return static_cast<std::size_t>(found - sql_.begin());
  sql_.push_back(sql);
  return sql_.size() - 1;
}

Result<void> ColumnOrigins::prepare() {
  for (const auto& block : mapping_.blocks) {
    TRY(classify(block.from, block.owner, true));
    for (const auto& [field, expression] : block.fields) {
      TRY(classify(block.from, expression, standard::is_personal(*field)));
    }
  }
  for (const auto& lookup : mapping_.lookups) {
    TRY(classify(lookup.from, lookup.key, true));
    personal_[{lookup.name, kKey}] = true;
  }
  return classify(mapping_.cohort.from, mapping_.cohort.child, true);
}

/// A column is personal when a personal field reads it. One that no field reads is, too.
Result<void> ColumnOrigins::classify(const Expression& from, const Expression& expression,
                                     bool personal) {
  TRY_ASSIGN(const auto read, columns_read_by(database_, from, expression, Clause::value));
  for (const auto& column : read.row) {
    if (column.table.empty()) continue;
    bool& known = personal_.try_emplace({column.table, column.column}, personal).first->second;
    known = known || personal;
    const auto* lookup = lookup_named(column.table);
    if (lookup == nullptr) continue;
    TRY(classify(lookup->from, taken(*lookup, column.column), personal));
  }
  return {};
}

bool ColumnOrigins::is_personal(const ColumnReference& column) const {
  const auto known = personal_.find({column.table, column.column});
  return known == personal_.end() || known->second;
}

const Lookup* ColumnOrigins::lookup_named(const std::string& table) const {
  const auto found = std::find_if(mapping_.lookups.begin(), mapping_.lookups.end(),
                                  [&](const Lookup& lookup) { return lookup.name == table; });
  return found == mapping_.lookups.end() ? nullptr : &*found;
}

Result<ExpressionPlan> ColumnOrigins::plan(const Expression& from, const Expression& expression,
                                           Clause clause, ColumnList& columns) const {
  TRY_ASSIGN(auto read, columns_read_by(database_, from, expression, clause));
  ExpressionPlan plan{expression, {}, std::move(read.beyond)};
  for (auto& column : read.row) {
    ExpressionPlan::Reference reference;
    reference.raw = columns.place(in_quotes(column));
    reference.lookup = lookup_named(column.table);
    if (reference.lookup != nullptr) {
      const std::string alias = column.alias.empty() ? reference.lookup->name : column.alias;
      if (const auto key = resolve_column(database_, from, alias, kKey)) {
        reference.key = columns.place(in_quotes(*key));
      }
      if (const auto other = compared_with_key(from, alias)) {
        if (const auto wanted = resolve_column(database_, from, other->first, other->second)) {
          reference.wanted = columns.place(in_quotes(*wanted));
        }
      }
    }
    reference.column = std::move(column);
    plan.references.push_back(std::move(reference));
  }
  return plan;
}

Result<RowUse> ColumnOrigins::follow(const ExpressionPlan& plan, const Cells& cells) const {
  RowUse row;
  for (const auto& reference : plan.references) {
    ColumnUse use{reference.column, cells[reference.raw], is_personal(reference.column), {}};
    if (reference.lookup != nullptr) {
      std::optional<std::string> key;
      if (reference.key != ExpressionPlan::kNowhere) key = cells[reference.key];
      if (!key && reference.wanted != ExpressionPlan::kNowhere) key = cells[reference.wanted];
      TRY_ASSIGN(auto lookup,
                 follow_lookup(*reference.lookup, reference.column.column, std::move(key)));
      use.lookup.push_back(std::move(lookup));
    }
    row.push_back(std::move(use));
  }
  return row;
}

/// The key, the taken column, `where` and `order`: all that decides on the value.
Result<ColumnOrigins::LookupPlan> ColumnOrigins::plan_lookup(const Lookup& lookup,
                                                             const std::string& column) const {
  LookupPlan all{taken(lookup, column), {}, {}};
  const auto add = [&](const Expression& expression, Clause clause) -> Result<void> {
    TRY_ASSIGN(auto part, plan(lookup.from, expression, clause, all.columns));
    for (auto& reference : part.references) {
      const bool known = std::any_of(all.reads.references.begin(), all.reads.references.end(),
                                     [&](const auto& other) { return other.raw == reference.raw; });
      if (!known) all.reads.references.push_back(std::move(reference));
    }
    for (auto& [table, columns] : part.beyond) all.reads.beyond[table].merge(columns);
    return {};
  };
  TRY(add(all.take, Clause::value));
  TRY(add(lookup.key, Clause::value));
  if (lookup.order) TRY(add(*lookup.order, Clause::order));
  if (lookup.where) TRY(add(*lookup.where, Clause::value));
  return all;
}

Result<LookupUse> ColumnOrigins::follow_lookup(const Lookup& lookup, const std::string& column,
                                               std::optional<std::string> key) const {
  TRY_ASSIGN(const auto plan, plan_lookup(lookup, column));
  LookupUse use{&lookup, plan.take, std::move(key), 0, 0, {}, plan.reads.beyond};
  if (!use.key) return use;
  TRY_ASSIGN(auto count, database_.prepare(count_lookup_rows(lookup)));
  if (count.bind(1, *use.key).step() != sqlite::Step::row) return count.error();
  use.rows = count.integer(0);
  use.passing = count.integer(1);
  TRY_ASSIGN(auto select, database_.prepare(select_lookup_rows(lookup, plan.columns.sql())));
  select.bind(1, *use.key);
  TRY_ASSIGN(const auto rows, rows_of(select, 1, kMostRows));
  for (const auto& cells : rows) {
    TRY_ASSIGN(auto row, follow(plan.reads, cells));
    use.chosen.push_back(std::move(row));
  }
  return use;
}

Result<std::vector<Cells>> ColumnOrigins::rows_of(sqlite::Statement& select, int first,
                                                  std::size_t most) {
  std::vector<Cells> rows;
  while (rows.size() < most) {
    const auto step = select.step();
    if (step == sqlite::Step::failed) return select.error();
    if (step == sqlite::Step::done) break;
    auto& cells = rows.emplace_back();
    for (int column = first; column < select.columns(); ++column) {
      const bool null = select.is_null(column);
      cells.push_back(null ? std::nullopt : std::optional(std::string(select.text(column))));
    }
  }
  return rows;
}

}  // namespace dataflow::mapping
