// A field's kind and limits in words that people read.
#pragma once

#include <string>

#include "agent/standard/field.h"

namespace dataflow::standard {

/// The word of standard.yaml: "codes".
[[nodiscard]] const std::string& kind_word(FieldKind kind);

/// What limits the value: "1 to 20 characters of A-Za-z0-9", "at most 12 codes", "0 to 40". Empty
/// where nothing does.
[[nodiscard]] std::string limits_in_words(const Field& field);

}  // namespace dataflow::standard
