// A Message is one line of a tap: of the Singer specification's five kinds, those a read needs.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "agent/core/result.h"
#include "agent/json/value.h"
#include "connectors/singer/stream.h"

namespace dataflow::connectors::singer {

/// SCHEMA: what the stream's records hold.
struct SchemaMessage {
  Stream stream;
};

/// RECORD: one row, as an object.
struct RecordMessage {
  std::string stream;
  json::Value record;
  std::string version;  ///< of the table, as written; empty: none
};

/// ACTIVATE_VERSION: of this stream, only the records of this version count.
struct VersionMessage {
  std::string stream;
  std::string version;
};

/// STATE: how far the tap has come, for a read that goes on from there. Ours never does.
struct StateMessage {};

using Message = std::variant<SchemaMessage, RecordMessage, VersionMessage, StateMessage>;

/// The message of a line. An error, which holds nothing of the line, when it is none, and for
/// BATCH, whose records are in files that nobody has checked. `where` of the error is empty. Remedy
/// stop, as the next run would say the same.
[[nodiscard]] Result<Message> read_message(std::string_view line);

}  // namespace dataflow::connectors::singer
