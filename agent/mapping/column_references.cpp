#include "agent/mapping/column_references.h"

#include <algorithm>

#include <fmt/format.h>
#include <sqlite3.h>

#include "agent/mapping/block_sql.h"
#include "agent/mapping/sql_words.h"

namespace dataflow::mapping {

namespace {

/// A span of words.
struct Range {
  std::size_t begin;
  std::size_t end;

  [[nodiscard]] bool holds(std::size_t at) const { return begin <= at && at < end; }
};

/// The queries in brackets, without the brackets.
std::vector<Range> queries_in(const SqlWords& words) {
  std::vector<Range> queries;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].is_sign("(")) open.push_back(i + 1);
    if (!words[i].is_sign(")") || open.empty()) continue;
    const Range range{open.back(), i};
    open.pop_back();
    const auto& first = words[range.begin];
    if (first.is_keyword("select") || first.is_keyword("with") || first.is_keyword("values")) {
      queries.push_back(range);
    }
  }
  return queries;
}

/// In brackets a name is never taken for a text, as SQLite does with double quotes.
std::string bracketed(const std::string& name) {
  return name.find(']') == std::string::npos ? "[" + name + "]" : sqlite::identifier(name);
}

/// Whether several queries are put together: SQLite then names the table of one of them only.
bool is_compound(const Expression& from) {
  const auto words = sql_words(from.sql);
  return std::any_of(words.begin(), words.end(), [](const SqlWord& word) {
    return word.is_keyword("union") || word.is_keyword("except") || word.is_keyword("intersect");
  });
}

class Finder {
 public:
  Finder(const sqlite::Database& database, const Expression& from, const Expression& expression)
      : database_(database),
        from_(from),
        expression_(expression),
        words_(sql_words(expression.sql)),
        queries_(queries_in(words_)) {}

  Result<ColumnsRead> find(Clause clause) {
    TRY_ASSIGN(const auto all, reads_of(clause == Clause::value ? probe(from_, expression_)
                                                                : probe_order(from_, expression_)));
    TRY_ASSIGN(const auto around, reads_of(fmt::format("SELECT 1 FROM {}\n", from_.sql)));
    for (std::size_t i = 0; i < words_.size(); ++i) i = take_name(i, all);
    find_beyond(all, around);
    return std::move(found_);
  }

 private:
  [[nodiscard]] Result<sqlite::Reads> reads_of(const std::string& sql) const {
    sqlite::ReadGuard guard(database_, kAuthor);
    TRY_ASSIGN(const auto statement, database_.prepare(sql));
    static_cast<void>(statement);
    return guard.take_reads();
  }

  /// Looks at the name `a`, `a.b` or `a.b.c` that begins here; gives its last word.
  std::size_t take_name(std::size_t begin, const sqlite::Reads& all) {
    if (words_[begin].kind != SqlWord::Kind::name) return begin;
    std::size_t end = begin;
    while (end + 2 < words_.size() && words_[end + 1].is_sign(".") &&
           words_[end + 2].kind == SqlWord::Kind::name) {
      end += 2;
    }
    const bool is_call = end + 1 < words_.size() && words_[end + 1].is_sign("(");
    if (is_call || belongs_to_query(begin, end)) return end;
    const std::string alias = end == begin ? "" : words_[end - 2].name();
    auto column = resolve_column(database_, from_, alias, words_[end].name());
    if (!column || !is_read(*column, all)) return end;
    column->sql = written(begin, end);
    add(std::move(*column));
    return end;
  }

  /// The SQL from one word to another, as it is written.
  [[nodiscard]] std::string written(std::size_t first, std::size_t last) const {
    const std::size_t end = words_[last].at + words_[last].sql.size();
    return expression_.sql.substr(words_[first].at, end - words_[first].at);
  }

  /// Whether the alias of a qualified name is one that a query around it brings along.
  [[nodiscard]] bool belongs_to_query(std::size_t begin, std::size_t end) const {
    if (begin == end) return false;
    const std::string alias = words_[begin].name();
    return std::any_of(queries_.begin(), queries_.end(), [&](const Range& query) {
      if (!query.holds(begin)) return false;
      for (std::size_t i = query.begin; i < query.end; ++i) {
        const bool qualifies = i + 1 < words_.size() && words_[i + 1].is_sign(".");
        if (words_[i].name() == alias && !qualifies) return true;
      }
      return false;
    });
  }

  [[nodiscard]] static bool is_read(const ColumnReference& column, const sqlite::Reads& all) {
    if (column.table.empty()) return true;
    const auto table = all.find(column.table);
    return table != all.end() && table->second.count(column.column) != 0;
  }

  void add(ColumnReference column) {
    const bool known = std::any_of(found_.row.begin(), found_.row.end(), [&](const auto& other) {
      return other.alias == column.alias && other.name == column.name;
    });
    if (!known) found_.row.push_back(std::move(column));
  }

  /// Queries that stand on their own are asked by themselves; from others, what `from` and the row
  /// read is taken away.
  void find_beyond(const sqlite::Reads& all, const sqlite::Reads& around) {
    for (const auto& query : queries_) {
      const std::string sql = written(query.begin, query.end - 1);
      if (const auto reads = reads_of("SELECT (" + sql + "\n) IS NULL"); reads) {
        for (const auto& [table, columns] : *reads) {
          found_.beyond[table].insert(columns.begin(), columns.end());
        }
      }
    }
    for (const auto& [table, columns] : all) {
      for (const auto& column : columns) {
        const auto known = around.find(table);
        if (known != around.end() && known->second.count(column) != 0) continue;
        if (!is_of_row(table, column)) found_.beyond[table].insert(column);
      }
    }
  }

  [[nodiscard]] bool is_of_row(const std::string& table, const std::string& column) const {
    return std::any_of(found_.row.begin(), found_.row.end(), [&](const auto& reference) {
      return reference.table == table && reference.column == column;
    });
  }

  const sqlite::Database& database_;
  const Expression& from_;
  const Expression& expression_;
  SqlWords words_;
  std::vector<Range> queries_;
  ColumnsRead found_;
};

}  // namespace

std::optional<ColumnReference> resolve_column(const sqlite::Database& database,
                                              const Expression& from, const std::string& alias,
                                              const std::string& name) {
  const std::string sql = (alias.empty() ? "" : bracketed(alias) + ".") + bracketed(name);
  const auto statement = database.prepare(fmt::format("SELECT {} FROM {}\n", sql, from.sql));
  if (!statement) return std::nullopt;
  ColumnReference reference{sql, alias, name, "", ""};
  const char* table = sqlite3_column_table_name(statement->handle(), 0);
  const char* column = sqlite3_column_origin_name(statement->handle(), 0);
  if (table != nullptr && column != nullptr && !is_compound(from)) {
    reference.table = table;
    reference.column = column;
  }
  return reference;
}

Result<ColumnsRead> columns_read_by(const sqlite::Database& database, const Expression& from,
                                    const Expression& expression, Clause clause) {
  return Finder(database, from, expression).find(clause);
}

}  // namespace dataflow::mapping
