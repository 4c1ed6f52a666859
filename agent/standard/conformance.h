// Conformance: whether a document is one that the contract of the endpoint lets in.
#pragma once

#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "agent/standard/standard.h"

namespace dataflow::standard {

/// One way in which a document breaks the contract.
struct Breach {
  std::string path;  ///< the place, such as "social_care_episodes[2].closure_reason"
  std::string what;  ///< one sentence without the value
};

/// Every breach of types, lengths, characters, dates, required keys, array limits and unknown
/// members: what the DfE's OpenAPI file demands. Membership in code lists and the range of numbers
/// are no part of the contract and are not checked. Lengths count Unicode characters, as JSON
/// Schema does.
[[nodiscard]] std::vector<Breach> breaches(const Standard& standard,
                                           const boost::json::value& document);

}  // namespace dataflow::standard
