// A flaw is what makes an XML document unreadable, in words that hold nothing of the document.
#pragma once

#include <cstddef>
#include <string_view>

#include "agent/core/error.h"

namespace dataflow::xml {

/// At "where:line". Remedy stop.
[[nodiscard]] Error flaw_at(std::string_view where, std::size_t line, std::string_view what,
                            std::string_view hint);

/// The same for what libxml2 found, by its number (xmlParserErrors).
[[nodiscard]] Error library_flaw_at(std::string_view where, std::size_t line, int code);

/// The document has no end. Remedy wait, because it may still be written.
[[nodiscard]] Error no_end_at(std::string_view where, std::size_t line);

}  // namespace dataflow::xml
