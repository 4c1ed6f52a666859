#include "connectors/csv/encoding.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "connectors/csv/text_stream.h"

namespace dataflow::connectors::csv {

namespace {

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};

/// The byte order marks of the Unicode Standard, section 23.8.
constexpr std::array<Mark, 3> kMarks = {{{"\xEF\xBB\xBF", Encoding::utf8},
                                         {"\xFF\xFE", Encoding::utf16_le},
                                         {"\xFE\xFF", Encoding::utf16_be}}};

bool allows(EncodingChoice choice, Encoding encoding) {
  switch (choice) {
    case EncodingChoice::automatic:
      return true;
    case EncodingChoice::utf8:
      return encoding == Encoding::utf8;
    case EncodingChoice::utf16:
      return encoding == Encoding::utf16_le || encoding == Encoding::utf16_be;
    case EncodingChoice::cp1252:
      break;
  }
  return encoding == Encoding::cp1252;
}

std::optional<Encoding> without_mark(EncodingChoice choice, std::string_view first) {
  switch (choice) {
    case EncodingChoice::automatic:
      return std::nullopt;
    case EncodingChoice::utf8:
      return Encoding::utf8;
    case EncodingChoice::cp1252:
      return Encoding::cp1252;
    case EncodingChoice::utf16:
      break;
  }
  const bool big_endian = first.size() > 1 && first[0] == '\0' && first[1] != '\0';
  return big_endian ? Encoding::utf16_be : Encoding::utf16_le;
}

Beginning beginning_of(std::string_view first, EncodingChoice choice) {
  const auto mark = std::find_if(kMarks.begin(), kMarks.end(),
                                 [&](const Mark& known) { return first.starts_with(known.bytes); });
  if (mark == kMarks.end()) return {without_mark(choice, first), 0, Flaw::none};
  const Flaw flaw = allows(choice, mark->encoding) ? Flaw::none : Flaw::other_encoding;
  return {mark->encoding, mark->bytes.size(), flaw};
}

}  // namespace

Beginning begin(std::istream& bytes, EncodingChoice choice) {
  std::array<char, 3> first{};
  bytes.read(first.data(), first.size());
  const auto read = static_cast<std::size_t>(bytes.gcount());
  return beginning_of({first.data(), read}, choice);
}

Encoding guess(std::istream& bytes) {
  go_to(bytes, 0);
  TextStream text(bytes, Encoding::utf8);
  auto piece = text.next();
  while (!piece.text.empty() && piece.flaw == Flaw::none) piece = text.next();
  return piece.flaw == Flaw::not_utf8 ? Encoding::cp1252 : Encoding::utf8;
}

void go_to(std::istream& bytes, std::size_t position) {
  bytes.clear();
  bytes.seekg(static_cast<std::streamoff>(position));
}

}  // namespace dataflow::connectors::csv
