#include "agent/mapping/check.h"

#include <algorithm>

#include <fmt/format.h>
#include <sqlite3.h>

#include "agent/mapping/block_sql.h"
#include "agent/mapping/clashes.h"
#include "agent/mapping/functions.h"
#include "agent/mapping/optional_columns.h"
#include "agent/mapping/places.h"
#include "agent/mapping/sql_message.h"
#include "agent/mapping/sql_words.h"
#include "agent/mapping/staging.h"
#include "agent/mapping/value_writer.h"
#include "agent/sqlite/read_guard.h"

namespace dataflow::mapping {

namespace {

constexpr std::string_view kTrialValue = "0";
class Checker {
 public:
  Checker(const MappingFile& mapping, const standard::Standard& standard, const CodeWords& words,
          std::span<const TableShape> offered, Staging& staging, Faults& faults)
      : mapping_(mapping),
        standard_(standard),
        values_(standard, words),
        places_(mapping.file),
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
      if (block.order) order(block.from, *block.order);
      for (const auto& [field, value] : block.fields) this->value(block.from, *field, value);
    }
  }

  void groups() {
    for (const auto& group : mapping_.groups) lookup(group.lookup);
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

  void version() {
    if (mapping_.version && from(mapping_.version->from)) {
      expression(mapping_.version->from, mapping_.version->value);
    }
  }

  void probes() {
    for (const auto& variant : mapping_.variants) {
      constexpr std::size_t kBefore = std::string_view("SELECT NOT NOT (").size();
      prepare(truth_of(variant.when), {variant.when, variant.when, kBefore});
    }
  }

  /// The tables that were read, with the columns that were read; all by the names of the offer.
  [[nodiscard]] const sqlite::Reads& reads() const { return reads_; }

 private:
  void lookup(const Lookup& lookup) {
    if (std::find(tables_.begin(), tables_.end(), lookup.name) != tables_.end()) {
      fault(lookup.from, std::nullopt,
            fmt::format("The lookup '{}' has the name of a table.", lookup.name),
            "Give it another name.");
      return;
    }
    if (from(lookup.from)) {
      expression(lookup.from, lookup.key);
      if (lookup.where) expression(lookup.from, *lookup.where);
      if (lookup.order) order(lookup.from, *lookup.order);
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
      fault(lookup.from, std::nullopt, fmt::format("The lookup '{}' cannot be made.", lookup.name),
            made.error().what);
    }
  }

  bool from(const Expression& from) {
    constexpr std::string_view kBefore = "SELECT 1 FROM ";
    return prepare(fmt::format("{}{}\n", kBefore, from.sql), {from, from, kBefore.size()});
  }

  bool expression(const Expression& from, const Expression& expression) {
    constexpr std::size_t kBefore = std::string_view("SELECT (").size();
    return prepare(probe(from, expression), {expression, from, kBefore});
  }

  void order(const Expression& from, const Expression& order) {
    const std::string sql = probe_order(from, order);
    prepare(sql, {order, from, sql.rfind(order.sql)});
  }

  /// A field's expression: beside being right it should be able to give what the field holds.
  void value(const Expression& from, const standard::Field& field, const Expression& value) {
    if (!expression(from, value)) return;
    const auto words = sql_words(value.sql);
    if (const auto clash = wrong_kind(words, field, standard_)) {
      fault(value, clash->at, clash->what, clash->hint);
    } else if (is_constant_that_never_fits(field, value)) {
      fault(value, std::nullopt,
            fmt::format("This is the same for every row, and '{}' should be {}.", field.name,
                        kind_wanted(field)),
            "");
    }
  }

  /// A constant is an expression that compiles without tables and reads none.
  bool is_constant_that_never_fits(const standard::Field& field, const Expression& value) {
    auto statement = staging_.database().prepare("SELECT (" + value.sql + "\n)");
    const sqlite::Reads reads = guard_->take_reads();
    static_cast<void>(guard_->take_refusal());
    if (!statement || !reads.empty() || statement->step() != sqlite::Step::row) return false;
    std::string written;
    const std::string_view text = statement->text(0);
    return !text.empty() && values_.write(field, text, written) == Written::refused;
  }

  /// What is compiled, and whom to blame when it cannot be.
  struct Trial {
    const Expression& blamed;
    const Expression& from;
    std::size_t begin;  ///< the byte of the compiled SQL at which the blamed expression begins
  };

  /// Compiles, runs over the trial rows and notes what is read. Nothing is said of an expression
  /// that the file lacks: that is a fault already.
  bool prepare(const std::string& sql, const Trial& trial) {
    if (trial.blamed.sql.empty() || trial.from.sql.empty()) return false;
    auto statement = staging_.database().prepare(sql);
    const int offset = statement ? -1 : sqlite3_error_offset(staging_.database().handle());
    const sqlite::Reads reads = guard_->take_reads();
    const std::string refusal = guard_->take_refusal();
    if (!statement) {
      const auto at = static_cast<std::size_t>(offset) - trial.begin;  // wraps round below begin
      const bool inside = offset >= 0 && at < trial.blamed.sql.size();
      explain(refusal.empty() ? statement.error().what : refusal, trial,
              inside ? std::optional(at) : std::nullopt);
      return false;
    }
    for (const auto& [table, columns] : reads) {
      reads_[table].insert(columns.begin(), columns.end());
    }
    if (!words_are_right(trial)) return false;
    if (statement->step() == sqlite::Step::failed) {
      explain(statement->error().what, trial, std::nullopt);
      return false;
    }
    return true;
  }

  /// What SQLite does not mind, but can only go wrong.
  bool words_are_right(const Trial& trial) {
    const auto words = sql_words(trial.blamed.sql);
    auto clashes = unknown_code_lists(words, standard_);
    // `from` may make a column of a name itself, as in (SELECT number(x) AS n ...): no text then.
    const auto made = sql_words(trial.from.sql);
    const auto is_text = [&](std::string_view name) {
      return !is_alias(made, name) && is_known_column(name);
    };
    const auto wrong = wrong_comparisons(words, is_text);
    clashes.insert(clashes.end(), wrong.begin(), wrong.end());
    for (const auto& clash : clashes) fault(trial.blamed, clash.at, clash.what, clash.hint);
    return clashes.empty();
  }

  [[nodiscard]] bool is_known_column(std::string_view name) const {
    const auto is_it = [&](const std::string& column) { return same_ignoring_case(column, name); };
    return std::any_of(offered_.begin(), offered_.end(), [&](const TableShape& table) {
      return std::any_of(table.columns.begin(), table.columns.end(), is_it);
    });
  }

  void explain(const std::string& message, const Trial& trial, std::optional<std::size_t> at) {
    const auto fault = explain_sql(message, {tables_, columns_of(trial.from)});
    if (!at) at = place_of_word(trial.blamed, fault.name);
    this->fault(trial.blamed, at, fault.what, fault.hint);
  }

  /// Where the last part of a name such as p.born first stands in the SQL.
  [[nodiscard]] static std::optional<std::size_t> place_of_word(const Expression& expression,
                                                                const std::string& name) {
    const std::string last = name.substr(name.rfind('.') + 1);
    for (const auto& word : sql_words(expression.sql)) {
      if (!last.empty() && word.is_name(last)) return word.at;
    }
    return std::nullopt;
  }

  /// The columns of the tables and lookups that `from` names.
  [[nodiscard]] std::vector<std::string> columns_of(const Expression& from) const {
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
    return columns;
  }

  void fault(const Expression& expression, std::optional<std::size_t> at, std::string what,
             std::string hint) {
    const auto place =
        at ? places_.of(expression, *at) : Places::Place{expression.line, expression.column};
    faults_.push_back({mapping_.file, place.line, place.column, std::move(what), std::move(hint)});
  }

  const MappingFile& mapping_;
  const standard::Standard& standard_;
  ValueWriter values_;
  Places places_;
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

/// Checks a mapping without its variants, and adds what it reads to `reads`.
Result<void> check_plain(const MappingFile& mapping, const standard::Standard& standard,
                         std::span<const TableShape> offered, sqlite::Reads& reads,
                         Faults& faults) {
  TRY_ASSIGN(auto staging, Staging::create(offered, {}));
  const CodeWords words = words_ever(mapping.codes);
  const FunctionContext context{&standard, &words, Day(), {Day(), Day()}};
  TRY(register_functions(staging.database(), context));
  TRY(add_trial_rows(staging, offered));
  Checker checker(mapping, standard, words, offered, staging, faults);
  checker.version();
  checker.probes();
  checker.lookups();
  checker.cohort();
  checker.blocks();
  checker.groups();
  checker.besides();
  for (const auto& [table, columns] : checker.reads()) {
    reads[table].insert(columns.begin(), columns.end());
  }
  return {};
}

/// What is read of the offered tables. Reads are named as the offer names them.
std::vector<TableShape> read_of(std::span<const TableShape> offered, const sqlite::Reads& reads) {
  std::vector<TableShape> shapes;
  for (const auto& table : offered) {
    const auto read = reads.find(table.table);
    if (read == reads.end()) continue;
    TableShape shape{table.table, {}};
    for (const auto& column : table.columns) {
      if (read->second.count(column) != 0) shape.columns.push_back(column);
    }
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

}  // namespace

std::optional<std::vector<TableShape>> columns_read(const MappingFile& mapping,
                                                    const standard::Standard& standard,
                                                    std::span<const TableShape> offered,
                                                    Faults& faults) {
  const std::size_t before = faults.size();
  const auto tables = with_optional(offered, mapping);
  sqlite::Reads reads;
  const auto check = [&](const MappingFile& one) {
    const auto done = check_plain(one, standard, tables, reads, faults);
    if (!done) faults.push_back({mapping.file, 0, 0, done.error().what, done.error().hint});
  };
  check(mapping);
  for (const auto& variant : mapping.variants) check(variant.mapping);
  const bool right = faults.size() == before;
  drop_repeated(faults);
  if (!right) return std::nullopt;
  return read_of(offered, reads);
}

}  // namespace dataflow::mapping
