// The Conversion of a value: what the standard made of the text that an expression gave, and how.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/mapping/value_writer.h"

namespace dataflow::mapping {

/// One entry of a code list that was used.
struct CodeUse {
  std::string text;  ///< what the source says
  std::string code;  ///< what it stands for; empty when it is no code
  std::string says;  ///< the meaning of the code
  std::string word;  ///< the local word under `codes:` that led to it; empty when none did
};

struct Conversion {
  std::optional<std::string> given;  ///< what the expression gave; nothing for NULL or no text
  std::optional<Written> written;    ///< what became of it; nothing when nothing was given
  std::string json;                  ///< the value in the document; empty when absent
  std::string rule;                  ///< the number of the rule that mended or refused it
  std::string sentence;              ///< why, for the data lead; holds no value
  std::vector<CodeUse> codes;        ///< of a code or codes, one entry per item
};

/// Converts as ValueWriter does, and says how.
[[nodiscard]] Conversion convert(const standard::Standard& standard, const CodeWords& words,
                                 const standard::Field& field,
                                 const std::optional<std::string>& given);

}  // namespace dataflow::mapping
