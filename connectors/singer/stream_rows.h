// StreamRows hold the rows of one wished stream in memory until the tap has ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "agent/core/local_time.h"
#include "agent/core/result.h"
#include "agent/core/snapshot.h"
#include "connectors/singer/message.h"
#include "connectors/singer/stream.h"

namespace dataflow::connectors::singer {

/// A tap writes the records of its streams as they come, and may write a record again: of those
/// with one key the last counts, as with every target of Singer's. Personal data is never put on
/// disk for this.
class StreamRows {
 public:
  StreamRows(TableShape wish, Zone zone) : wish_(std::move(wish)), zone_(zone) {}

  [[nodiscard]] const TableShape& wish() const { return wish_; }

  /// Whether the tap has said what the stream's records hold.
  [[nodiscard]] bool has_schema() const { return has_schema_; }

  /// Remedy stop when the schema lacks a wished column; where `described` has it, wait.
  [[nodiscard]] Result<void> take(const Stream& schema, std::span<const TableShape> described);

  /// An error for a record before its schema, without its key, or of another version than those
  /// before it.
  [[nodiscard]] Result<void> take(const RecordMessage& message);

  /// An error when records of another version were taken: the tap throws them away.
  [[nodiscard]] Result<void> take(const VersionMessage& message);

  /// About how many bytes the rows take in memory.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  [[nodiscard]] Result<void> pass_to(RowSink& sink) const;

 private:
  using Values = std::vector<std::optional<std::string>>;

  [[nodiscard]] Values values_of(const json::Value& record) const;
  /// Nothing when the record lacks a part of its key.
  [[nodiscard]] std::optional<std::string> key_of(const json::Value& record) const;
  void keep(Values values, std::size_t place);
  [[nodiscard]] Error error(Remedy remedy, std::string what, std::string hint) const;

  TableShape wish_;
  Zone zone_;
  bool has_schema_ = false;
  std::vector<Column> columns_;  // the wished ones, as the schema spells them
  std::vector<std::string> key_;
  std::optional<std::string> version_;
  std::vector<Values> rows_;
  std::unordered_map<std::string, std::size_t> places_;  // of the rows, by their keys
  std::uint64_t bytes_ = 0;
};

}  // namespace dataflow::connectors::singer
