// Built blocks: the documents of all children as tables, one for each object and list, for rules to
// be asked in SQL.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "agent/core/result.h"
#include "agent/sqlite/database.h"
#include "agent/standard/standard.h"

namespace dataflow::rules {

/// A child's number among those added, from 0.
using ChildNumber = std::int64_t;

/// The tables in a private database in memory. Each has the columns
///   child  the child's number
///   above  the item of the list above that this row is in; 0 directly under the child
///   item   the row's number within the child and the table, in the document's order, from 0
/// and one for each field: dates and codes as text, flags as 1 and 0, sets of codes as JSON arrays,
/// NULL for what is absent. For one thread; the standard must outlive it.
class BuiltBlocks {
 public:
  [[nodiscard]] static Result<BuiltBlocks> create(const standard::Standard& standard);

  /// Adds a child's document, canonical JSON of the standard's form. Throws std::invalid_argument
  /// when it is no JSON object: documents are made by this program.
  [[nodiscard]] Result<ChildNumber> add(std::string_view document);

  /// Adds an entry of a table beside the documents. `key` is empty for entries of the child itself;
  /// `values` are JSON scalars in the order of the entry's members, or empty for an absent one.
  [[nodiscard]] Result<void> add_beside(const standard::Beside& beside, ChildNumber child,
                                        std::string_view key,
                                        const std::vector<std::string>& values);

  /// Call once after the last row and before the first question.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] const sqlite::Database& database() const { return database_; }

 private:
  struct Block {
    const standard::Field* field;
    std::vector<const standard::Field*> columns;
    sqlite::Statement insert;
    std::int64_t next_item = 0;  // of the child being added
  };

  struct Entries {
    sqlite::Statement insert;
    std::int64_t next_entry = 0;
  };

  explicit BuiltBlocks(sqlite::Database database) : database_(std::move(database)) {}
  [[nodiscard]] Result<void> create_block(const standard::Field& field);
  [[nodiscard]] Result<void> create_beside(const standard::Beside& beside);
  [[nodiscard]] Result<void> add_object(const standard::Field& field,
                                        const boost::json::object& object, ChildNumber child,
                                        std::int64_t above);
  [[nodiscard]] Result<void> add_row(Block& block, const boost::json::object& object,
                                     ChildNumber child, std::int64_t above, std::int64_t item);

  // Statements are closed before the database: members go in the opposite order.
  sqlite::Database database_;
  std::map<const standard::Field*, Block> blocks_;
  std::map<const standard::Beside*, Entries> besides_;
  ChildNumber children_ = 0;
};

/// The fields of a block that are columns of its table: those that are neither objects, lists nor
/// purge instructions.
[[nodiscard]] std::vector<const standard::Field*> columns_of(const standard::Field& block);

/// Whether the block has a table: it has columns of its own.
[[nodiscard]] bool has_table(const standard::Field& block);

}  // namespace dataflow::rules
