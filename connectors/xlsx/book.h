// A Book is one workbook of an export: loaded as a whole, unchanged meanwhile, and its tables.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/files/finished.h"
#include "connectors/xlsx/table_sheet.h"
#include "connectors/xlsx/workbook.h"

namespace dataflow::connectors::xlsx {

/// What the sheets of a workbook are.
struct Tables {
  /// Whether the workbook is one table under the name of its file, its only visible sheet; all
  /// sheets are tables under their own names otherwise.
  enum class Each { file, sheet } each = Each::file;
  std::vector<std::string> sheets;  ///< only these; all when it is empty
};

class Book {
 public:
  /// Loads the file and reads the headers. Errors: wait when the file changed since its stamp was
  /// taken, stop when it is no workbook, larger than any real one, or lacks a proper header.
  [[nodiscard]] static Result<Book> load(files::Store& store, const files::TableName& name,
                                         const Tables& tables);

  [[nodiscard]] const std::vector<TableSheet>& tables() const { return tables_; }

  /// The file, with that many rows read.
  [[nodiscard]] SourceFile as_file(std::int64_t rows) const;

  [[nodiscard]] const files::TableName& name() const { return name_; }

 private:
  Book(files::TableName name, Workbook workbook)
      : name_(std::move(name)), workbook_(std::make_unique<Workbook>(std::move(workbook))) {}
  Result<void> open_sheets(const Tables& tables);

  files::TableName name_;
  std::unique_ptr<Workbook> workbook_;  // stays where it is: the tables know it
  std::vector<TableSheet> tables_;
};

}  // namespace dataflow::connectors::xlsx
