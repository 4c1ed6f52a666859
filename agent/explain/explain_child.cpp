// Explains the rows of one child: the values of those in the document, and why others are not
// there.
#include <algorithm>

#include <fmt/format.h>

#include "agent/explain/explain.h"
#include "agent/mapping/block_sql.h"

namespace dataflow::mapping {

namespace {

using Fate = PlacedRow::Fate;

constexpr std::size_t kMostLeftOut = 5;  // rows of an absent list that are shown
constexpr int kFirstField = 3;           // as in BlockRows

std::string why_not_written(Fate fate) {
  switch (fate) {
    case Fate::empty:
      return "Nothing but purge:false would stand in it, so it was left out.";
    case Fate::repeat:
      return "The source holds this item twice; it was sent once.";
    case Fate::surplus:
      return "Another row of the source was taken first.";
    case Fate::written:
      break;
  }
  return "";
}

std::string in_path(const std::string& above, const std::string& name) {
  return above.empty() ? name : above + "." + name;
}

}  // namespace

class Explainer::Child {
 public:
  Child(const Explainer& explainer, const Record& record, const std::vector<PlacedRow>& places,
        const DocumentPath& path)
      : of_(explainer), record_(record), places_(places), path_(path) {}

  Result<ChildExplanation> explain() {
    explanation_.child = record_.child;
    explanation_.standing = record_.held() ? Standing::held : Standing::built;
    explanation_.findings = record_.findings;
    TRY(find_place());
    TRY(read_rows());
    for (std::size_t i = 0; i < places_.size(); ++i) TRY(explain_row(i));
    TRY(explain_missing_item());
    return std::move(explanation_);
  }

 private:
  Result<void> find_place() {
    TRY_ASSIGN(auto select, of_.database_.prepare(fmt::format(
                                "SELECT place FROM \"{}\" WHERE child = ?1", kCohortTable)));
    if (select.bind(1, record_.child).step() != sqlite::Step::row) return select.error();
    place_ = select.integer(0);
    return {};
  }

  [[nodiscard]] const Block* parent_of(const BlockPlan& plan) const {
    return plan.below_item ? of_.plan_[plan.parent].spec : nullptr;
  }

  /// The rows of all blocks, in the order in which the document's writer has numbered them.
  Result<void> read_rows() {
    for (std::size_t i = 0; i < of_.plan_.size(); ++i) {
      auto& rows = rows_.emplace_back();
      const BlockPlan& plan = of_.plan_[i];
      if (plan.spec == nullptr) continue;
      TRY_ASSIGN(auto select, of_.database_.prepare(select_block_of_child(
                                  *plan.spec, parent_of(plan), of_.reads_[i].columns.sql())));
      select.bind(1, place_);
      TRY_ASSIGN(rows, ColumnOrigins::rows_of(select, kFirstField));
    }
    return {};
  }

  Result<void> explain_row(std::size_t index) {
    const PlacedRow& placed = places_[index];
    const BlockPlan& plan = of_.plan_[placed.block];
    keyed_.push_back(keyed_path(placed));
    const bool only_holds_others = plan.spec == nullptr && placed.fate == Fate::empty;
    if (placed.fate != Fate::written && !only_holds_others) {
      auto value = value_at(placed, keyed_.back(), *plan.field);
      value.path = placed.path;
      value.keyed_path = keyed_.back();
      value.block = plan.spec;
      value.absent = why_not_written(placed.fate);
      return add(std::move(value));
    }
    for (const auto& field : plan.field->members) {
      if (field.has_members()) {
        TRY(explain_block(index, field));
      } else if (!only_holds_others) {
        TRY(explain_field(index, field));
      }
    }
    return {};
  }

