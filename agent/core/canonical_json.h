// Canonical JSON (RFC 8785, the JSON Canonicalization Scheme): one value, one sequence of bytes.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace dataflow {

/// The value as canonical JSON: members sorted by UTF-16 code units, no white space, numbers as
/// ECMAScript writes them. Integers beyond 2^53 are written as the double nearest to them, because
/// RFC 8785 knows no other number.
[[nodiscard]] std::string canonical_json(const boost::json::value& value);

/// Appends `text` as a JSON string with quotes and the escapes of RFC 8785 section 3.2.2.2.
/// `text` must be UTF-8.
void append_json_string(std::string& out, std::string_view text);

/// Appends a finite number as ECMAScript writes it (RFC 8785 section 3.2.2.3).
/// Throws std::domain_error for an infinity or NaN, which JSON cannot hold.
void append_json_number(std::string& out, double number);

/// The order of member names: by UTF-16 code units (RFC 8785 section 3.2.3).
[[nodiscard]] bool canonical_less(std::string_view a, std::string_view b);

}  // namespace dataflow
