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

/// The block's rows joined to what owns them: the cohort, or the parent's items.
std::string owned_rows(const Block& block, const Block* parent) {
  const std::string owner = parent ? keys_table(*parent) : kCohortTable;
  return fmt::format("FROM {}\n JOIN {} AS \"@owner\" ON \"@owner\".\"{}\" = {}{}", block.from.sql,
                     identifier(owner), parent ? "key" : "child", in_brackets(block.owner),
                     where_clause(block.where));
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
  return fmt::format("CREATE TABLE {} ({}) WITHOUT ROWID", identifier(lookup.name), columns);
}

std::string fill_lookup(const Lookup& lookup) {
  std::string columns = "\"key\"";
  std::string values = in_brackets(lookup.key) + " AS \"key\"";
  std::string ties;
  for (const auto& [name, expression] : lookup.take) {
    columns += ", " + identifier(name);
    values += ", " + in_brackets(expression) + " AS " + identifier(name);
    ties += ", " + in_brackets(expression);
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
      "CREATE TABLE {} (child TEXT, excluded INTEGER);"
      "CREATE TABLE {} (child TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID",
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
      "CREATE TABLE {} (\"key\" TEXT, place INTEGER, item INTEGER, "
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

std::string select_block(const Block& block, const Block* parent, Numbered items) {
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
  return fmt::format("SELECT {} {} ORDER BY {}", values, owned_rows(block, parent), order);
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

std::string probe_order(const Expression& from, const Expression& order) {
  return fmt::format("SELECT 1 FROM {}\n ORDER BY {}\n", from.sql, order.sql);
}

}  // namespace dataflow::mapping
