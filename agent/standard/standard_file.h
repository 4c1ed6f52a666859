// Reads standard.yaml, the fields of one version of the standard.
#pragma once

#include <string>
#include <vector>

#include "agent/standard/code_list_file.h"
#include "agent/standard/field.h"
#include "agent/yaml/reader.h"

namespace dataflow::standard {

/// The members under `document:` or `members:`, in canonical order, with their paths.
/// `parent` is the path of the object they belong to; `lists` are those that fields may name.
[[nodiscard]] std::vector<Field> read_members(const yaml::Node& node, const std::string& parent,
                                              const CodeLists& lists);

/// One field with everything inside it.
[[nodiscard]] Field read_field(const yaml::Node::Member& member, const std::string& parent,
                               const CodeLists& lists);

}  // namespace dataflow::standard
