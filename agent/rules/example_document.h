// Reads a child's document, as an example writes it in YAML, into the JSON that an endpoint gets.
#pragma once

#include <boost/json/value.hpp>

#include "agent/standard/field.h"
#include "agent/yaml/reader.h"

namespace dataflow::rules {

/// The value of a field; members that the standard does not know are faults of the node's list.
[[nodiscard]] boost::json::value example_value(const yaml::Node& node,
                                               const standard::Field& field);

}  // namespace dataflow::rules
