// A source of a few rows written in a test, and the documents a mapping makes of it.
#pragma once

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "agent/mapping/check.h"
#include "agent/mapping/mapping_file.h"
#include "agent/mapping/optional_columns.h"
#include "agent/mapping/recognise.h"
#include "agent/mapping/records.h"
#include "tests/shipped.h"
#include "tests/temporary_folder.h"

namespace dataflow::mapping {

/// A table: the first line names the columns, each further line is a row; | separates, - is NULL.
using SmallSource = std::map<std::string, std::vector<std::string>>;

inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '|') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

inline std::vector<TableShape> shapes_of(const SmallSource& source) {
  std::vector<TableShape> shapes;
  for (const auto& [table, lines] : source) shapes.push_back({table, cells_of(lines.front())});
  return shapes;
}

inline void pour(const SmallSource& source, const std::vector<TableShape>& wishes, RowSink& sink) {
  for (const auto& wish : wishes) {
    const auto& lines = source.at(wish.table);
    const auto columns = cells_of(lines.front());
    if (!sink.begin_table(wish)) throw std::runtime_error("begin_table");
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const auto cells = cells_of(lines[i]);
      std::vector<Cell> row;
      for (const auto& column : wish.columns) {
        const auto at = std::find(columns.begin(), columns.end(), column) - columns.begin();
        const std::string& cell = cells.at(static_cast<std::size_t>(at));
        row.push_back(cell == "-" ? Cell() : Cell(cell));
      }
      if (!sink.row(row)) throw std::runtime_error("row");
    }
  }
}

/// A mapping read from text, or the faults that stopped it.
class SmallMapping {
 public:
  explicit SmallMapping(const std::string& yaml) : standard_(shipped_standard()) {
    std::ofstream(folder_.path() / "m.yaml") << yaml;
    mapping_ = MappingFile::read(folder_.path() / "m.yaml", standard_, faults_);
  }

  /// As above, with another file beside the mapping.
  SmallMapping(const std::string& yaml, const std::string& name, const std::string& content)
      : standard_(shipped_standard()) {
    std::ofstream(folder_.path() / name, std::ios::binary) << content;
    std::ofstream(folder_.path() / "m.yaml") << yaml;
    mapping_ = MappingFile::read(folder_.path() / "m.yaml", standard_, faults_);
  }

  /// One line per fault without the folder.
  std::string faults(const SmallSource& source) {
    Faults again;  // those that are in faults_ already
    const auto draft = MappingFile::draft(folder_.path() / "m.yaml", standard_, again);
    static_cast<void>(columns_read(draft, standard_, shapes_of(source), faults_));
    sort_by_place(faults_);
    std::string lines;
    for (auto fault : faults_) {
      fault.file = std::filesystem::path(fault.file).filename().string();
      lines += describe(fault) + "\n";
    }
    return lines;
  }

  std::vector<TableShape> wishes(const SmallSource& source) {
    auto read = columns_read(*mapping_, standard_, shapes_of(source), faults_);
    if (!read) throw std::runtime_error(faults(source));
    return *read;
  }

  /// The records of the source, seen from `today`, read as the variant that the probes find or
  /// that is named.
  std::vector<Record> records(const SmallSource& source, const char* today = "2026-06-01",
                              const std::string& variant = "") {
    if (!mapping_) throw std::runtime_error(faults(source));
    const auto read = wishes(source);
    auto staging = Staging::create(with_optional(read, *mapping_), mapping_->nulls);
    pour(source, read, *staging);
    if (!staging->finish()) throw std::runtime_error("finish");
    const Day day = *Day::parse(today);
    auto recognised = recognise(*mapping_, standard_, *staging, day, variant);
    if (!recognised) throw std::runtime_error(describe(recognised.error()));
    recognised_ = *recognised;
    auto opened = Records::open(*recognised_.mapping, standard_, *staging, day);
    if (!opened) throw std::runtime_error(describe(opened.error()));
    cohort_ = (*opened)->cohort();
    std::vector<Record> all;
    Record record;
    while (true) {
      const auto more = (*opened)->next(record);
      if (!more) throw std::runtime_error(describe(more.error()));
      if (!*more) return all;
      all.push_back(record);
    }
  }

  [[nodiscard]] const CohortCount& cohort() const { return cohort_; }
  [[nodiscard]] const Recognised& recognised() const { return recognised_; }
  [[nodiscard]] const standard::Standard& standard() const { return standard_; }
  [[nodiscard]] const MappingFile& file() const { return mapping_.value(); }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "m.yaml"; }

 private:
  TemporaryFolder folder_;
  standard::Standard standard_;
  Faults faults_;
  std::optional<MappingFile> mapping_;
  CohortCount cohort_;
  Recognised recognised_;
};

/// "rule path: what" per finding.
inline std::string findings_of(const Record& record) {
  std::string lines;
  for (const auto& finding : record.findings) {
    lines += finding.rule + (finding.weight == Weight::hold ? " hold " : " ") + finding.path +
             ": " + finding.what + "\n";
  }
  return lines;
}

}  // namespace dataflow::mapping
