#include "agent/workbench/mapping_tests.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/mapping/block_sql.h"
#include "agent/mapping/records.h"
#include "agent/mapping/sql_words.h"
#include "agent/standard/place.h"
#include "agent/yaml/reader.h"

namespace dataflow::mapping {

namespace {

constexpr char kCohort[] = "cohort";
constexpr char kHeld[] = "held";

/// A value as a test writes it: texts without quotes, lists as [A, B].
std::string shown(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (!value.is_array()) return boost::json::serialize(value);
  std::string list = "[";
  for (const auto& entry : value.get_array()) {
    if (list.size() > 1) list += ", ";
    list += shown(entry);
  }
  return list + "]";
}

std::vector<std::string> names_of(const std::vector<TableShape>& tables) {
  std::vector<std::string> names;
  names.reserve(tables.size());
  for (const auto& table : tables) names.push_back(table.table);
  return names;
}

class TestReader {
 public:
  TestReader(const standard::Standard& standard, const std::vector<TableShape>& offered)
      : standard_(standard), offered_(offered), paths_(standard.paths()) {
    paths_.emplace_back(kCohort);
    paths_.emplace_back(kHeld);
  }

  [[nodiscard]] MappingTest read(const yaml::Node& node) const {
    node.only({"says", "today", "rows", "expect"});
    MappingTest test;
    test.line = node.line();
    test.says = node.required("says", "one sentence on what the test shows").text();
    test.today = *Day::parse(kTestDay);
    if (const auto today = node.member("today"); today.present()) {
      const auto day = Day::parse(today.text());
      if (!day) today.fault("A day such as 2026-06-01 was expected.");
      test.today = day.value_or(test.today);
    }
    for (const auto& table : node.required("rows", "the rows of the source").members()) {
      read_table(table, test);
    }
    for (const auto& child : node.required("expect", "what the rows give").members()) {
      for (const auto& path : child.value.members()) read_expectation(child.name, path, test);
    }
    return test;
  }

 private:
  void read_table(const yaml::Node::Member& member, MappingTest& test) const {
    const auto is_it = [&](const TableShape& shape) {
      return same_ignoring_case(shape.table, member.name);
    };
    const auto shape = std::find_if(offered_.begin(), offered_.end(), is_it);
    if (shape == offered_.end()) {
      return member.fault(fmt::format("The mapping reads no table '{}'.", member.name),
                          suggestion(member.name, names_of(offered_)));
    }
    auto& rows = test.rows[shape->table];
    for (const auto& row : member.value.items()) rows.push_back(read_row(row, *shape));
  }

  static MappingTest::Row read_row(const yaml::Node& node, const TableShape& shape) {
    MappingTest::Row row;
    for (const auto& cell : node.members()) {
      const auto is_it = [&](const std::string& column) {
        return same_ignoring_case(column, cell.name);
      };
      const auto column = std::find_if(shape.columns.begin(), shape.columns.end(), is_it);
      if (column == shape.columns.end()) {
        cell.fault(fmt::format("The mapping reads no column '{}' of '{}'.", cell.name, shape.table),
                   suggestion(cell.name, shape.columns));
      } else if (cell.value.present()) {
        row[*column] = cell.value.text();
      }
    }
    return row;
  }

  void read_expectation(const std::string& child, const yaml::Node::Member& member,
                        MappingTest& test) const {
    const std::string path = standard::standard_path(member.name);
    if (path != kCohort && path != kHeld && !is_field(path)) {
      return member.fault(fmt::format("'{}' is no field of {}.", member.name, standard_.id()),
                          suggestion(path, paths_));
    }
    Expectation expectation{child, member.name, std::nullopt, member.line};
    if (member.value.is_list()) {
      std::vector<std::string> items;
      for (const auto& item : member.value.items()) items.push_back(item.text());
      expectation.value = fmt::format("[{}]", fmt::join(items, ", "));
    } else if (member.value.present()) {
      expectation.value = member.value.text();
    }
    test.expected.push_back(std::move(expectation));
  }

  /// Brackets stand after lists and nowhere else; without them, a path may end at a whole list.
  [[nodiscard]] bool is_field(const std::string& path) const {
    const auto* field = standard_.find(path);
    return field != nullptr && (field->path == path || field->path == path + "[]");
  }

  const standard::Standard& standard_;
  const std::vector<TableShape>& offered_;
  std::vector<std::string> paths_;
};

Result<void> stage(const std::vector<TableShape>& offered, const MappingTest& test,
                   Staging& staging) {
  for (const auto& shape : offered) {
    const auto rows = test.rows.find(shape.table);
    if (rows == test.rows.end()) continue;
    TRY(staging.begin_table(shape));
    for (const auto& row : rows->second) {
      std::vector<Cell> cells;
      for (const auto& column : shape.columns) {
        const auto cell = row.find(column);
        cells.push_back(cell == row.end() ? Cell() : Cell(cell->second));
      }
      TRY(staging.row(cells));
    }
  }
  return staging.finish();
}

/// What became of one child.
struct Outcome {
  Record record;
  boost::json::value document;  ///< null when held
};

/// Everything that came of a test's rows.
class Outcomes {
 public:
  Outcomes(const MappingFile& mapping, const standard::Standard& standard, Records& records,
           const sqlite::Database& database)
      : mapping_(mapping), standard_(standard), records_(records), database_(database) {}

