// Finding the encoding of a file: its byte order mark, the settings, or the bytes themselves.
#pragma once

#include <cstddef>
#include <istream>
#include <optional>

#include "connectors/csv/decode.h"

namespace dataflow::connectors::csv {

/// What the settings say of the encoding.
enum class EncodingChoice { automatic, utf8, utf16, cp1252 };

/// What the first bytes of a file tell.
struct Beginning {
  std::optional<Encoding> encoding;  ///< nothing when only guess() can tell
  std::size_t mark = 0;              ///< bytes of the byte order mark
  Flaw flaw = Flaw::none;            ///< other_encoding when mark and choice contradict each other
};

/// Reads at most three bytes.
///
/// UTF-16 without a mark is little endian unless its first character says otherwise: that of a
/// header is ASCII, so one of its two bytes is zero.
[[nodiscard]] Beginning begin(std::istream& bytes, EncodingChoice choice);

/// UTF-8 when all of `bytes` is valid UTF-8, Windows-1252 otherwise. Reads it as a stream from its
/// beginning up to the end or to a NUL: that is no text in either encoding.
[[nodiscard]] Encoding guess(std::istream& bytes);

/// Makes `bytes` readable from that byte of the file on, also after its end was reached.
void go_to(std::istream& bytes, std::size_t position);

}  // namespace dataflow::connectors::csv
