// The standard as JSON Schema (draft 2020-12), for tools that check a request before it is sent.
#pragma once

#include <boost/json/object.hpp>

#include "agent/standard/standard.h"

namespace dataflow::standard {

/// The schema of a request: an array of children. It states what the contract of the endpoint
/// states, no more: types, lengths, characters, dates, required keys, array limits, no unknown
/// members. Code lists and ranges stand in the descriptions. A validator has to be told to check
/// formats, or it takes any text for a date.
[[nodiscard]] boost::json::object json_schema(const Standard& standard);

/// What the contract states of one field by itself, without what stands inside an object or a list.
[[nodiscard]] boost::json::object contract_of(const Field& field);

/// What it states of one item of a set of codes.
[[nodiscard]] boost::json::object contract_of_item(const Field& codes);

/// ^[class]*$; empty where any character may stand.
[[nodiscard]] std::string pattern_of(const Field& field);

}  // namespace dataflow::standard
