#include "agent/standard/personal.h"

namespace dataflow::standard {

namespace {

/// How many bytes the first character of a UTF-8 text has.
std::size_t first_character(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return end;
}

}  // namespace

bool is_personal(const Field& field) {
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::id:
    case FieldKind::upn:
    case FieldKind::postcode:
      return true;
    default:
      return field.name.ends_with("date_of_birth");
  }
}

std::string masked(std::string_view text) {
  if (text.empty()) return "";
  return std::string(text.substr(0, first_character(text))) + "•••";
}

}  // namespace dataflow::standard
