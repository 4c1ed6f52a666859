#include "agent/xml/flaw.h"

#include <libxml/xmlerror.h>
#include <string>

#include <fmt/format.h>

namespace dataflow::xml {

namespace {

constexpr std::string_view kExport = "Export the file again.";

}  // namespace

Error flaw_at(std::string_view where, std::size_t line, std::string_view what,
              std::string_view hint) {
  return {Remedy::stop, fmt::format("{}:{}", where, line), std::string(what), std::string(hint)};
}

Error library_flaw_at(std::string_view where, std::size_t line, int code) {
  switch (code) {
    case XML_ERR_DOCUMENT_EMPTY:
      return flaw_at(where, line, "the document does not begin with an element.",
                     "Check that the file is XML and not empty.");
    case XML_ERR_TAG_NAME_MISMATCH:
      return flaw_at(where, line, "an element is closed by the end of another.", kExport);
    case XML_ERR_UNDECLARED_ENTITY:
      return flaw_at(where, line, "an entity stands here that XML does not know.",
                     "Only &amp; &lt; &gt; &quot; &apos; and numbers are known.");
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_I18N_CONV_FAILED:
      return flaw_at(where, line, "a character is not of the encoding that the document declares.",
                     "Export the file again as UTF-8.");
    default:
      return flaw_at(where, line,
                     fmt::format("this is not well-formed XML (libxml2's error {}).", code),
                     kExport);
  }
}

Error no_end_at(std::string_view where, std::size_t line) {
  Error error = flaw_at(where, line, "the document ends before its outermost element does.",
                        "It may still be written and is tried again; or else it was cut off: "
                        "export it again.");
  error.remedy = Remedy::wait;
  return error;
}

}  // namespace dataflow::xml
