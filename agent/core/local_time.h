// A moment in RFC 3339, as the clock on the wall of the council's office showed it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dataflow {

/// What becomes of the zone of a moment.
enum class Zone {
  convert,  ///< the moment is shown by this machine's time zone
  drop,     ///< the time is taken as written: for sources that write local times and call them UTC
};

/// "YYYY-MM-DD HH:MM:SS" of an RFC 3339 date-time. Fractions of a second are cut off. A time
/// without a zone stays as it is. Nothing when the text is no date-time, or of a day that is none.
[[nodiscard]] std::optional<std::string> local_time(std::string_view text, Zone zone);

}  // namespace dataflow
