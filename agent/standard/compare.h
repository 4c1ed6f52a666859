// Holds our description of a standard against the OpenAPI file that the DfE publishes.
#pragma once

#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "agent/core/result.h"
#include "agent/standard/standard.h"

namespace dataflow::standard {

/// One difference between the two.
struct Difference {
  std::string path;     ///< "social_care_episodes[].closure_reason"; empty for the whole request
  std::string keyword;  ///< of JSON Schema, such as "maxLength"; "member" for a member on one side
  std::string ours;     ///< what our description states, as JSON; empty where it states nothing
  std::string theirs;   ///< what the published file states
};

/// One sentence: the path, what differs, both values.
[[nodiscard]] std::string describe(const Difference& difference);

/// Every difference between the standard and `components.schemas.CSC` of an OpenAPI file, in the
/// order of our fields. What counts:
///   - type, format, lengths, pattern, required members, array limits, unknown members, null, and
///     members on one side only;
///   - a pattern as the characters and the least length it demands: ^[0-9A-F]+$ is no other than
///     0-9A-F with a length from 1;
///   - codes, and the range of a number, only where the published file states any: ours are
///     information beyond the contract;
///   - a keyword that this project cannot express, such as oneOf, always;
///   - texts for people, examples and defaults, never.
/// An error when the file holds no such schema.
[[nodiscard]] Result<std::vector<Difference>> compare(const Standard& standard,
                                                      const boost::json::value& openapi);

}  // namespace dataflow::standard
