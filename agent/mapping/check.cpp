#include "agent/mapping/check.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/mapping/block_sql.h"
#include "agent/mapping/functions.h"
#include "agent/mapping/staging.h"
#include "agent/sqlite/read_guard.h"

namespace dataflow::mapping {

namespace {

constexpr std::string_view kTrialValue = "0";
constexpr std::string_view kAuthor = "A mapping";

/// What follows `prefix` in SQLite's message, up to the end.
std::optional<std::string> after(const std::string& message, std::string_view prefix) {
  const std::size_t at = message.find(prefix);
  if (at == std::string::npos) return std::nullopt;
  std::string name = message.substr(at + prefix.size());
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
  return name;
}

class Checker {
 public:
  Checker(const MappingFile& mapping, std::span<const TableShape> offered, Staging& staging,
          Faults& faults)
      : mapping_(mapping),
        offered_(offered),
        staging_(staging),
        faults_(faults),
        guard_(std::in_place, staging.database(), kAuthor) {
    for (const auto& table : offered) tables_.push_back(table.table);
  }

  void lookups() {
    for (const auto& lookup : mapping_.lookups) {
      this->lookup(lookup);
      tables_.push_back(lookup.name);
    }
  }

  void cohort() {
    const auto& cohort = mapping_.cohort;
    if (!from(cohort.from)) return;
    expression(cohort.from, cohort.child);
    for (const auto& rule : cohort.rules) expression(cohort.from, rule.when);
  }

  void blocks() {
    for (const auto& block : mapping_.blocks) {
      if (!from(block.from)) continue;
      expression(block.from, block.owner);
      if (block.where) expression(block.from, *block.where);
      if (block.order) prepare(probe_order(block.from, *block.order), *block.order, block.from);
      for (const auto& [field, value] : block.fields) expression(block.from, value);
    }
  }

  void besides() {
    for (const auto& block : mapping_.besides) {
      if (!from(block.from)) continue;
      expression(block.from, block.child);
      if (block.item) expression(block.from, *block.item);
      if (block.where) expression(block.from, *block.where);
      for (const auto& [field, value] : block.fields) expression(block.from, value);
    }
  }

  /// The offered tables that were read, with the columns that were read.
  [[nodiscard]] std::vector<TableShape> read_shapes() const {
    std::vector<TableShape> shapes;
    for (const auto& table : offered_) {
      const auto read = reads_.find(table.table);
      if (read == reads_.end()) continue;
      TableShape shape{table.table, {}};
      for (const auto& column : table.columns) {
        if (read->second.count(column) != 0) shape.columns.push_back(column);
      }
      shapes.push_back(std::move(shape));
    }
    return shapes;
  }

 private:
  void lookup(const Lookup& lookup) {
    if (std::find(tables_.begin(), tables_.end(), lookup.name) != tables_.end()) {
      fault(lookup.from, fmt::format("The lookup '{}' has the name of a table.", lookup.name),
            "Give it another name.");
      return;
    }
    if (from(lookup.from)) {
      expression(lookup.from, lookup.key);
      if (lookup.where) expression(lookup.from, *lookup.where);
      if (lookup.order) {
        prepare(probe_order(lookup.from, *lookup.order), *lookup.order, lookup.from);
      }
      for (const auto& [name, value] : lookup.take) expression(lookup.from, value);
    }
    make_table(lookup);
  }

  /// The lookup's table has to exist for what comes after it to be checked.
  void make_table(const Lookup& lookup) {
    std::string row = fmt::format("'{}'", kTrialValue);
    for (std::size_t i = 0; i < lookup.take.size(); ++i) row += fmt::format(", '{}'", kTrialValue);
    guard_.reset();  // lets the engine's own statements through
    const auto made =
        staging_.database().run(fmt::format("{}; INSERT INTO {} VALUES ({})", create_lookup(lookup),
                                            sqlite::identifier(lookup.name), row));
    guard_.emplace(staging_.database(), kAuthor);
    if (!made) {
      fault(lookup.from, fmt::format("The lookup '{}' cannot be made.", lookup.name),
            made.error().what);
    }
  }

  bool from(const Expression& from) {
    return prepare(fmt::format("SELECT 1 FROM {}\n", from.sql), from, from);
  }

  void expression(const Expression& from, const Expression& expression) {
    prepare(probe(from, expression), expression, from);
  }

