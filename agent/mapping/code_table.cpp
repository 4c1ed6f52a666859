#include "agent/mapping/code_table.h"

#include <fmt/format.h>

#include "agent/mapping/csv_table.h"
#include "agent/mapping/sql_words.h"

namespace dataflow::mapping {

namespace {

const CsvColumns kColumns = {{"local code", "national code", "from", "to", "note"},
                             {"local code", "national code"}};

class TableReader {
 public:
  TableReader(const CsvTable& table, const standard::CodeList& list, Faults& faults)
      : table_(table), list_(list), faults_(faults) {}

  void row(const CsvRow& row) {
    LocalCode entry{table_.text(row, "local code"), table_.text(row, "national code"),
                    table_.day(row, "from", faults_), table_.day(row, "to", faults_)};
    if (entry.word.empty()) return fault(row, "The local code is missing.", "");
    if (list_.find(entry.code) == nullptr) {
      return fault(row, fmt::format("'{}' is no code of '{}'.", entry.code, list_.name()),
                   suggest_code(entry.code, list_));
    }
    if (entry.from && entry.to && *entry.to < *entry.from) {
      return fault(row, "It ends before it begins.", "Check the columns from and to.");
    }
    if (const auto* earlier = overlapping(entry)) {
      return fault(row,
                   fmt::format("'{}' stands on line {} too, and the days overlap.", entry.word,
                               earlier->line),
                   "Let one end before the other begins.");
    }
    entries_.push_back({std::move(entry), row.line});
  }

  std::vector<LocalCode> take() {
    std::vector<LocalCode> codes;
    for (auto& entry : entries_) codes.push_back(std::move(entry.code));
    return codes;
  }

 private:
  struct Entry {
    LocalCode code;
    std::size_t line;
  };

  [[nodiscard]] const Entry* overlapping(const LocalCode& code) const {
    for (const auto& entry : entries_) {
      if (!same_ignoring_case(entry.code.word, code.word)) continue;
      const bool before = entry.code.to && code.from && *entry.code.to < *code.from;
      const bool after = code.to && entry.code.from && *code.to < *entry.code.from;
      if (!before && !after) return &entry;
    }
    return nullptr;
  }

  void fault(const CsvRow& row, std::string what, std::string hint) {
    table_.fault(row, std::move(what), std::move(hint), faults_);
  }

  const CsvTable& table_;
  const standard::CodeList& list_;
  Faults& faults_;
  std::vector<Entry> entries_;
};

}  // namespace

std::vector<LocalCode> read_code_table(const std::filesystem::path& file,
                                       const standard::CodeList& list, Faults& faults) {
  const auto table = CsvTable::read(file, kColumns, faults);
  TableReader reader(table, list, faults);
  for (const auto& row : table.rows()) reader.row(row);
  return reader.take();
}

std::vector<std::string> nearest_codes(std::string_view text, const standard::CodeList& list) {
  std::vector<std::string> codes;
  std::vector<std::string> meanings;
  for (const auto& code : list.codes()) {
    codes.push_back(code.code);
    meanings.push_back(code.says);
  }
  std::vector<std::string> found;
  // One character is as near to every other one as to any.
  auto near = text.size() < 2 ? std::string() : nearest(text, codes);
  if (!near.empty()) found.push_back(std::move(near));
  const std::string meaning = nearest(text, meanings);
  for (const auto& code : list.codes()) {
    const bool new_one = found.empty() || found.front() != code.code;
    if (!meaning.empty() && code.says == meaning && new_one) found.push_back(code.code);
  }
  return found;
}

std::string suggest_code(std::string_view text, const standard::CodeList& list) {
  const auto near = nearest_codes(text, list);
  return near.empty() ? "" : fmt::format("Did you mean '{}'?", fmt::join(near, "' or '"));
}

}  // namespace dataflow::mapping
