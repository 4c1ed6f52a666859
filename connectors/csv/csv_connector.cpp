#include "connectors/csv/csv_connector.h"

#include <algorithm>
#include <utility>

#include "connectors/csv/drop.h"
#include "connectors/csv/examination.h"
#include "connectors/csv/table_file.h"
#include "connectors/wishes.h"

namespace dataflow::connectors {

namespace {

using csv::Stamp;
using csv::TableFile;
using csv::TablePath;

class CsvConnector final : public Connector {
 public:
  CsvConnector(std::filesystem::path folder, csv::Format format, csv::Drop drop)
      : folder_(std::move(folder)), format_(format), drop_(std::move(drop)) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override;
  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override;

  /// Files that changed since they were described make the read fail.
  [[nodiscard]] Moment moment() const override { return Moment::one; }

  [[nodiscard]] Result<Examination> examine(std::span<const TableShape> /*wishes*/) override {
    TRY_ASSIGN(const auto paths, csv::tables_of(folder_));
    return csv::examine_folder(folder_, paths, drop_);
  }

 private:
  Result<std::vector<TablePath>> finished_tables() const;
  Result<std::vector<TableFile>> open_all(std::span<const TableShape> wishes) const;
  [[nodiscard]] Result<Stamp> stamp_at_start(const TablePath& path) const;

  std::filesystem::path folder_;
  csv::Format format_;
  csv::Drop drop_;
  std::vector<TableShape> described_;
  std::map<std::filesystem::path, Stamp> stamps_;  // of the described files
};

Result<std::vector<TableShape>> CsvConnector::describe() {
  described_.clear();
  stamps_.clear();
  TRY_ASSIGN(const auto paths, finished_tables());
  for (const auto& path : paths) {
    TRY_ASSIGN(const Stamp stamp, csv::stamp_of(path.file));
    TRY_ASSIGN(const auto file, TableFile::open(path, format_, stamp, csv::Extent::header));
    described_.push_back(file.shape());
    stamps_[path.file] = stamp;
  }
  return described_;
}

Result<void> CsvConnector::read(std::span<const TableShape> wishes, RowSink& sink) {
  TRY_ASSIGN(auto files, open_all(wishes));
  for (std::size_t i = 0; i < files.size(); ++i) TRY(files[i].read(wishes[i], sink));
  for (const auto& file : files) TRY(file.check_unchanged());
  return {};
}

/// The files of the folder, once whoever writes them has finished.
Result<std::vector<TablePath>> CsvConnector::finished_tables() const {
  TRY_ASSIGN(auto paths, csv::tables_of(folder_));
  TRY(csv::check_finished(folder_, paths, drop_, std::filesystem::file_time_type::clock::now()));
  return paths;
}

/// The wished files in the order of the wishes, each found to have the wished columns.
Result<std::vector<TableFile>> CsvConnector::open_all(std::span<const TableShape> wishes) const {
  TRY_ASSIGN(const auto paths, finished_tables());
  std::vector<TableFile> files;
  std::vector<TableShape> offered;
  for (const auto& path : paths) offered.push_back({path.table, {}});
  for (const auto& wish : wishes) {
    const auto* table = find_table(offered, wish.table);
    if (table == nullptr) continue;
    const auto place = static_cast<std::size_t>(table - offered.data());
    TRY_ASSIGN(const Stamp stamp, stamp_at_start(paths[place]));
    TRY_ASSIGN(auto file, TableFile::open(paths[place], format_, stamp, csv::Extent::rows));
    offered[place] = file.shape();
    files.push_back(std::move(file));
  }
  TRY(check_wishes(wishes, {offered, described_}, folder_.string()));
  return files;
}

/// What the file was when it was described, or is now when it was not.
Result<Stamp> CsvConnector::stamp_at_start(const TablePath& path) const {
  const auto known = stamps_.find(path.file);
  if (known != stamps_.end()) return known->second;
  return csv::stamp_of(path.file);
}

Result<std::unique_ptr<Connector>> open(const Options& options) {
  TRY_ASSIGN(const csv::Format format, csv::format_of(options));
  const std::chrono::seconds quiet(options.whole_number("quiet_seconds", 0));
  const csv::Drop drop{options.text("marker"), quiet};
  if (quiet < std::chrono::seconds(0) || drop.marker.find('/') != std::string::npos) {
    return Error{Remedy::stop, options.text("folder"),
                 "'quiet_seconds' should be 0 or more, and 'marker' a name without a folder.",
                 "Check both under 'source' in the settings."};
  }
  return std::unique_ptr<Connector>(
      std::make_unique<CsvConnector>(options.text("folder"), format, drop));
}

}  // namespace

const Kind& csv_kind() {
  static const Kind kind = {
      "csv",
      "A folder of CSV files: ssd_person.csv is the table ssd_person.",
      {{"folder", Option::Type::path, true, "The folder that holds the CSV files."},
       {"encoding", Option::Type::text, false,
        "auto, utf-8, utf-16 or cp1252; auto looks at each file and is the default."},
       {"delimiter", Option::Type::text, false,
        "comma, tab, semicolon or pipe, by name or as the character; comma is the default."},
       {"marker", Option::Type::text, false,
        "A file that the export writes last: without it, or when it is older than a CSV file, the "
        "export is waited for."},
       {"quiet_seconds", Option::Type::whole_number, false,
        "For so long no file may have been written; 0 is the default."}},
      open};
  return kind;
}

}  // namespace dataflow::connectors
