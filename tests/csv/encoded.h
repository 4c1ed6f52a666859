// Writes text in the encodings that councils' exports have.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/locale/utf.hpp>

namespace dataflow {

enum class Written { utf8, utf8_mark, utf16_le, utf16_be, utf16_le_mark, utf16_be_mark, cp1252 };

inline std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  const char* at = utf8.data();
  const char* const end = at + utf8.size();
  while (at != end) out += boost::locale::utf::utf_traits<char>::decode(at, end);
  return out;
}

inline void append_unit(std::string& out, unsigned unit, bool little_endian) {
  const char high = static_cast<char>(unit >> 8U);
  const char low = static_cast<char>(unit & 0xFFU);
  out += little_endian ? low : high;
  out += little_endian ? high : low;
}

inline std::string utf16(std::string_view utf8, bool little_endian) {
  std::string out;
  for (const char32_t c : code_points(utf8)) {
    if (c < 0x10000) {
      append_unit(out, c, little_endian);
    } else {
      append_unit(out, 0xD800U + ((c - 0x10000U) >> 10U), little_endian);
      append_unit(out, 0xDC00U + ((c - 0x10000U) & 0x3FFU), little_endian);
    }
  }
  return out;
}

/// What Windows-1252 has between 80 and 9F, and the bytes in the same order.
inline constexpr std::string_view kCp1252Characters = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
inline constexpr std::string_view kCp1252Bytes =
    "\x80\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8E\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9A"
    "\x9B\x9C\x9E\x9F";

inline std::string cp1252(std::string_view utf8) {
  static const std::u32string special = code_points(kCp1252Characters);
  std::string out;
  for (const char32_t c : code_points(utf8)) {
    const auto found = special.find(c);
    if (found == std::u32string::npos && c > 0xFF) throw std::invalid_argument("not in CP1252");
    out += found == std::u32string::npos ? static_cast<char>(c) : kCp1252Bytes[found];
  }
  return out;
}

inline std::string encoded(std::string_view utf8, Written as) {
  switch (as) {
    case Written::utf8:
      break;
    case Written::utf8_mark:
      return "\xEF\xBB\xBF" + std::string(utf8);
    case Written::utf16_le:
      return utf16(utf8, true);
    case Written::utf16_be:
      return utf16(utf8, false);
    case Written::utf16_le_mark:
      return "\xFF\xFE" + utf16(utf8, true);
    case Written::utf16_be_mark:
      return "\xFE\xFF" + utf16(utf8, false);
    case Written::cp1252:
      return cp1252(utf8);
  }
  return std::string(utf8);
}

}  // namespace dataflow
