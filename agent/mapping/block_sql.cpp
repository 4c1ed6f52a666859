#include "agent/mapping/block_sql.h"

#include <fmt/format.h>

#include "agent/sqlite/database.h"

namespace dataflow::mapping {

namespace {

using sqlite::identifier;

/// In brackets, and ended by a line break in case the expression ends with a comment.
std::string in_brackets(const Expression& expression) {
  return "(" + expression.sql + "\n)";
}

std::string where_clause(const std::optional<Expression>& where) {
  return where ? " WHERE " + in_brackets(*where) : "";
}

/// The block's rows joined to what owns them: the cohort, or the parent's items. `more` is a
/// further condition on the owner.
std::string joined_rows(const Block& block, const Block* parent, std::string_view more) {
  const std::string owner = parent ? keys_table(*parent) : kCohortTable;
  return fmt::format("FROM {}\n JOIN {} AS \"@owner\" ON \"@owner\".\"{}\" = {}{}", block.from.sql,
                     identifier(owner), parent ? "key" : "child", in_brackets(block.owner), more);
}

/// Those of them that `where` lets through.
std::string owned_rows(const Block& block, const Block* parent, std::string_view more = "") {
  return joined_rows(block, parent, more) + where_clause(block.where);
}

constexpr std::string_view kOfChild = " AND \"@owner\".place = ?1";

std::string listed(const std::vector<std::string>& columns) {
  std::string list;
  for (const auto& column : columns) list += ", (" + column + "\n)";
  return list;
}

/// The terms by which the rows of a lookup are put into their order, after its own `order`.
std::string lookup_ties(const Lookup& lookup) {
  std::string ties;
  for (const auto& [name, expression] : lookup.take) ties += ", " + in_brackets(expression);
  return ties;
}

const Expression& key_expression(const Block& block) {
  const auto* key = block.field->key_member();
  for (const auto& [field, expression] : block.fields) {
    if (field == key) return expression;
  }
  return block.fields.front().second;  // MappingFile::read has made sure that the key is mapped
}

}  // namespace

std::string keys_table(const Block& block) {
  return "@keys " + block.field->path;
}

std::string create_lookup(const Lookup& lookup) {
  std::string columns = "\"key\" TEXT PRIMARY KEY";
  for (const auto& [name, expression] : lookup.take) columns += ", " + identifier(name) + " TEXT";
  // With row ids: SQLite makes an index of its own for a join by another column than the key only
  // then.
  return fmt::format("DROP TABLE IF EXISTS {0}; CREATE TABLE {0} ({1})", identifier(lookup.name),
                     columns);
}

std::string fill_lookup(const Lookup& lookup) {
  std::string columns = "\"key\"";
  std::string values = in_brackets(lookup.key) + " AS \"key\"";
  const std::string ties = lookup_ties(lookup);
  for (const auto& [name, expression] : lookup.take) {
    columns += ", " + identifier(name);
    values += ", " + in_brackets(expression) + " AS " + identifier(name);
  }
  const std::string target = fmt::format("INSERT INTO {} ({})", identifier(lookup.name), columns);
  const std::string source =
      fmt::format("FROM {}\n{}", lookup.from.sql, where_clause(lookup.where));
  if (!lookup.order) {
    return fmt::format("{} SELECT {} {} GROUP BY 1 HAVING {} IS NOT NULL", target, values, source,
                       in_brackets(lookup.key));
  }
  return fmt::format(
      "{} SELECT {} FROM (SELECT {}, row_number() OVER (PARTITION BY {} ORDER BY {}\n{}) AS "
      "\"@place\" {}) WHERE \"@place\" = 1 AND \"key\" IS NOT NULL ORDER BY 1",
      target, columns, values, in_brackets(lookup.key), lookup.order->sql, ties, source);
}

std::string fill_persons(const Cohort& cohort) {
  std::string excluded = "NULL";
  if (!cohort.rules.empty()) {
    excluded = "CASE";
    std::size_t index = 0;
    for (const auto& rule : cohort.rules) {
      excluded += fmt::format(" WHEN NOT coalesce({}, 0) THEN {}", in_brackets(rule.when), index++);
    }
    excluded += " END";
  }
  return fmt::format("INSERT INTO {} (child, excluded) SELECT {}, {} FROM {}\n",
                     identifier(kPersonsTable), in_brackets(cohort.child), excluded,
                     cohort.from.sql);
}

std::string create_cohort() {
  return fmt::format(
      "DROP TABLE IF EXISTS {0}; DROP TABLE IF EXISTS {1};"
      "CREATE TABLE {0} (child TEXT, excluded INTEGER);"
      "CREATE TABLE {1} (child TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID",
      identifier(kPersonsTable), identifier(kCohortTable));
}

std::string fill_cohort() {
  return fmt::format(
      "INSERT INTO {} (child, place) SELECT child, row_number() OVER (ORDER BY child) FROM "
      "(SELECT DISTINCT child FROM {} WHERE excluded IS NULL AND child IS NOT NULL) ORDER BY child",
      identifier(kCohortTable), identifier(kPersonsTable));
}

std::string create_keys(const Block& block) {
  return fmt::format(
      "DROP TABLE IF EXISTS {0};"
      "CREATE TABLE {0} (\"key\" TEXT, place INTEGER, item INTEGER, "
      "PRIMARY KEY (\"key\", place)) WITHOUT ROWID",
      identifier(keys_table(block)));
}

std::string fill_keys(const Block& block, const Block* parent) {
  return fmt::format(
      "INSERT INTO {} (\"key\", place, item) SELECT \"key\", place, row_number() OVER () FROM "
      "(SELECT DISTINCT {} AS \"key\", \"@owner\".place AS place {}) WHERE \"key\" IS NOT NULL "
      "ORDER BY 1, 2",
      identifier(keys_table(block)), in_brackets(key_expression(block)), owned_rows(block, parent));
}

namespace {

std::string select_rows(const Block& block, const Block* parent, Numbered items,
                        const std::vector<std::string>& beside, std::string_view more) {
  std::string values = "\"@owner\".place";
  values += parent ? ", \"@owner\".item" : ", 0";
  if (items == Numbered::yes) {
    values += fmt::format(
        ", (SELECT item FROM {} AS \"@self\" WHERE \"@self\".\"key\" = {} AND "
        "\"@self\".place = \"@owner\".place)",
        identifier(keys_table(block)), in_brackets(key_expression(block)));
  } else {
    values += ", 0";
  }
  std::string order = "1, 2";
  if (block.order) order += ", " + block.order->sql + "\n";
  int column = 4;
  for (const auto& [field, expression] : block.fields) {
    values += ", " + in_brackets(expression);
    order += fmt::format(", {}", column++);
  }
  return fmt::format("SELECT {}{} {} ORDER BY {}", values, listed(beside),
                     owned_rows(block, parent, more), order);
}

}  // namespace

std::string select_block(const Block& block, const Block* parent, Numbered items) {
  return select_rows(block, parent, items, {}, "");
}

std::string select_block_of_child(const Block& block, const Block* parent,
                                  const std::vector<std::string>& beside) {
  return select_rows(block, parent, Numbered::no, beside, kOfChild);
}

std::string select_candidates(const Block& block, const Block* parent, Keyed keyed,
                              const std::vector<std::string>& columns) {
  std::string more(kOfChild);
  if (parent) more += " AND \"@owner\".item = ?2";
  if (keyed == Keyed::yes) more += " AND " + in_brackets(key_expression(block)) + " = ?3";
  return fmt::format("SELECT {}{} {}",
                     block.where ? "coalesce(" + in_brackets(*block.where) + " <> 0, 0)" : "1",
                     listed(columns), joined_rows(block, parent, more));
}

std::string select_lookup_rows(const Lookup& lookup, const std::vector<std::string>& columns) {
  std::string condition = in_brackets(lookup.key) + " = ?1";
  if (lookup.where) condition += " AND " + in_brackets(*lookup.where);
  std::string order = "1";
  for (std::size_t i = 0; i < columns.size(); ++i) order += fmt::format(", {}", i + 2);
  if (lookup.order) order = lookup.order->sql + "\n" + lookup_ties(lookup);
  return fmt::format("SELECT 1{} FROM {}\n WHERE {} ORDER BY {}{}", listed(columns),
                     lookup.from.sql, condition, order, lookup.order ? " LIMIT 1" : "");
}

std::string count_lookup_rows(const Lookup& lookup) {
  const std::string passes = lookup.where ? in_brackets(*lookup.where) : "1";
  return fmt::format(
      "SELECT count(*), coalesce(sum(coalesce({} <> 0, 0)), 0) FROM {}\n WHERE {} = ?1", passes,
      lookup.from.sql, in_brackets(lookup.key));
}

std::string select_person(const Cohort& cohort, const std::vector<std::string>& columns) {
  return fmt::format("SELECT 1{} FROM {}\n WHERE {} = ?1", listed(columns), cohort.from.sql,
                     in_brackets(cohort.child));
}

std::string select_group(const Lookup& group) {
  return fmt::format(
      "SELECT c.place, g.value FROM {} AS c JOIN {} AS g ON g.\"key\" = c.child "
      "WHERE g.value IS NOT NULL ORDER BY c.child",
      identifier(kCohortTable), identifier(group.name));
}

std::string select_beside(const BesideBlock& block) {
  std::string values = "\"@owner\".place, ";
  values += block.item ? in_brackets(*block.item) : "NULL";
  std::string order = "1, 2";
  int column = 3;
  for (const auto& [field, expression] : block.fields) {
    values += ", " + in_brackets(expression);
    order += fmt::format(", {}", column++);
  }
  return fmt::format(
      "SELECT {} FROM {}\n JOIN {} AS \"@owner\" ON \"@owner\".child = {}{} ORDER BY {}", values,
      block.from.sql, identifier(kCohortTable), in_brackets(block.child), where_clause(block.where),
      order);
}

std::string probe(const Expression& from, const Expression& expression) {
  return fmt::format("SELECT {} FROM {}\n", in_brackets(expression), from.sql);
}

std::string truth_of(const Expression& condition) {
  return fmt::format("SELECT NOT NOT {}\n", in_brackets(condition));
}

std::string probe_order(const Expression& from, const Expression& order) {
  return fmt::format("SELECT 1 FROM {}\n ORDER BY {}\n", from.sql, order.sql);
}

}  // namespace dataflow::mapping
