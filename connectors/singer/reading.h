// A Reading gathers the wished streams from the messages of a tap.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/local_time.h"
#include "agent/core/result.h"
#include "agent/core/snapshot.h"
#include "connectors/singer/stream_rows.h"

namespace dataflow::connectors::singer {

class Reading {
 public:
  struct Manner {
    std::span<const TableShape> described;  ///< the last answer of describe(); must outlive it
    Zone zone = Zone::convert;
    std::uint64_t most_bytes = 0;  ///< that the rows may take in memory
  };

  Reading(std::span<const TableShape> wishes, const Manner& manner);

  /// Takes one line of the tap. Messages of other streams are read and left out.
  [[nodiscard]] Result<void> take_line(std::string_view line);

  /// Passes on stream after stream, once the tap has ended well. An error when it said nothing of
  /// one: an empty stream has a schema, and one that was passed over in silence is no empty table.
  [[nodiscard]] Result<void> pass_to(RowSink& sink, const std::string& tap) const;

 private:
  [[nodiscard]] StreamRows* find(const std::string& stream);
  [[nodiscard]] Result<void> take_record(StreamRows& rows, const RecordMessage& record);

  Manner manner_;
  std::uint64_t bytes_ = 0;
  std::vector<StreamRows> streams_;
};

}  // namespace dataflow::connectors::singer
