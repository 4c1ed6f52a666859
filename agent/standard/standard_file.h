// Reads the files of one version of the standard.
#pragma once

#include <map>
#include <string>

#include "agent/standard/code_list.h"
#include "agent/standard/field.h"
#include "agent/yaml/reader.h"

namespace dataflow::standard {

/// The members under `document:` or `members:`, in canonical order, with their paths.
/// `parent` is the path of the object they belong to.
[[nodiscard]] std::vector<Field> read_members(const yaml::Node& node, const std::string& parent);

/// All lists of a code-lists.yaml.
[[nodiscard]] std::map<std::string, CodeList, std::less<>> read_code_lists(const yaml::Node& node);

}  // namespace dataflow::standard