  /// Compiles, runs over the trial rows and notes what is read.
  bool prepare(const std::string& sql, const Expression& blamed, const Expression& from) {
    auto statement = staging_.database().prepare(sql);
    const sqlite::Reads reads = guard_->take_reads();
    const std::string refusal = guard_->take_refusal();
    if (!statement) {
      explain(refusal.empty() ? statement.error().what : refusal, blamed, from);
      return false;
    }
    for (const auto& [table, columns] : reads) {
      reads_[table].insert(columns.begin(), columns.end());
    }
    if (statement->step() == sqlite::Step::failed) {
      explain(statement->error().what, blamed, from);
      return false;
    }
    return true;
  }

  void explain(const std::string& message, const Expression& blamed, const Expression& from) {
    if (const auto column = after(message, "no such column: ")) {
      fault(blamed, fmt::format("There is no column '{}' here.", *column),
            suggest_column(*column, from));
    } else if (const auto table = after(message, "no such table: ")) {
      fault(blamed, fmt::format("The source has no table '{}'.", *table),
            suggestion(*table, tables_));
    } else if (const auto function = after(message, "no such function: ")) {
      std::vector<std::string> names;
      for (const auto& help : function_help()) names.push_back(help.name);
      fault(blamed, fmt::format("There is no function '{}'.", *function),
            suggestion(*function, names));
    } else {
      fault(blamed, message, "");
    }
  }

  /// The nearest column among the tables that `from` names.
  [[nodiscard]] std::string suggest_column(const std::string& column,
                                           const Expression& from) const {
    const std::size_t dot = column.rfind('.');
    const std::string alias = dot == std::string::npos ? "" : column.substr(0, dot + 1);
    const std::string name = dot == std::string::npos ? column : column.substr(dot + 1);
    std::vector<std::string> columns;
    for (const auto& table : offered_) {
      if (from.sql.find(table.table) == std::string::npos) continue;
      columns.insert(columns.end(), table.columns.begin(), table.columns.end());
    }
    for (const auto& lookup : mapping_.lookups) {
      if (from.sql.find(lookup.name) == std::string::npos) continue;
      columns.emplace_back("key");
      for (const auto& [taken, expression] : lookup.take) columns.push_back(taken);
    }
    const std::string near = nearest(name, columns);
    return near.empty() ? "" : fmt::format("Did you mean '{}{}'?", alias, near);
  }

  void fault(const Expression& at, std::string what, std::string hint) {
    faults_.push_back({mapping_.file, at.line, at.column, std::move(what), std::move(hint)});
  }

  const MappingFile& mapping_;
  std::span<const TableShape> offered_;
  Staging& staging_;
  Faults& faults_;
  std::vector<std::string> tables_;
  sqlite::Reads reads_;
  std::optional<sqlite::ReadGuard> guard_;
};

/// One row in each table, so that every function is called once. All values are alike, so that
/// joins find their partner.
Result<void> add_trial_rows(Staging& staging, std::span<const TableShape> tables) {
  for (const auto& table : tables) {
    const std::vector<Cell> row(table.columns.size(), kTrialValue);
    TRY(staging.begin_table(table));
    TRY(staging.row(row));
  }
  return staging.finish();
}

}  // namespace

std::optional<std::vector<TableShape>> columns_read(const MappingFile& mapping,
                                                    const standard::Standard& standard,
                                                    std::span<const TableShape> offered,
                                                    Faults& faults) {
  const std::size_t before = faults.size();
  const auto fail = [&](const Error& error) {
    faults.push_back({mapping.file, 0, 0, error.what, error.hint});
    return std::nullopt;
  };
  auto staging = Staging::create(offered, {});
  if (!staging) return fail(staging.error());
  FunctionContext context{&standard, &mapping.codes, Day(), {Day(), Day()}};
  if (const auto done = register_functions(staging->database(), context); !done) {
    return fail(done.error());
  }
  if (const auto done = add_trial_rows(*staging, offered); !done) return fail(done.error());
  Checker checker(mapping, offered, *staging, faults);
  checker.lookups();
  checker.cohort();
  checker.blocks();
  checker.besides();
  if (faults.size() != before) return std::nullopt;
  return checker.read_shapes();
}

}  // namespace dataflow::mapping
