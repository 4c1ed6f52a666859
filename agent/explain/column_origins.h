// Follows the columns that an expression reads back to the rows they came from, through lookups.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "agent/explain/explanation.h"

namespace dataflow::mapping {

/// One row as text: a cell for each column that was asked for.
using Cells = std::vector<std::optional<std::string>>;

/// The SQL of the columns to select from a row, each once.
class ColumnList {
 public:
  /// The place of this column in the list.
  std::size_t place(const std::string& sql);
  [[nodiscard]] const std::vector<std::string>& sql() const { return sql_; }

 private:
  std::vector<std::string> sql_;
};

/// An expression with what has to be selected in order to show what it reads.
struct ExpressionPlan {
  struct Reference {
    ColumnReference column;
    std::size_t raw;                 ///< its place in the ColumnList
    const Lookup* lookup = nullptr;  ///< when the column is a lookup's
    std::size_t key = kNowhere;      ///< the place of the lookup's key
    std::size_t wanted = kNowhere;   ///< the place of what `from` compares the key with
  };
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  Expression expression;
  std::vector<Reference> references;
  sqlite::Reads beyond;
};

/// For one thread. The mapping and the database must outlive it; the lookups must exist there.
class ColumnOrigins {
 public:
  ColumnOrigins(const sqlite::Database& database, const MappingFile& mapping)
      : database_(database), mapping_(mapping) {}

  /// Finds out which columns are personal. Call once, first.
  [[nodiscard]] Result<void> prepare();

  /// Adds what the expression reads to `columns`.
  [[nodiscard]] Result<ExpressionPlan> plan(const Expression& from, const Expression& expression,
                                            Clause clause, ColumnList& columns) const;

  /// What the planned expressions read of the row whose columns `cells` holds; each column once.
  [[nodiscard]] Result<RowUse> follow(const ExpressionPlan& plan, const Cells& cells) const;

  /// The rows of a SELECT whose first column is followed by those of `columns`; all, or `most`.
  [[nodiscard]] static Result<std::vector<Cells>> rows_of(sqlite::Statement& select, int first,
                                                          std::size_t most = std::string::npos);

 private:
  struct LookupPlan {
    Expression take;
    ColumnList columns;
    ExpressionPlan reads;  // of all its expressions together
  };

  [[nodiscard]] const Lookup* lookup_named(const std::string& table) const;
  [[nodiscard]] Result<LookupPlan> plan_lookup(const Lookup& lookup,
                                               const std::string& column) const;
  [[nodiscard]] Result<LookupUse> follow_lookup(const Lookup& lookup, const std::string& column,
                                                std::optional<std::string> key) const;
  [[nodiscard]] Result<void> classify(const Expression& from, const Expression& expression,
                                      bool personal);
  [[nodiscard]] bool is_personal(const ColumnReference& column) const;

  const sqlite::Database& database_;
  const MappingFile& mapping_;
  std::map<std::pair<std::string, std::string>, bool> personal_;  // by table and column
};

}  // namespace dataflow::mapping
