#include "connectors/csv/flaw.h"

#include <stdexcept>

#include <fmt/format.h>

namespace dataflow::connectors::csv {

namespace {

struct Words {
  const char* what;
  const char* hint;
};

Words words_of(Flaw flaw) {
  switch (flaw) {
    case Flaw::not_utf8:
      return {"this line is not valid UTF-8.",
              "Save the file again as UTF-8, or name its encoding under 'encoding'."};
    case Flaw::not_utf16:
      return {"this line is not valid UTF-16.",
              "Save the file again as UTF-8, or name its encoding under 'encoding'."};
    case Flaw::not_cp1252:
      return {"this line has a byte that Windows-1252 does not define.",
              "It may be UTF-8 with a damaged character: save the file again as UTF-8."};
    case Flaw::other_encoding:
      return {"the byte order mark is that of another encoding than the settings name.",
              "Write 'encoding: auto'."};
    case Flaw::nul:
      return {"this line has a NUL character, which text does not have.",
              "If the file is UTF-16, write 'encoding: utf-16'; if not, it is damaged: export it "
              "again."};
    case Flaw::unreadable:
      return {"the file could not be read to its end.",
              "The disk or the network failed: it is tried again."};
    case Flaw::bare_quote:
      return {"this line has a quote in the middle of a field.",
              "Put quotes around the whole field and double each quote inside it (RFC 4180)."};
    case Flaw::open_quote:
      return {"a quote that opens on this line is never closed.",
              "Close the quote, or export the file again if its end is cut off."};
    case Flaw::too_long:
      return {"the row that begins on this line is longer than 16 MiB.",
              "Look for a quote that is opened and never closed."};
    case Flaw::none:
      break;
  }
  throw std::logic_error("a file without a flaw has no error");
}

}  // namespace

Error error_of(Flaw flaw, std::string_view file, std::size_t line) {
  const Words words = words_of(flaw);
  return {flaw == Flaw::unreadable ? Remedy::wait : Remedy::stop, place(file, line), words.what,
          words.hint};
}

std::string place(std::string_view file, std::size_t line) {
  return fmt::format("{}:{}", file, line);
}

}  // namespace dataflow::connectors::csv
