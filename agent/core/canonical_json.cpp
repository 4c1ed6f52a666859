#include "agent/core/canonical_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <boost/json.hpp>

namespace dataflow {

namespace {

constexpr double kLargestExact = 9007199254740992.0;  // 2^53

/// UTF-8 bytes sort as UTF-16 code units do, except that characters beyond U+FFFF (lead bytes F0
/// to F4) come as surrogates, before U+E000 to U+FFFF (lead bytes EE and EF).
int utf16_rank(char c) {
  const int byte = static_cast<unsigned char>(c);
  return byte >= 0xF0 ? 0xED00 + byte : byte << 8;
}

void append_escape(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

void append_digits(std::string& out, const std::string& digits, int exponent) {
  // ECMA-262 Number::toString: `digits` d1...dk with the point after digit `exponent`.
  const int count = static_cast<int>(digits.size());
  const auto at = [](int n) { return static_cast<std::size_t>(n); };
  if (count <= exponent && exponent <= 21) {
    out += digits;
    out.append(at(exponent - count), '0');
  } else if (0 < exponent && exponent <= 21) {
    out.append(digits, 0, at(exponent));
    out += '.';
    out.append(digits, at(exponent));
  } else if (-6 < exponent && exponent <= 0) {
    out += "0.";
    out.append(at(-exponent), '0');
    out += digits;
  } else {
    out += digits[0];
    if (count > 1) out += '.';
    out.append(digits, 1);
    out += exponent - 1 < 0 ? "e-" : "e+";
    out += std::to_string(std::abs(exponent - 1));
  }
}

void append(std::string& out, const boost::json::value& value);

void append(std::string& out, const boost::json::object& object) {
  std::vector<const boost::json::key_value_pair*> members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) {
    return canonical_less({a->key().data(), a->key().size()}, {b->key().data(), b->key().size()});
  });
  out += '{';
  for (const auto* member : members) {
    if (out.back() != '{') out += ',';
    append_json_string(out, {member->key().data(), member->key().size()});
    out += ':';
    append(out, member->value());
  }
  out += '}';
}

void append(std::string& out, const boost::json::array& array) {
  out += '[';
  bool first = true;
  for (const auto& item : array) {
    if (!first) out += ',';
    first = false;
    append(out, item);
  }
  out += ']';
}

void append(std::string& out, const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      out += "null";
      return;
    case boost::json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      return;
    case boost::json::kind::int64:
      append_json_number(out, static_cast<double>(value.get_int64()));
      return;
    case boost::json::kind::uint64:
      append_json_number(out, static_cast<double>(value.get_uint64()));
      return;
    case boost::json::kind::double_:
      append_json_number(out, value.get_double());
      return;
    case boost::json::kind::string:
      append_json_string(out, {value.get_string().data(), value.get_string().size()});
      return;
    case boost::json::kind::array:
      append(out, value.get_array());
      return;
    case boost::json::kind::object:
      append(out, value.get_object());
      return;
  }
}

}  // namespace

std::string canonical_json(const boost::json::value& value) {
  std::string out;
  append(out, value);
  return out;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // where the run of characters that need no escape began
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, plain, i - plain);
    append_escape(out, c);
    plain = i + 1;
  }
  out.append(text, plain);
  out += '"';
}

void append_json_number(std::string& out, double number) {
  if (!std::isfinite(number)) throw std::domain_error("JSON has no infinity and no NaN.");
  if (number == 0) {
    out += '0';
    return;
  }
  char buffer[32];
  if (std::abs(number) <= kLargestExact && std::trunc(number) == number) {
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, static_cast<long long>(number));
    out.append(buffer, end.ptr);
    return;
  }
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::abs(number),
                                 std::chars_format::scientific);
  const std::string_view shortest(buffer, static_cast<std::size_t>(end.ptr - buffer));
  const std::size_t e = shortest.find('e');
  std::string digits(1, shortest[0]);
  if (e > 2) digits.append(shortest, 2, e - 2);
  if (number < 0) out += '-';
  append_digits(out, digits, std::stoi(std::string(shortest.substr(e + 1))) + 1);
}

bool canonical_less(std::string_view a, std::string_view b) {
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_b == b.end()) return false;
  if (in_a == a.end()) return true;
  return utf16_rank(*in_a) < utf16_rank(*in_b);
}

}  // namespace dataflow
