// Which values are personal, and how they are shown to those who need not see them.
#pragma once

#include <string>
#include <string_view>

#include "agent/standard/field.h"

namespace dataflow::standard {

/// Whether a value of this field could tell who the child is: names and other texts, identifiers,
/// pupil numbers, postcodes, dates of birth.
[[nodiscard]] bool is_personal(const Field& field);

/// The first character and a mask that is always as long: "A•••". An empty text stays empty.
[[nodiscard]] std::string masked(std::string_view text);

}  // namespace dataflow::standard