  Result<void> build() {
    Record record;
    while (true) {
      TRY_ASSIGN(const bool more, records_.next(record));
      if (!more) return {};
      auto document = record.held() ? boost::json::value() : boost::json::parse(record.document);
      outcomes_.insert_or_assign(record.child, Outcome{record, std::move(document)});
    }
  }

  /// What was found instead; nothing when the expectation is met.
  Result<std::optional<std::string>> instead(const Expectation& expectation) const {
    TRY_ASSIGN(auto found, rule_that_leaves_out(expectation.child));
    const auto outcome = outcomes_.find(expectation.child);
    const bool here = outcome != outcomes_.end();
    const bool asks_for_document = expectation.path != kCohort && expectation.path != kHeld;
    const bool enough = expectation.path == kCohort
                            ? found || here
                            : here && !(asks_for_document && outcome->second.record.held());
    if (!enough) return optional_text(why_nothing(expectation.child));
    if (expectation.path == kHeld) {
      found = holds(outcome->second, expectation);
    } else if (asks_for_document) {
      const auto* value =
          standard::find_value(standard_, outcome->second.document, expectation.path);
      if (value != nullptr) found = shown(*value);
    }
    if (found == expectation.value) return std::optional<std::string>();
    return std::optional(found.value_or("nothing"));
  }

 private:
  static Result<std::optional<std::string>> optional_text(Result<std::string> text) {
    if (!text) return std::move(text).error();
    return std::optional(std::move(*text));
  }

  /// Why there is no document, for a reader who expected a value in it.
  Result<std::string> why_nothing(const std::string& child) const {
    TRY_ASSIGN(const auto left_out, rule_that_leaves_out(child));
    if (left_out) return fmt::format("nothing (left out of the cohort by '{}')", *left_out);
    const auto outcome = outcomes_.find(child);
    if (outcome == outcomes_.end()) return std::string("nothing (no such person in the rows)");
    if (!outcome->second.record.held()) return std::string("nothing");
    for (const auto& finding : outcome->second.record.findings) {
      if (finding.weight == Weight::hold) return fmt::format("nothing (held by {})", finding.rule);
    }
    return std::string("nothing");
  }

  static std::optional<std::string> holds(const Outcome& outcome, const Expectation& expectation) {
    std::optional<std::string> rule;
    for (const auto& finding : outcome.record.findings) {
      if (finding.weight != Weight::hold) continue;
      if (!rule || finding.rule == expectation.value) rule = finding.rule;
    }
    return rule;
  }

  Result<std::optional<std::string>> rule_that_leaves_out(const std::string& child) const {
    TRY_ASSIGN(auto statement,
               database_.prepare(fmt::format(
                   "SELECT min(excluded) FROM {} WHERE child = ? HAVING count(*) = count(excluded)",
                   sqlite::identifier(kPersonsTable))));
    switch (statement.bind(1, child).step()) {
      case sqlite::Step::failed:
        return statement.error();
      case sqlite::Step::done:
        return std::optional<std::string>();
      case sqlite::Step::row:
        break;
    }
    if (statement.is_null(0)) return std::optional<std::string>();
    return std::optional(
        mapping_.cohort.rules[static_cast<std::size_t>(statement.integer(0))].rule);
  }

  const MappingFile& mapping_;
  const standard::Standard& standard_;
  Records& records_;
  const sqlite::Database& database_;
  std::map<std::string, Outcome, std::less<>> outcomes_;
};

}  // namespace

std::vector<MappingTest> read_mapping_tests(const std::filesystem::path& file,
                                            const standard::Standard& standard,
                                            const std::vector<TableShape>& offered,
                                            Faults& faults) {
  const TestReader reader(standard, offered);
  std::vector<MappingTest> tests;
  const auto root = yaml::Node::open(file, faults);
  for (const auto& node : root.member("tests").items()) tests.push_back(reader.read(node));
  for (const auto& variant : root.member("variants").members()) {
    for (const auto& node : variant.value.member("tests").items()) {
      tests.push_back(reader.read(node));
      tests.back().variant = variant.name;
    }
  }
  return tests;
}

Result<std::vector<Unmet>> run_mapping_test(const MappingFile& file,
                                            const standard::Standard& standard,
                                            const std::vector<TableShape>& offered,
                                            const MappingTest& test) {
  const Variant* variant = find_variant(file, test.variant);
  const MappingFile& mapping = variant == nullptr ? file : variant->mapping;
  TRY_ASSIGN(auto staging, Staging::create(offered, mapping.nulls));
  TRY(stage(offered, test, staging));
  TRY_ASSIGN(const auto records, Records::open(mapping, standard, staging, test.today));
  Outcomes outcomes(mapping, standard, *records, staging.database());
  TRY(outcomes.build());
  std::vector<Unmet> unmet;
  for (const auto& expectation : test.expected) {
    TRY_ASSIGN(const auto instead, outcomes.instead(expectation));
    if (instead) unmet.push_back({expectation, *instead});
  }
  return unmet;
}

}  // namespace dataflow::mapping
