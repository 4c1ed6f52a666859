// The content of a document: what it says apart from the identifiers in it.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "agent/core/digest.h"
#include "agent/standard/standard.h"

namespace dataflow::standard {

/// A digest that stands when identifiers change and nothing else does: identifiers and purge
/// instructions are left out, and the items of a list that had a key are put in the order of what
/// they say. Two documents with the same one say the same, as far as anybody can tell.
///
/// Throws std::invalid_argument when the text is no JSON object: documents are made by this
/// program, so that is a broken invariant.
[[nodiscard]] Digest content_digest(const Standard& standard, std::string_view document);

/// What an object of the field says apart from its identifiers, as canonical JSON.
[[nodiscard]] std::string content_of(const Field& field, const boost::json::object& object);

}  // namespace dataflow::standard
