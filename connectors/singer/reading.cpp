#include "connectors/singer/reading.h"

#include <fmt/format.h>

#include "connectors/singer/message.h"
#include "connectors/wishes.h"

namespace dataflow::connectors::singer {

Reading::Reading(std::span<const TableShape> wishes, const Manner& manner) : manner_(manner) {
  for (const auto& wish : wishes) streams_.emplace_back(wish, manner.zone);
}

Result<void> Reading::take_line(std::string_view line) {
  TRY_ASSIGN(const Message message, read_message(line));
  if (const auto* schema = std::get_if<SchemaMessage>(&message)) {
    if (auto* rows = find(schema->stream.name))
      return rows->take(schema->stream, manner_.described);
  } else if (const auto* record = std::get_if<RecordMessage>(&message)) {
    if (auto* rows = find(record->stream)) return take_record(*rows, *record);
  } else if (const auto* version = std::get_if<VersionMessage>(&message)) {
    if (auto* rows = find(version->stream)) return rows->take(*version);
  }
  return {};
}

Result<void> Reading::pass_to(RowSink& sink, const std::string& tap) const {
  for (const auto& rows : streams_) {
    if (rows.has_schema()) continue;
    return Error{Remedy::stop, tap,
                 fmt::format("It wrote nothing of the stream '{}'.", rows.wish().table),
                 "Select the stream in the catalog."};
  }
  for (const auto& rows : streams_) TRY(rows.pass_to(sink));
  return {};
}

StreamRows* Reading::find(const std::string& stream) {
  for (auto& rows : streams_) {
    if (same_name(rows.wish().table, stream)) return &rows;
  }
  return nullptr;
}

Result<void> Reading::take_record(StreamRows& rows, const RecordMessage& record) {
  const std::uint64_t before = rows.bytes();
  TRY(rows.take(record));
  bytes_ = bytes_ - before + rows.bytes();
  if (bytes_ <= manner_.most_bytes) return {};
  return Error{Remedy::stop, fmt::format("stream {}", rows.wish().table),
               fmt::format("The rows of the tap take more than {} MB.", manner_.most_bytes >> 20U),
               "Raise most_megabytes if this machine has the memory."};
}

}  // namespace dataflow::connectors::singer
