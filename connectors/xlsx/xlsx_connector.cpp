#include "connectors/xlsx/xlsx_connector.h"

#include <filesystem>
#include <map>
#include <utility>

#include "agent/core/ascii.h"
#include "connectors/files/examination.h"
#include "connectors/files/folder.h"
#include "connectors/files/options.h"
#include "connectors/wishes.h"
#include "connectors/xlsx/book.h"

namespace dataflow::connectors {

namespace {

using files::TableName;
using xlsx::Book;
using xlsx::TableSheet;

class XlsxConnector final : public Connector {
 public:
  XlsxConnector(files::Export from, std::string file, xlsx::Tables tables,
                excel::LongNumbers long_numbers)
      : store_(std::move(from.store)),
        drop_(std::move(from.drop)),
        file_(std::move(file)),
        tables_(std::move(tables)),
        long_numbers_(long_numbers) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override;
  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override;

  /// Workbooks that changed since they were described make the read fail.
  [[nodiscard]] Moment moment() const override { return Moment::one; }

  [[nodiscard]] Result<Examination> examine(std::span<const TableShape> /*wishes*/) override {
    TRY_ASSIGN(const auto books, finished());
    return files::examine(*store_, books, drop_, "Excel");
  }

 private:
  Result<void> read_tables(std::span<const TableShape> wishes, RowSink& sink) const;
  Result<std::vector<TableName>> finished() const;
  Result<std::vector<Book>> load_wished(std::span<const TableShape> wishes) const;

  std::unique_ptr<files::Store> store_;
  files::Drop drop_;
  std::string file_;  // the only workbook; empty: all of the store
  xlsx::Tables tables_;
  excel::LongNumbers long_numbers_;
  std::vector<TableShape> described_;
  std::map<std::string, files::Stamp> stamps_;  // of the described files
};

std::vector<TableShape> shapes_of(const std::vector<Book>& books) {
  std::vector<TableShape> shapes;
  for (const auto& book : books) {
    for (const auto& table : book.tables()) shapes.push_back(table.shape());
  }
  return shapes;
}

const TableSheet* find_sheet(const Book& book, const std::string& table) {
  for (const auto& sheet : book.tables()) {
    if (same_name(sheet.shape().table, table)) return &sheet;
  }
  return nullptr;
}

Result<std::vector<TableShape>> XlsxConnector::describe() {
  described_.clear();
  stamps_.clear();
  TRY_ASSIGN(const auto names, finished());
  for (const auto& name : names) {
    std::vector<Book> book;
    TRY_ASSIGN(auto loaded, Book::load(*store_, name, tables_));
    book.push_back(std::move(loaded));
    for (auto& shape : shapes_of(book)) described_.push_back(std::move(shape));
    stamps_[name.file] = name.stamp;
  }
  return described_;
}

/// The next read may be hours away.
Result<void> XlsxConnector::read(std::span<const TableShape> wishes, RowSink& sink) {
  auto read = read_tables(wishes, sink);
  store_->rest();
  return read;
}

Result<void> XlsxConnector::read_tables(std::span<const TableShape> wishes, RowSink& sink) const {
  TRY_ASSIGN(const auto books, load_wished(wishes));
  std::vector<std::int64_t> rows(books.size());
  for (const auto& wish : wishes) {
    for (std::size_t i = 0; i < books.size(); ++i) {
      const TableSheet* sheet = find_sheet(books[i], wish.table);
      if (sheet == nullptr) continue;
      TRY_ASSIGN(const auto read, sheet->read(wish, long_numbers_, sink));
      rows[i] += read;
    }
  }
  for (std::size_t i = 0; i < books.size(); ++i) {
    TRY(files::check_unchanged(*store_, books[i].name().file, books[i].name().stamp));
    sink.came_from(books[i].as_file(rows[i]));
  }
  return {};
}

/// The workbooks, once whoever writes them has finished.
Result<std::vector<TableName>> XlsxConnector::finished() const {
  if (file_.empty()) return files::finished_tables(*store_, ".xlsx", drop_, files::now());
  TRY_ASSIGN(const auto stamp, store_->find(file_));
  if (!stamp) {
    return Error{Remedy::stop, store_->place(file_), "the workbook is not there.",
                 "Check 'file' in the settings and that this account may read it."};
  }
  std::vector<TableName> names = {{"", file_, *stamp}};
  TRY(files::check_finished(*store_, names, drop_, files::now()));
  return names;
}

/// The workbooks that have a wished table, found to have all wished columns.
Result<std::vector<Book>> XlsxConnector::load_wished(std::span<const TableShape> wishes) const {
  TRY_ASSIGN(const auto names, finished());
  std::vector<Book> books;
  std::vector<TableShape> offered;
  for (auto name : names) {
    if (file_.empty() && find_table(wishes, name.table) == nullptr) {
      offered.push_back({name.table, {}});
      continue;
    }
    const auto known = stamps_.find(name.file);
    if (known != stamps_.end()) name.stamp = known->second;
    TRY_ASSIGN(auto book, Book::load(*store_, name, tables_));
    books.push_back(std::move(book));
  }
  for (auto& shape : shapes_of(books)) offered.push_back(std::move(shape));
  TRY(check_wishes(wishes, {offered, described_}, store_->where()));
  return books;
}

std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const auto name = ascii::trimmed(std::string_view(list).substr(begin, end - begin));
    if (!name.empty()) names.emplace_back(name);
    begin = end + 1;
  }
  return names;
}

Result<std::unique_ptr<Connector>> open(const Options& options) {
  const std::filesystem::path file = options.text("file");
  xlsx::Tables tables{file.empty() ? xlsx::Tables::Each::file : xlsx::Tables::Each::sheet,
                      names_in(options.text("sheets"))};
  files::Export from;
  if (file.empty()) {
    TRY_ASSIGN(from, files::export_of(options));
  } else {
    TRY_ASSIGN(from.drop, files::drop_of(options));
    from.store = std::make_unique<files::Folder>(file.parent_path());
  }
  const bool both = !file.empty() && (options.has("folder") || options.has("sftp"));
  if (both || (file.empty() && !tables.sheets.empty())) {
    return Error{Remedy::stop, "source",
                 "'file' goes with 'sheets', and without 'folder' or 'sftp'.",
                 "Write 'file' for one workbook, or 'folder' or 'sftp' for a folder of them."};
  }
  return std::unique_ptr<Connector>(
      std::make_unique<XlsxConnector>(std::move(from), file.filename().string(), std::move(tables),
                                      excel::long_numbers_of(options)));
}

std::vector<Option> all_options() {
  std::vector<Option> options = {
      {"file", Option::Type::path, false,
       "One workbook, each of whose sheets is the table of its name."},
      {"sheets", Option::Type::text, false,
       "The sheets of 'file' that are tables, parted by commas; all of them is the default.",
       "file"}};
  for (auto& option : files::export_options("Excel")) options.push_back(std::move(option));
  return options;
}

}  // namespace

const Kind& xlsx_kind() {
  static const Kind kind = {"xlsx",
                            "Excel workbooks: the sheets of one, or a folder of them, as tables.",
                            all_options(), open};
  return kind;
}

}  // namespace dataflow::connectors
