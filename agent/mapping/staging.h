// Staging holds a snapshot's rows in a private SQLite database, where the mapping's SQL reads them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "agent/core/snapshot.h"
#include "agent/sqlite/database.h"

namespace dataflow::mapping {

/// Takes the rows of a connector. Every value is kept as text without white space at its ends;
/// empty texts and the mapping's null texts become NULL. For one thread.
class Staging final : public RowSink {
 public:
  /// An empty database in memory with these tables. `nulls` as in MappingFile.
  [[nodiscard]] static Result<Staging> create(std::span<const TableShape> tables,
                                              const std::vector<std::string>& nulls);

  [[nodiscard]] Result<void> begin_table(const TableShape& shape) override;
  [[nodiscard]] Result<void> row(std::span<const Cell> cells) override;
  void found(Finding finding) override { findings_.push_back(std::move(finding)); }
  void came_from(const SourceFile& file) override { files_.push_back(file); }

  /// Call once after the last row.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] const sqlite::Database& database() const { return database_; }

  /// Rows taken so far, of all tables.
  [[nodiscard]] std::int64_t rows() const { return rows_; }

  /// What the connector found out about the source.
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

  /// The files that the rows came from, in the order in which they were read.
  [[nodiscard]] const std::vector<SourceFile>& files() const { return files_; }

  /// Rows taken so far of each table that was begun, in the order in which they were begun.
  struct Table {
    std::string name;
    std::int64_t rows = 0;
  };
  [[nodiscard]] const std::vector<Table>& tables() const { return tables_; }

 private:
  explicit Staging(sqlite::Database database) : database_(std::move(database)) {}
  [[nodiscard]] bool is_null(std::string_view text) const;

  sqlite::Database database_;
  std::optional<sqlite::Statement> insert_;
  std::vector<std::string> null_words_;
  std::vector<std::string> null_beginnings_;
  std::vector<Table> tables_;
  std::vector<Finding> findings_;
  std::vector<SourceFile> files_;
  std::int64_t rows_ = 0;
};

}  // namespace dataflow::mapping
