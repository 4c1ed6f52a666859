// A version of the standard as people and as machines read it.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "agent/standard/standard.h"

namespace dataflow::commands {

/// The fields as a tree, one to a line: name, kind, limits, meaning.
[[nodiscard]] std::string tree_text(const standard::Standard& standard);

/// Everything about one field; of an object or list also the tree inside it.
[[nodiscard]] std::string field_text(const standard::Field& field);

/// A code list: one code to a line, with its days.
[[nodiscard]] std::string code_list_text(const standard::CodeList& list);

/// "78 fields, 13 code lists with 254 codes"
[[nodiscard]] std::string counts_text(const standard::Standard& standard);

/// Members that say nothing are left out: a length that is not limited, no code list.
[[nodiscard]] boost::json::object field_json(const standard::Field& field);
[[nodiscard]] boost::json::object code_list_json(const standard::CodeList& list);
/// Name, version, title and counts.
[[nodiscard]] boost::json::object summary_json(const standard::Standard& standard);

}  // namespace dataflow::commands
