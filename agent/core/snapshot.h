// A Snapshot is what one run reads from the source: tables of rows, only the columns it needs.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/digest.h"
#include "agent/core/finding.h"
#include "agent/core/result.h"

namespace dataflow {

/// A table as a source offers it, or the part of one that a mapping reads.
struct TableShape {
  std::string table;
  std::vector<std::string> columns;  ///< in the source's spelling; compared without case
  auto operator<=>(const TableShape&) const = default;
};

/// One value of a row: UTF-8 text exactly as the source holds it, or nothing (NULL).
///
/// Numbers arrive as their exact decimal text, because identifiers do not survive a double.
/// Days and times arrive as "YYYY-MM-DD HH:MM:SS" local time without a zone, or as the source's own
/// text. The text belongs to the connector and lasts until the next row.
using Cell = std::optional<std::string_view>;

/// A file that was read from its beginning to its end, and did not change meanwhile.
struct SourceFile {
  std::string name;         ///< without the folder
  std::uint64_t bytes = 0;  ///< its size
  Digest digest;            ///< SHA-256 of its bytes
  std::string written;      ///< when it was last written, RFC 3339
  std::int64_t rows = 0;    ///< how many of its rows were read
};

/// Takes the rows that a connector reads, and what it finds out about their source.
class RowSink {
 public:
  virtual ~RowSink() = default;

  /// Announces the rows of one table; the cells of each row follow the order of `shape.columns`.
  [[nodiscard]] virtual Result<void> begin_table(const TableShape& shape) = 0;
  [[nodiscard]] virtual Result<void> row(std::span<const Cell> cells) = 0;

  /// Something about the source that a data lead should know, at any time of the read. It names
  /// tables, columns and counts, never a value, and has no path: it is about all children together.
  virtual void found(Finding finding) = 0;

  /// The rows came from this file. Sources that are no files never say so.
  virtual void came_from(const SourceFile& file) { static_cast<void>(file); }
};

}  // namespace dataflow
