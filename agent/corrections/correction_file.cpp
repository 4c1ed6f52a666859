#include "agent/corrections/correction_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "agent/mapping/csv_table.h"
#include "agent/mapping/value_writer.h"
#include "agent/standard/place.h"

namespace dataflow::corrections {

namespace {

using mapping::CsvRow;
using mapping::CsvTable;
using standard::Field;

const mapping::CsvColumns kColumns = {
    {"child", "path", "action", "value", "reason", "by", "from", "until"},
    {"child", "path", "action", "value", "reason", "by", "from", "until"}};

const std::vector<std::string> kActions = {"set", "clear", "hold"};

class Reader {
 public:
  Reader(const CsvTable& table, const standard::Standard& standard, const mapping::CodeWords& words,
         Faults& faults)
      : table_(table), standard_(standard), values_(standard, words), faults_(faults) {}

  std::optional<Correction> row(const CsvRow& row) {
    const std::size_t before = faults_.size();
    Correction correction;
    correction.line = row.line;
    correction.child = needed(row, "child", "whom it concerns");
    correction.path = table_.text(row, "path");
    static_cast<void>(needed(row, "reason", "why"));
    static_cast<void>(needed(row, "by", "who decided it"));
    correction.from = day(row, "from");
    correction.until = day(row, "until");
    if (faults_.size() == before && correction.until < correction.from) {
      fault(row, "It ends before it begins.", "Check the columns from and until.");
    }
    read_action(row, correction);
    if (correction.action != Action::hold) read_value(row, correction);
    if (faults_.size() != before) return std::nullopt;
    return correction;
  }

 private:
  std::string needed(const CsvRow& row, const char* column, const char* meaning) {
    std::string text = table_.text(row, column);
    if (text.empty()) {
      fault(row, fmt::format("'{}' is empty.", column), fmt::format("Write {}.", meaning));
    }
    return text;
  }

  Day day(const CsvRow& row, const char* column) {
    const std::size_t before = faults_.size();
    const auto day = table_.day(row, column, faults_);
    if (!day && faults_.size() == before) {
      fault(row, fmt::format("'{}' is empty.", column), "Every correction holds for a time.");
    }
    return day.value_or(Day());
  }

  void read_action(const CsvRow& row, Correction& correction) {
    const std::string word = table_.text(row, "action");
    const auto found = std::find(kActions.begin(), kActions.end(), word);
    if (found == kActions.end()) {
      fault(row, "'action' should be set, clear or hold.", suggestion(word, kActions));
    } else {
      correction.action = static_cast<Action>(found - kActions.begin());
    }
  }

  /// The field that the path leads to, or null after a fault.
  const Field* field(const CsvRow& row, const std::string& path) {
    const Field* field = standard_.find(standard::standard_path(path));
    if (path.empty() || field == nullptr) {
      fault(row, fmt::format("The path leads to no field of {}.", standard_.id()),
            suggestion(standard::standard_path(path), standard_.paths()));
    } else if (field->has_members() || field->kind == standard::FieldKind::purge) {
      fault(row, "The path leads to no single value.", "Name a field inside it.");
    } else if (field->key) {
      fault(row, "A key cannot be corrected.", "The endpoint knows the item by it.");
    } else {
      return field;
    }
    return nullptr;
  }

  void read_value(const CsvRow& row, Correction& correction) {
    const Field* found = field(row, correction.path);
    const std::string text = table_.text(row, "value");
    if (correction.action == Action::clear) {
      if (!text.empty()) fault(row, "'clear' takes no value.", "Empty the value, or write set.");
      return;
    }
    if (found == nullptr) return;
    if (text.empty()) return fault(row, "'set' needs a value.", "To leave it out, write clear.");
    const auto written = values_.write(*found, text, correction.json);
    if (written == mapping::Written::whole) return;
    // The value itself is a child's: it is not repeated.
    fault(row, "The value does not fit its field.", mapping::why_refused(*found));
  }

  void fault(const CsvRow& row, std::string what, std::string hint) {
    table_.fault(row, std::move(what), std::move(hint), faults_);
  }

  const CsvTable& table_;
  const standard::Standard& standard_;
  mapping::ValueWriter values_;
  Faults& faults_;
};

}  // namespace

std::vector<Correction> read_corrections(const std::filesystem::path& file,
                                         const standard::Standard& standard,
                                         const mapping::MappingFile& mapping, Day today,
                                         Faults& faults) {
  const auto table = CsvTable::read(file, kColumns, faults);
  const auto words = mapping::words_on(mapping.codes, today);
  Reader reader(table, standard, words, faults);
  std::vector<Correction> corrections;
  for (const auto& row : table.rows()) {
    if (auto correction = reader.row(row)) corrections.push_back(std::move(*correction));
  }
  return corrections;
}

}  // namespace dataflow::corrections
