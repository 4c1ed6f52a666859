// Reads code-lists.yaml, the code lists of one version of the standard.
#pragma once

#include <map>
#include <string>

#include "agent/standard/code_list.h"
#include "agent/standard/field.h"
#include "agent/yaml/reader.h"

namespace dataflow::standard {

using CodeLists = std::map<std::string, CodeList, std::less<>>;

/// All lists of the file. A code that no text could ever be read as is a fault.
[[nodiscard]] CodeLists read_code_lists(const yaml::Node& node);

/// Adds a fault, at the code's place, for each code of the file whose length does not fit a field
/// of the document that takes its codes from that list.
void check_lengths_of_codes(const yaml::Node& node, const Field& document);

}  // namespace dataflow::standard
