// Decoding turns the bytes of a file into UTF-8 text, and refuses what is not text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "connectors/csv/flaw.h"

namespace dataflow::connectors::csv {

enum class Encoding { utf8, utf16_le, utf16_be, cp1252 };

struct Decoded {
  std::string_view text;   ///< UTF-8 without NUL
  std::size_t used = 0;    ///< how many bytes became `text`
  Flaw flaw = Flaw::none;  ///< what follows the used bytes, when that is not text
};

/// As much of `bytes` as is whole characters. Without a flaw, the unused bytes are the beginning of
/// a character whose rest must come.
///
/// `text` is a part of `bytes` for UTF-8, so nothing is copied; for the others it is in `room`.
[[nodiscard]] Decoded decode(Encoding encoding, std::string_view bytes, std::string& room);

/// The flaw of bytes that are not of this encoding.
[[nodiscard]] Flaw flaw_of(Encoding encoding);

}  // namespace dataflow::connectors::csv
