#include "connectors/xlsx/book.h"

#include <algorithm>
#include <istream>
#include <utility>

#include <fmt/format.h>

#include "agent/core/clock.h"
#include "connectors/wishes.h"
#include "connectors/xlsx/bounds.h"

namespace dataflow::connectors::xlsx {

namespace {

Result<std::string> bytes_of(files::Store& store, const files::TableName& name) {
  TRY_ASSIGN(const auto stream, store.open(name.file, files::Extent::whole));
  std::string bytes(name.stamp.size, '\0');
  stream->read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const auto read = static_cast<std::size_t>(stream->gcount());
  if (!stream->bad()) {
    bytes.resize(read);
    return bytes;
  }
  return Error{Remedy::wait, store.place(name.file), "the file could not be read to its end.",
               "The disk or the network failed: it is tried again."};
}

Result<void> check_size(const files::Store& store, const files::TableName& name) {
  if (name.stamp.size <= kMostFileBytes) return {};
  return Error{Remedy::stop, store.place(name.file),
               fmt::format("the workbook is larger than {} MB.", kMostFileBytes >> 20U),
               "Export it in smaller pieces, or as CSV."};
}

bool is_named(const std::vector<std::string>& names, const std::string& sheet) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return same_name(name, sheet); });
}

}  // namespace

Result<Book> Book::load(files::Store& store, const files::TableName& name, const Tables& tables) {
  TRY(check_size(store, name));
  TRY(files::check_unchanged(store, name.file, name.stamp));
  TRY_ASSIGN(auto bytes, bytes_of(store, name));
  TRY(files::check_unchanged(store, name.file, name.stamp));
  TRY_ASSIGN(auto workbook, Workbook::open(std::move(bytes), store.place(name.file)));
  Book book(name, std::move(workbook));
  TRY(book.open_sheets(tables));
  return book;
}

Result<void> Book::open_sheets(const Tables& tables) {
  for (const auto& sheet : workbook_->sheets()) {
    const bool each_sheet = tables.each == Tables::Each::sheet;
    if (each_sheet && !tables.sheets.empty() && !is_named(tables.sheets, sheet.name)) continue;
    if (!each_sheet && sheet.hidden) continue;
    const std::string& table = each_sheet ? sheet.name : name_.table;
    TRY_ASSIGN(auto opened, TableSheet::open(*workbook_, sheet, table));
    if (opened) tables_.push_back(std::move(*opened));
  }
  if (tables.each == Tables::Each::sheet || tables_.size() == 1) return {};
  return Error{Remedy::stop, workbook_->archive().place(),
               fmt::format("the workbook has {} visible sheets with something in them, and should "
                           "have one.",
                           tables_.size()),
               "Hide or delete what is no table; or name a single workbook under 'file', whose "
               "sheets are tables."};
}

SourceFile Book::as_file(std::int64_t rows) const {
  const auto written = std::chrono::time_point_cast<std::chrono::milliseconds>(name_.stamp.written);
  return {name_.file, workbook_->size(), workbook_->digest(), rfc3339(written), rows};
}

}  // namespace dataflow::connectors::xlsx
