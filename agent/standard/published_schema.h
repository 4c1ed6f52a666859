// Reads the JSON Schema that others publish: references, patterns, keywords.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "agent/standard/character_class.h"

namespace dataflow::standard {

/// Follows "$ref": "#/components/schemas/NAME" within `file`. A schema with any other reference,
/// and one that refers in a circle, is given back as it is.
[[nodiscard]] const boost::json::object& resolve(const boost::json::value& file,
                                                 const boost::json::object& schema);

/// The object that a member holds; null when there is none.
[[nodiscard]] const boost::json::object* object_at(const boost::json::object& schema,
                                                   std::string_view name);

/// What a pattern of the form ^[class]*$ or ^[class]+$ demands.
struct ReadPattern {
  CharacterSet characters;
  std::size_t shortest = 0;
};

/// Nothing for a pattern of another form.
[[nodiscard]] std::optional<ReadPattern> read_pattern(std::string_view pattern);

/// Whether a keyword is for people and tools: it lets in and keeps out nothing.
[[nodiscard]] bool is_annotation(std::string_view keyword);

/// A JSON string without its quotes; any other value as JSON.
[[nodiscard]] std::string word_of(const boost::json::value& name);

}  // namespace dataflow::standard
