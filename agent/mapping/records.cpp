#include "agent/mapping/records.h"

#include <fmt/format.h>

#include "agent/mapping/block_sql.h"
#include "agent/sqlite/read_guard.h"

namespace dataflow::mapping {

namespace {

/// Runs one INSERT ... SELECT with the mapping's SQL in it, under guard.
Result<void> fill(const sqlite::Database& database, const std::string& table,
                  const std::string& sql) {
  sqlite::ReadGuard guard(database, kAuthor);
  guard.let_fill(table);
  TRY_ASSIGN(auto statement, database.prepare(sql));
  return statement.run();
}

Result<std::int64_t> number(const sqlite::Database& database, const std::string& sql) {
  TRY_ASSIGN(auto statement, database.prepare(sql));
  if (statement.step() != sqlite::Step::row) return statement.error();
  return statement.integer(0);
}

const Block* parent_spec(const std::vector<BlockPlan>& plan, const BlockPlan& block) {
  return block.below_item ? plan[block.parent].spec : nullptr;
}

}  // namespace

Records::Records(const MappingFile& mapping, const standard::Standard& standard,
                 const Staging& staging, Day today, std::optional<Day> since)
    : mapping_(mapping),
      database_(staging.database()),
      words_(words_on(mapping.codes, today)),
      context_{&standard, &words_, today, standard::Window::at(today, mapping.window)},
      plan_(plan_document(mapping, standard)),
      values_(standard, words_),
      writer_(plan_) {
  if (since) context_.window.start = *since;
}

Result<std::unique_ptr<Records>> Records::open(const MappingFile& mapping,
                                               const standard::Standard& standard,
                                               const Staging& staging, Day today,
                                               std::optional<Day> since) {
  std::unique_ptr<Records> records(new Records(mapping, standard, staging, today, since));
  TRY(records->prepare());
  return records;
}

Result<void> Records::prepare() {
  TRY(register_functions(database_, context_));
  TRY(make_lookups());
  TRY(make_cohort());
  TRY(count_cohort());
  return open_blocks();
}

Result<void> Records::make_lookups() {
  for (const auto& lookup : mapping_.lookups) TRY(make_lookup(lookup));
  for (const auto& group : mapping_.groups) TRY(make_lookup(group.lookup));
  return {};
}

Result<void> Records::make_lookup(const Lookup& lookup) {
  TRY(database_.run(create_lookup(lookup)));
  return fill(database_, lookup.name, fill_lookup(lookup));
}

Result<void> Records::make_cohort() {
  TRY(database_.run(create_cohort()));
  TRY(fill(database_, kPersonsTable, fill_persons(mapping_.cohort)));
  return database_.run(fill_cohort());
}

Result<void> Records::count_cohort() {
  const std::string persons = sqlite::identifier(kPersonsTable);
  TRY_ASSIGN(const auto distinct,
             number(database_, "SELECT count(DISTINCT child) FROM " + persons));
  TRY_ASSIGN(const auto nameless,
             number(database_, "SELECT count(*) FROM " + persons + " WHERE child IS NULL"));
  TRY_ASSIGN(cohort_.without_id,
             number(database_, "SELECT count(*) FROM " + persons +
                                   " WHERE child IS NULL AND excluded IS NULL"));
  TRY_ASSIGN(const auto with_id,
             number(database_, fmt::format("SELECT count(*) FROM \"{}\"", kCohortTable)));
  cohort_.considered = distinct + nameless;
  cohort_.in_scope = with_id + cohort_.without_id;
  std::int64_t rule_index = 0;
  for (const auto& rule : mapping_.cohort.rules) {
    // Once per person: whoever is left out on several rows counts for the first rule of them.
    TRY_ASSIGN(
        const auto left_out,
        number(database_, fmt::format("SELECT (SELECT count(*) FROM {0} WHERE child IS NULL AND "
                                      "excluded = {1}) + (SELECT count(*) FROM (SELECT 1 FROM {0} "
                                      "WHERE child IS NOT NULL GROUP BY child "
                                      "HAVING count(*) = count(excluded) AND min(excluded) = {1}))",
                                      persons, rule_index++)));
    cohort_.excluded.push_back({rule.rule, rule.says, left_out});
  }
  return {};
}

Result<void> Records::open_blocks() {
  std::vector<Numbered> numbered(plan_.size(), Numbered::no);
  for (const auto& plan : plan_) {
    if (plan.below_item) numbered[plan.parent] = Numbered::yes;
  }
  for (std::size_t i = 0; i < plan_.size(); ++i) {
    if (numbered[i] == Numbered::no) continue;
    const Block& spec = *plan_[i].spec;
    TRY(database_.run(create_keys(spec)));
    TRY(fill(database_, keys_table(spec), fill_keys(spec, parent_spec(plan_, plan_[i]))));
  }
  const sqlite::ReadGuard guard(database_, kAuthor);
  TRY_ASSIGN(auto children, database_.prepare(fmt::format(
                                "SELECT place, child FROM \"{}\" ORDER BY child", kCohortTable)));
  children_ = std::move(children);
  for (std::size_t i = 0; i < plan_.size(); ++i) {
    auto& block = blocks_.emplace_back();
    const BlockPlan& plan = plan_[i];
    if (plan.spec == nullptr) continue;
    TRY_ASSIGN(auto select,
               database_.prepare(select_block(*plan.spec, parent_spec(plan_, plan), numbered[i])));
    block.emplace(plan, std::move(select));
    TRY(block->start());
  }
  return {};
}

Result<bool> Records::next(Record& record) {
  switch (children_->step()) {
    case sqlite::Step::done:
      return false;
    case sqlite::Step::failed:
      return children_->error();
    case sqlite::Step::row:
      break;
  }
  const std::int64_t place = children_->integer(0);
  record.child = children_->text(1);
  record.findings.clear();
  for (auto& block : blocks_) {
    if (block) TRY(block->take(place, values_));
  }
  writer_.write(blocks_, record);
  if (record.held()) {
    record.document.clear();
    record.skeleton.clear();
    record.digest = Digest();
    return true;
  }
  hasher_.add(record.document);
  record.digest = hasher_.finish();
  return true;
}

Result<void> Records::each_group(const TakeGroup& take) const {
  for (const auto& group : mapping_.groups) {
    TRY_ASSIGN(auto select, database_.prepare(select_group(group.lookup)));
    while (true) {
      const auto step = select.step();
      if (step == sqlite::Step::failed) return select.error();
      if (step == sqlite::Step::done) break;
      TRY(take(select.integer(0), group.name, select.text(1)));
    }
  }
  return {};
}

Result<void> Records::each_beside(const TakeBeside& take) const {
  for (const auto& block : mapping_.besides) TRY(read_beside(block, take));
  return {};
}

Result<void> Records::read_beside(const BesideBlock& block, const TakeBeside& take) const {
  constexpr int kFirstValue = 2;  // after the child's place and the item's key
  const sqlite::ReadGuard guard(database_, kAuthor);
  TRY_ASSIGN(auto select, database_.prepare(select_beside(block)));
  const auto& members = block.beside->entry.members;
  const ValueWriter writer(*context_.standard, words_);  // what is never sent is not counted
  while (true) {
    const auto step = select.step();
    if (step == sqlite::Step::failed) return select.error();
    if (step == sqlite::Step::done) return {};
    if (block.item && select.is_null(1)) continue;
    std::vector<std::string> values(members.size());
    for (std::size_t i = 0; i < block.fields.size(); ++i) {
      const auto* field = block.fields[i].first;
      const std::string_view raw = select.text(kFirstValue + static_cast<int>(i));
      auto& value = values[static_cast<std::size_t>(field - members.data())];
      if (!raw.empty()) static_cast<void>(writer.write(*field, raw, value));
    }
    TRY(take({*block.beside, select.integer(0), select.text(1), values}));
  }
}

}  // namespace dataflow::mapping
