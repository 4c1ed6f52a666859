#include "connectors/singer/stream_rows.h"

#include <fmt/format.h>

#include "connectors/wishes.h"

namespace dataflow::connectors::singer {

namespace {

constexpr std::uint64_t kAroundValue = sizeof(std::optional<std::string>);
constexpr std::uint64_t kAroundRow = sizeof(std::vector<std::optional<std::string>>);
constexpr std::uint64_t kAroundKey = 64;  // a node of the map

std::uint64_t size_of(const std::vector<std::optional<std::string>>& values) {
  std::uint64_t bytes = kAroundRow + values.size() * kAroundValue;
  for (const auto& value : values) bytes += value ? value->size() : 0;
  return bytes;
}

}  // namespace

Error StreamRows::error(Remedy remedy, std::string what, std::string hint) const {
  return {remedy, fmt::format("stream {}", wish_.table), std::move(what), std::move(hint)};
}

Result<void> StreamRows::take(const Stream& schema, std::span<const TableShape> described) {
  const std::vector<TableShape> now = {schema.shape()};
  TRY(check_wishes({&wish_, 1}, {now, described}, fmt::format("stream {}", wish_.table)));
  if (has_schema_ && schema.key != key_) {
    return error(Remedy::stop, "The tap changed the key of the stream in the middle.", "");
  }
  columns_.clear();
  for (const auto& name : wish_.columns) {
    columns_.push_back(schema.columns[*find_column(now.front(), name)]);
  }
  key_ = schema.key;
  has_schema_ = true;
  return {};
}

Result<void> StreamRows::take(const RecordMessage& message) {
  if (!has_schema_) {
    return error(Remedy::stop, "The tap wrote a record before the schema of its stream.", "");
  }
  if (version_ && *version_ != message.version) {
    return error(Remedy::wait, "The tap began the stream anew in the middle of it.",
                 "The records before and after that are not of one moment.");
  }
  version_ = message.version;
  std::size_t place = rows_.size();
  if (!key_.empty()) {
    auto key = key_of(message.record);
    if (!key) return error(Remedy::stop, "A record lacks a part of its key.", "");
    const auto [at, is_new] = places_.emplace(std::move(*key), place);
    place = at->second;
    if (is_new) bytes_ += at->first.size() + kAroundKey;
  }
  keep(values_of(message.record), place);
  return {};
}

Result<void> StreamRows::take(const VersionMessage& message) {
  if (!version_ || version_->empty() || *version_ == message.version) return {};
  return error(Remedy::wait, "The tap does away with the records that it wrote.",
               "It keeps another version of the table than the one it read.");
}

void StreamRows::keep(Values values, std::size_t place) {
  if (place == rows_.size()) {
    rows_.emplace_back();
  } else {
    bytes_ -= size_of(rows_[place]);
  }
  bytes_ += size_of(values);
  rows_[place] = std::move(values);
}

StreamRows::Values StreamRows::values_of(const json::Value& record) const {
  Values values;
  values.reserve(columns_.size());
  for (const auto& column : columns_) {
    const json::Value* value = record.member(column.name);
    auto cell = value == nullptr ? std::nullopt : json::cell_of(*value);
    if (cell && column.holds_moments) {
      if (auto moment = local_time(*cell, zone_)) cell = std::move(moment);
    }
    values.push_back(std::move(cell));
  }
  return values;
}

/// As JSON, so that the key of two columns "1", "12" is not that of "11", "2".
std::optional<std::string> StreamRows::key_of(const json::Value& record) const {
  std::string key;
  for (const auto& name : key_) {
    const json::Value* value = record.member(name);
    if (value == nullptr || value->kind == json::Value::Kind::nothing) return std::nullopt;
    key += json::serialised(*value) + ",";
  }
  return key;
}

Result<void> StreamRows::pass_to(RowSink& sink) const {
  TRY(sink.begin_table(wish_));
  std::vector<Cell> cells(wish_.columns.size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells[i] = row[i] ? Cell(*row[i]) : Cell();
    }
    TRY(sink.row(cells));
  }
  return {};
}

}  // namespace dataflow::connectors::singer
