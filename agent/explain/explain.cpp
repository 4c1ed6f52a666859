#include "agent/explain/explain.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/mapping/block_sql.h"

namespace dataflow::mapping {

namespace {

const Expression* key_expression(const Block& block) {
  const auto* key = block.field->key_member();
  for (const auto& [field, expression] : block.fields) {
    if (field == key) return &expression;
  }
  return nullptr;
}

void add_reads(ExpressionPlan& all, ExpressionPlan part) {
  for (auto& reference : part.references) {
    const bool known = std::any_of(all.references.begin(), all.references.end(),
                                   [&](const auto& other) { return other.raw == reference.raw; });
    if (!known) all.references.push_back(std::move(reference));
  }
  for (auto& [table, columns] : part.beyond) all.beyond[table].merge(columns);
}

}  // namespace

Explainer::Explainer(const MappingFile& mapping, const standard::Standard& standard,
                     const Staging& staging, const CodeWords& words)
    : mapping_(mapping),
      standard_(standard),
      database_(staging.database()),
      words_(words),
      plan_(plan_document(mapping, standard)),
      origins_(staging.database(), mapping) {}

Result<std::unique_ptr<Explainer>> Explainer::open(const MappingFile& mapping,
                                                   const standard::Standard& standard,
                                                   const Staging& staging, const CodeWords& words) {
  std::unique_ptr<Explainer> explainer(new Explainer(mapping, standard, staging, words));
  TRY(explainer->prepare());
  return explainer;
}

Result<void> Explainer::prepare() {
  TRY(origins_.prepare());
  for (const auto& plan : plan_) {
    BlockReads reads;
    if (plan.spec != nullptr) {
      TRY_ASSIGN(reads, plan_reads(*plan.spec));
    }
    reads_.push_back(std::move(reads));
  }
  return {};
}

Result<Explainer::BlockReads> Explainer::plan_reads(const Block& block) const {
  BlockReads reads;
  for (const auto& [field, expression] : block.fields) {
    TRY_ASSIGN(auto plan, origins_.plan(block.from, expression, Clause::value, reads.columns));
    reads.fields.push_back(std::move(plan));
  }
  auto& columns = reads.candidate_columns;
  if (const auto* key = key_expression(block)) {
    TRY_ASSIGN(auto plan, origins_.plan(block.from, *key, Clause::value, columns));
    add_reads(reads.where, std::move(plan));
  }
  if (block.where) {
    TRY_ASSIGN(auto plan, origins_.plan(block.from, *block.where, Clause::value, columns));
    add_reads(reads.where, std::move(plan));
  }
  return reads;
}

Result<ChildExplanation> Explainer::explain_absence(const std::string& child) const {
  ChildExplanation explanation;
  explanation.child = child;
  TRY_ASSIGN(auto select, database_.prepare(fmt::format("SELECT min(excluded) FROM \"{}\" WHERE "
                                                        "child = ?1",
                                                        kPersonsTable)));
  if (select.bind(1, child).step() != sqlite::Step::row) return select.error();
  if (select.is_null(0)) return explanation;
  explanation.standing = Standing::excluded;
  const auto& cohort = mapping_.cohort;
  const auto& rule = cohort.rules[static_cast<std::size_t>(select.integer(0))];
  ColumnList columns;
  TRY_ASSIGN(const auto reads, origins_.plan(cohort.from, rule.when, Clause::value, columns));
  TRY_ASSIGN(auto rows, database_.prepare(select_person(cohort, columns.sql())));
  rows.bind(1, child);
  TRY_ASSIGN(const auto persons, ColumnOrigins::rows_of(rows, 1));
  Exclusion exclusion{&rule, {}, reads.beyond};
  for (const auto& cells : persons) {
    TRY_ASSIGN(auto row, origins_.follow(reads, cells));
    exclusion.rows.push_back(std::move(row));
  }
  explanation.exclusion = std::move(exclusion);
  return explanation;
}

}  // namespace dataflow::mapping