  /// The path of a row with the key of each item for its number.
  [[nodiscard]] std::string keyed_path(const PlacedRow& placed) const {
    if (placed.above == kNone) return "";
    const BlockPlan& plan = of_.plan_[placed.block];
    std::string path = in_path(keyed_[placed.above], plan.field->name);
    if (plan.field->kind != standard::FieldKind::list) return path;
    const auto parts = standard::path_parts(placed.path);
    std::string item = parts.back().item.value_or("");
    if (plan.key_column != kNone) {
      if (const auto& key = rows_[placed.block][placed.row][plan.key_column]) item = *key;
    }
    return path + "[" + item + "]";
  }

  [[nodiscard]] static ValueExplanation value_at(const PlacedRow& placed, const std::string& keyed,
                                                 const standard::Field& field) {
    ValueExplanation value;
    value.path = in_path(placed.path, field.name);
    value.keyed_path = in_path(keyed, field.name);
    value.field = &field;
    return value;
  }

  Result<void> explain_field(std::size_t index, const standard::Field& field) {
    const PlacedRow& placed = places_[index];
    const BlockPlan& plan = of_.plan_[placed.block];
    auto value = value_at(placed, keyed_[index], field);
    if (!path_.holds(value.path, value.keyed_path)) return {};
    value.block = plan.spec;
    if (field.kind == standard::FieldKind::purge) {
      value.value = "false";
      return add(std::move(value));
    }
    const auto member = std::find_if(plan.members.begin(), plan.members.end(),
                                     [&](const auto& other) { return other.field == &field; });
    if (member == plan.members.end()) {
      value.absent = "The mapping has no expression for it.";
      return add(std::move(value));
    }
    const Cells& cells = rows_[placed.block][placed.row];
    const auto fields = static_cast<std::ptrdiff_t>(plan.spec->fields.size());
    const auto& reads = of_.reads_[placed.block].fields[member->column];
    value.expression = reads.expression;
    value.beyond = reads.beyond;
    TRY_ASSIGN(value.columns, of_.origins_.follow(reads, {cells.begin() + fields, cells.end()}));
    value.conversion = convert(of_.standard_, of_.words_, field, cells[member->column]);
    value.value = value.conversion.json;
    if (!value.conversion.given) value.absent = "The expression gives nothing for this row.";
    if (value.conversion.given && value.value.empty()) {
      value.absent = "What the expression gives was refused.";
    }
    return add(std::move(value));
  }

  /// A list or an object that no row has got into.
  Result<void> explain_block(std::size_t index, const standard::Field& field) {
    const PlacedRow& placed = places_[index];
    const std::size_t block = block_of(of_.plan_[placed.block], field);
    const bool has_rows = std::any_of(places_.begin(), places_.end(), [&](const PlacedRow& row) {
      return row.above == index && row.block == block;
    });
    auto value = value_at(placed, keyed_[index], field);
    const bool is_asked =
        path_.holds(value.path, value.keyed_path) || path_.is_inside(value.path, value.keyed_path);
    if ((has_rows && block != kNone) || !is_asked) return {};
    if (block == kNone) {
      value.absent = "The mapping has no block for it.";
      return add(std::move(value));
    }
    value.block = of_.plan_[block].spec;
    if (value.block == nullptr) {
      value.absent = "Nothing stands in it, so it was left out.";
      return add(std::move(value));
    }
    TRY(find_left_out(block, placed.item, std::nullopt, value));
    return add(std::move(value));
  }

  [[nodiscard]] static std::size_t block_of(const BlockPlan& plan, const standard::Field& field) {
    for (const auto& member : plan.members) {
      if (member.field == &field) return member.block;
    }
    return kNone;
  }

