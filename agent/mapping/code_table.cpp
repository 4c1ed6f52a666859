#include "agent/mapping/code_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "agent/mapping/csv_rows.h"
#include "agent/mapping/source_text.h"
#include "agent/mapping/sql_words.h"

namespace dataflow::mapping {

namespace {

enum Column : std::size_t { local, national, from, to, note, columns };

const std::vector<std::string> kColumns = {"local code", "national code", "from", "to", "note"};

class TableReader {
 public:
  TableReader(const std::filesystem::path& file, const standard::CodeList& list, Faults& faults)
      : file_(file.string()), list_(list), faults_(faults) {}

  bool header(const CsvRow& row) {
    for (std::size_t cell = 0; cell < row.cells.size(); ++cell) column(row, cell);
    for (const Column needed : {local, national}) {
      if (at_[needed] != kMissing) continue;
      fault(row.line, fmt::format("The column '{}' is missing.", kColumns[needed]),
            "The first row names the columns: local code, national code, from, to, note.");
    }
    return at_[local] != kMissing && at_[national] != kMissing;
  }

  void row(const CsvRow& row) {
    LocalCode entry{text(row, local), text(row, national), day(row, from), day(row, to)};
    if (entry.word.empty()) return fault(row.line, "The local code is missing.", "");
    if (list_.find(entry.code) == nullptr) {
      return fault(row.line, fmt::format("'{}' is no code of '{}'.", entry.code, list_.name()),
                   suggest_code(entry.code, list_));
    }
    if (entry.from && entry.to && *entry.to < *entry.from) {
      return fault(row.line, "It ends before it begins.", "Check the columns from and to.");
    }
    if (const auto* earlier = overlapping(entry)) {
      return fault(row.line,
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
  static constexpr std::size_t kMissing = static_cast<std::size_t>(-1);
  struct Entry {
    LocalCode code;
    std::size_t line;
  };

  void column(const CsvRow& row, std::size_t cell) {
    std::string name(trimmed(row.cells[cell]));
    std::replace(name.begin(), name.end(), '_', ' ');
    if (name.empty()) return;
    const auto found =
        std::find_if(kColumns.begin(), kColumns.end(),
                     [&](const std::string& known) { return same_ignoring_case(known, name); });
    if (found == kColumns.end()) {
      return fault(row.line, fmt::format("The column '{}' is not known here.", name),
                   suggestion(name, kColumns));
    }
    auto& at = at_[static_cast<std::size_t>(found - kColumns.begin())];
    if (at != kMissing) fault(row.line, fmt::format("The column '{}' is given twice.", name), "");
    at = cell;
  }

  [[nodiscard]] std::string text(const CsvRow& row, Column column) const {
    const std::size_t cell = at_[column];
    return cell < row.cells.size() ? std::string(trimmed(row.cells[cell])) : "";
  }

  std::optional<Day> day(const CsvRow& row, Column column) {
    const std::string written = text(row, column);
    const auto day = read_day(written);
    if (!written.empty() && !day) {
      fault(row.line, fmt::format("'{}' is not a day.", kColumns[column]),
            "Write it as 2026-06-01 or 01/06/2026.");
    }
    return day;
  }

  [[nodiscard]] const Entry* overlapping(const LocalCode& code) const {
    for (const auto& entry : entries_) {
      if (!same_ignoring_case(entry.code.word, code.word)) continue;
      const bool before = entry.code.to && code.from && *entry.code.to < *code.from;
      const bool after = code.to && entry.code.from && *code.to < *entry.code.from;
      if (!before && !after) return &entry;
    }
    return nullptr;
  }

  void fault(std::size_t line, std::string what, std::string hint) {
    faults_.push_back({file_, line, 0, std::move(what), std::move(hint)});
  }

  std::string file_;
  const standard::CodeList& list_;
  Faults& faults_;
  std::array<std::size_t, columns> at_ = {kMissing, kMissing, kMissing, kMissing, kMissing};
  std::vector<Entry> entries_;
};

}  // namespace

std::vector<LocalCode> read_code_table(const std::filesystem::path& file,
                                       const standard::CodeList& list, Faults& faults) {
  const std::size_t before = faults.size();
  const auto rows = read_csv_rows(file, faults);
  TableReader reader(file, list, faults);
  if (rows.empty()) {
    if (faults.size() == before) {
      faults.push_back({file.string(), 0, 0, "This file is empty.",
                        "Its first row names the columns: local code, national code, from, to, "
                        "note."});
    }
    return {};
  }
  if (!reader.header(rows.front())) return {};
  for (std::size_t i = 1; i < rows.size(); ++i) reader.row(rows[i]);
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
