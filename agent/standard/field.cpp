#include "agent/standard/field.h"

#include <algorithm>

namespace dataflow::standard {

namespace {

template <class Predicate>
const Field* first(const std::vector<Field>& fields, Predicate fits) {
  const auto found = std::find_if(fields.begin(), fields.end(), fits);
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace

const std::vector<std::string>& field_kind_words() {
  static const std::vector<std::string> kWords = {"text",     "id",    "code",   "codes",
                                                  "date",     "flag",  "number", "upn",
                                                  "postcode", "purge", "object", "list"};
  return kWords;
}

const Field* Field::member(std::string_view wanted) const {
  return first(members, [&](const Field& field) { return field.name == wanted; });
}

const Field* Field::key_member() const {
  return first(members, [](const Field& field) { return field.key; });
}

const Field* Field::start_member() const {
  return first(members, [](const Field& field) { return field.start; });
}

const Field* Field::purge_member() const {
  return first(members, [](const Field& field) { return field.kind == FieldKind::purge; });
}

bool Field::length_fits(std::string_view utf8) const {
  const std::size_t length = characters_in(utf8);
  return length >= shortest && length <= longest;
}

std::size_t characters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // not a continuation byte
  }));
}

}  // namespace dataflow::standard
