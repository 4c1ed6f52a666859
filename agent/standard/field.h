// A Field is one member of the standard's document: what it is called and what may stand in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "agent/standard/character_class.h"

namespace dataflow::standard {

enum class FieldKind {
  text,      ///< any characters
  id,        ///< identifier
  code,      ///< one code of a list
  codes,     ///< a set of codes of a list, as an array
  date,      ///< RFC 3339 full-date
  flag,      ///< true or false
  number,    ///< a whole number
  upn,       ///< a unique pupil number
  postcode,  ///< a UK postcode
  purge,     ///< an instruction to delete; false in a normal document
  object,    ///< a group of members
  list,      ///< an array of objects
};

/// The words for kinds in standard.yaml, in the order of FieldKind.
[[nodiscard]] const std::vector<std::string>& field_kind_words();

struct Field {
  std::string name;
  std::string path;  ///< from the root, "[]" after each list: "social_care_episodes[].adoption"
  FieldKind kind = FieldKind::object;
  bool key = false;    ///< the id that tells the items of a list, or the children, apart; required
  bool start = false;  ///< the day on which an item of the list starts
  std::size_t shortest = 0;  ///< in characters
  std::size_t longest = std::numeric_limits<std::size_t>::max();
  CharacterSet characters;      ///< an id may hold
  std::string character_class;  ///< the same as in a regular expression: "A-Za-z0-9_-"
  std::size_t most_items = std::numeric_limits<std::size_t>::max();  ///< of codes
  std::int64_t lowest = std::numeric_limits<std::int64_t>::min();    ///< of a number
  std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  std::string code_list;       ///< of a code or codes
  std::string says;            ///< what it means, one sentence
  std::vector<Field> members;  ///< of an object or list, in canonical JSON order

  [[nodiscard]] const Field* member(std::string_view name) const;
  [[nodiscard]] const Field* key_member() const;    ///< null where items have no key
  [[nodiscard]] const Field* start_member() const;  ///< null where items have no such day
  [[nodiscard]] const Field* purge_member() const;  ///< null where it cannot be purged
  /// Whether a text has as many characters as it may. Counts Unicode characters, as JSON Schema
  /// does.
  [[nodiscard]] bool length_fits(std::string_view utf8) const;
  [[nodiscard]] bool has_members() const {
    return kind == FieldKind::object || kind == FieldKind::list;
  }
};

/// How many Unicode characters a text has.
[[nodiscard]] std::size_t characters_in(std::string_view utf8);

}  // namespace dataflow::standard
