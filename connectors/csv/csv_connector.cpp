#include "connectors/csv/csv_connector.h"

#include <utility>

#include "connectors/csv/table_file.h"
#include "connectors/files/examination.h"
#include "connectors/files/options.h"
#include "connectors/wishes.h"

namespace dataflow::connectors {

namespace {

using csv::TableFile;
using files::Extent;
using files::TableName;

class CsvConnector final : public Connector {
 public:
  CsvConnector(files::Export from, csv::Format format)
      : store_(std::move(from.store)), drop_(std::move(from.drop)), format_(format) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override;
  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override;

  /// Files that changed since they were described make the read fail.
  [[nodiscard]] Moment moment() const override { return Moment::one; }

  [[nodiscard]] Result<Examination> examine(std::span<const TableShape> /*wishes*/) override {
    TRY_ASSIGN(const auto tables, finished_tables());
    return files::examine(*store_, tables, drop_, "CSV");
  }

 private:
  Result<void> read_tables(std::span<const TableShape> wishes, RowSink& sink) const;
  Result<std::vector<TableName>> finished_tables() const;
  Result<std::vector<TableName>> check(std::span<const TableShape> wishes) const;
  [[nodiscard]] files::Stamp stamp_at_start(const TableName& name) const;

  std::unique_ptr<files::Store> store_;
  files::Drop drop_;
  csv::Format format_;
  std::vector<TableShape> described_;
  std::map<std::string, files::Stamp> stamps_;  // of the described files
};

Result<std::vector<TableShape>> CsvConnector::describe() {
  described_.clear();
  stamps_.clear();
  TRY_ASSIGN(const auto names, finished_tables());
  for (const auto& name : names) {
    TRY_ASSIGN(const auto file, TableFile::open(*store_, name, format_, Extent::beginning));
    described_.push_back(file.shape());
    stamps_[name.file] = name.stamp;
  }
  return described_;
}

/// The next read may be hours away.
Result<void> CsvConnector::read(std::span<const TableShape> wishes, RowSink& sink) {
  auto read = read_tables(wishes, sink);
  store_->rest();
  return read;
}

/// One file is open at a time, once the headers of all were read: some stores hold it in memory.
Result<void> CsvConnector::read_tables(std::span<const TableShape> wishes, RowSink& sink) const {
  TRY_ASSIGN(const auto names, check(wishes));
  for (std::size_t i = 0; i < names.size(); ++i) {
    TRY_ASSIGN(auto file, TableFile::open(*store_, names[i], format_, Extent::whole));
    TRY(check_wishes(wishes.subspan(i, 1), {{&file.shape(), 1}, described_}, store_->where()));
    TRY(file.read(wishes[i], sink));
  }
  for (const auto& name : names) TRY(files::check_unchanged(*store_, name.file, name.stamp));
  return {};
}

/// The files of the store, once whoever writes them has finished.
Result<std::vector<TableName>> CsvConnector::finished_tables() const {
  return files::finished_tables(*store_, ".csv", drop_, files::now());
}

/// The wished files in the order of the wishes, each found to have the wished columns.
Result<std::vector<TableName>> CsvConnector::check(std::span<const TableShape> wishes) const {
  TRY_ASSIGN(const auto names, finished_tables());
  std::vector<TableName> wished;
  std::vector<TableShape> offered;
  for (const auto& name : names) offered.push_back({name.table, {}});
  for (const auto& wish : wishes) {
    const auto* table = find_table(offered, wish.table);
    if (table == nullptr) continue;
    const auto place = static_cast<std::size_t>(table - offered.data());
    TableName name = names[place];
    name.stamp = stamp_at_start(name);
    TRY_ASSIGN(auto file, TableFile::open(*store_, name, format_, Extent::beginning));
    offered[place] = file.shape();
    wished.push_back(std::move(name));
  }
  TRY(check_wishes(wishes, {offered, described_}, store_->where()));
  return wished;
}

/// What the file was when it was described, or is now when it was not.
files::Stamp CsvConnector::stamp_at_start(const TableName& name) const {
  const auto known = stamps_.find(name.file);
  return known == stamps_.end() ? name.stamp : known->second;
}

Result<std::unique_ptr<Connector>> open(const Options& options) {
  TRY_ASSIGN(const csv::Format format, csv::format_of(options));
  TRY_ASSIGN(auto from, files::export_of(options));
  return std::unique_ptr<Connector>(std::make_unique<CsvConnector>(std::move(from), format));
}

std::vector<Option> all_options() {
  std::vector<Option> options = files::export_options("CSV");
  options.push_back({"encoding", Option::Type::text, false,
                     "auto, utf-8, utf-16 or cp1252; auto looks at each file and is the default."});
  options.push_back({"delimiter", Option::Type::text, false,
                     "comma, tab, semicolon or pipe, by name or as the character; comma is the "
                     "default."});
  return options;
}

}  // namespace

const Kind& csv_kind() {
  static const Kind kind = {"csv", "A folder of CSV files: ssd_person.csv is the table ssd_person.",
                            all_options(), open};
  return kind;
}

}  // namespace dataflow::connectors
