// A Flaw is what makes a CSV file unreadable from one place on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "agent/core/error.h"

namespace dataflow::connectors::csv {

enum class Flaw {
  none,
  not_utf8,
  not_utf16,
  not_cp1252,      ///< a byte that Windows-1252 leaves undefined: 81, 8D, 8F, 90 or 9D
  other_encoding,  ///< the byte order mark contradicts the encoding of the settings
  nul,             ///< U+0000, which no text holds
  unreadable,      ///< the disk or the network failed
  bare_quote,      ///< a quote within a field, neither around it nor doubled
  open_quote,      ///< a quoted field that the end of the file cuts off
  too_long,        ///< a row longer than any real one
};

/// The flaw as an error at "file:line". Remedy: wait for unreadable, stop for all others.
[[nodiscard]] Error error_of(Flaw flaw, std::string_view file, std::size_t line);

/// "file:line", lines counted from 1.
[[nodiscard]] std::string place(std::string_view file, std::size_t line);

}  // namespace dataflow::connectors::csv
