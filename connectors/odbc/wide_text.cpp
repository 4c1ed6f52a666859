#include "connectors/odbc/wide_text.h"

#include <algorithm>
#include <iterator>

#include <boost/locale/utf.hpp>
#include <openssl/crypto.h>

namespace dataflow::connectors::odbc {

namespace {

using boost::locale::utf::code_point;
using Utf8 = boost::locale::utf::utf_traits<char>;

constexpr code_point kReplacement = 0xFFFD;

constexpr bool is_first_half(code_point unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
constexpr bool is_second_half(code_point unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

void append_units(std::vector<SQLWCHAR>& units, code_point c) {
  if (c < 0x10000) {
    units.push_back(static_cast<SQLWCHAR>(c));
    return;
  }
  units.push_back(static_cast<SQLWCHAR>(0xD800U + ((c - 0x10000U) >> 10U)));
  units.push_back(static_cast<SQLWCHAR>(0xDC00U + ((c - 0x10000U) & 0x3FFU)));
}

void append_code_point(std::string& out, code_point c) {
  Utf8::encode(c, std::back_inserter(out));
}

}  // namespace

WideText::WideText(std::string_view utf8) {
  // All of it at once: a vector that grows would leave copies behind.
  units_.reserve(utf8.size());
  const char* at = utf8.data();
  const char* const end = at + utf8.size();
  while (at != end) {
    const code_point c = Utf8::decode(at, end);
    append_units(units_, boost::locale::utf::is_valid_codepoint(c) ? c : kReplacement);
  }
}

WideText::~WideText() {
  if (!units_.empty()) OPENSSL_cleanse(units_.data(), units_.size() * sizeof(SQLWCHAR));
}

std::size_t append_utf8(std::string& out, std::span<const SQLWCHAR> units) {
  std::size_t alone = 0;
  // Most texts are ASCII to their end, and most others begin so.
  const auto rest = std::find_if(units.begin(), units.end(), [](SQLWCHAR c) { return c >= 0x80; });
  const auto length = out.size();
  out.resize(length + static_cast<std::size_t>(rest - units.begin()));
  std::transform(units.begin(), rest, out.begin() + static_cast<std::ptrdiff_t>(length),
                 [](SQLWCHAR c) { return static_cast<char>(c); });
  for (auto i = static_cast<std::size_t>(rest - units.begin()); i < units.size(); ++i) {
    code_point c = units[i];
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
      continue;
    }
    if (is_first_half(c) && i + 1 < units.size() && is_second_half(units[i + 1])) {
      c = 0x10000U + ((c - 0xD800U) << 10U) + (units[++i] - 0xDC00U);
    } else if (is_first_half(c) || is_second_half(c)) {
      ++alone;
      c = kReplacement;
    }
    append_code_point(out, c);
  }
  return alone;
}

}  // namespace dataflow::connectors::odbc
