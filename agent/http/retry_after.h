// Retry-After: how long a server asks to be left alone (RFC 9110 section 10.2.3).
#pragma once

#include <chrono>
#include <optional>

#include "agent/core/clock.h"
#include "agent/http/client.h"

namespace dataflow::http {

/// In both forms, seconds and an HTTP date. A date is held against the response's own Date where
/// there is one, so that clocks that differ do no harm. At most a day; nothing when the header is
/// missing or is neither.
[[nodiscard]] std::optional<std::chrono::seconds> retry_after(const Response& response,
                                                              Instant now);

/// The moment of an HTTP date (RFC 9110 section 5.6.7); nothing when the text is none.
[[nodiscard]] std::optional<Instant> parse_date(const std::string& text);

}  // namespace dataflow::http