  /// The rows that belong here and are not in the document.
  Result<void> find_left_out(std::size_t block, std::int64_t item,
                             const std::optional<std::string>& key, ValueExplanation& value) {
    const BlockPlan& plan = of_.plan_[block];
    const auto& reads = of_.reads_[block];
    const auto keyed = key ? Keyed::yes : Keyed::no;
    TRY_ASSIGN(auto select,
               of_.database_.prepare(select_candidates(*plan.spec, parent_of(plan), keyed,
                                                       reads.candidate_columns.sql())));
    select.bind(1, place_);
    if (plan.below_item) select.bind(2, item);
    if (key) select.bind(3, *key);
    TRY_ASSIGN(const auto rows, ColumnOrigins::rows_of(select, 0));
    std::size_t left_out = 0;
    for (const auto& cells : rows) {
      if (cells[0] != "0" || ++left_out > kMostLeftOut) continue;
      TRY_ASSIGN(auto row, of_.origins_.follow(reads.where, {cells.begin() + 1, cells.end()}));
      value.left_out.push_back(std::move(row));
    }
    value.absent = why_no_row(rows.size(), left_out);
    return {};
  }

  static std::string why_no_row(std::size_t rows, std::size_t left_out) {
    if (rows == 0) return "No row of the source belongs here.";
    if (left_out < rows) return "What stands in its rows is absent, so it was left out.";
    if (rows == 1) return "One row of the source belongs here, and `where` leaves it out.";
    return fmt::format("{} rows of the source belong here, and `where` leaves them out.", rows);
  }

  /// An item that was asked for by its key, and that the document does not hold.
  Result<void> explain_missing_item() {
    const auto& asked = path_.parts();
    if (asked.empty() || !explanation_.values.empty()) return {};
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const PlacedRow placed = places_[i];
      const bool leads_there = placed.path.empty() || path_.is_inside(placed.path, keyed_[i]);
      const std::size_t depth = standard::path_parts(placed.path).size();
      if (!leads_there || placed.fate != Fate::written || depth >= asked.size()) continue;
      const auto* field = of_.plan_[placed.block].field->member(asked[depth].name);
      const auto& item = asked[depth].item;
      if (field == nullptr || field->kind != standard::FieldKind::list || !item) continue;
      const std::size_t block = block_of(of_.plan_[placed.block], *field);
      if (block == kNone || of_.plan_[block].key_column == kNone || has_item(i, block, *item)) {
        continue;
      }
      auto value = value_at(placed, keyed_[i], *field);
      value.path += "[?]";
      value.keyed_path += "[" + *item + "]";
      value.block = of_.plan_[block].spec;
      TRY(find_left_out(block, placed.item, item, value));
      if (value.left_out.empty()) value.absent = "No row of the source has this key here.";
      explanation_.values.push_back(std::move(value));
    }
    return {};
  }

  [[nodiscard]] bool has_item(std::size_t above, std::size_t block, const std::string& item) const {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (places_[i].above != above || places_[i].block != block) continue;
      if (standard::path_parts(places_[i].path).back().item == item ||
          standard::path_parts(keyed_[i]).back().item == item) {
        return true;
      }
    }
    return false;
  }

  /// Adds it, if it was asked for, with the findings of its path.
  Result<void> add(ValueExplanation value) {
    const bool is_asked = path_.holds(value.path, value.keyed_path) ||
                          (value.value.empty() && value.field->has_members() &&
                           path_.is_inside(value.path, value.keyed_path));
    if (!is_asked) return {};
    for (const auto& finding : record_.findings) {
      if (finding.path == value.path) value.findings.push_back(finding);
    }
    explanation_.values.push_back(std::move(value));
    return {};
  }

  const Explainer& of_;
  const Record& record_;
  const std::vector<PlacedRow>& places_;
  const DocumentPath& path_;
  std::int64_t place_ = 0;
  std::vector<std::vector<Cells>> rows_;  // by the plan's entries: the fields, then the columns
  std::vector<std::string> keyed_;        // by `places_`
  ChildExplanation explanation_;
};

Result<ChildExplanation> Explainer::explain(const Record& record,
                                            const std::vector<PlacedRow>& places,
                                            const DocumentPath& path) const {
  return Child(*this, record, places, path).explain();
}

}  // namespace dataflow::mapping
