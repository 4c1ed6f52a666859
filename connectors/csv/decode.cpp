#include "connectors/csv/decode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

#include <boost/locale/utf.hpp>

namespace dataflow::connectors::csv {

namespace {

namespace utf = boost::locale::utf;

/// One character, or utf::incomplete or utf::illegal, and the bytes it takes.
struct Character {
  utf::code_point code;
  std::size_t size;
};

constexpr char32_t kUndefined = 0;

/// Windows-1252 from 80 to 9F, as Unicode's own table CP1252.TXT has it. Below and above, a byte is
/// its own code point.
constexpr std::array<char32_t, 32> kCp1252 = {
    0x20AC,     kUndefined, 0x201A, 0x0192, 0x201E, 0x2026,     0x2020, 0x2021,
    0x02C6,     0x2030,     0x0160, 0x2039, 0x0152, kUndefined, 0x017D, kUndefined,
    kUndefined, 0x2018,     0x2019, 0x201C, 0x201D, 0x2022,     0x2013, 0x2014,
    0x02DC,     0x2122,     0x0161, 0x203A, 0x0153, kUndefined, 0x017E, 0x0178};

constexpr std::uint64_t kEveryByte = 0x0101010101010101;
constexpr std::uint64_t kEveryHighBit = 0x8080808080808080;

/// Whether eight bytes are all ASCII and none is NUL. Taking one from each byte sets the high bit
/// of a NUL.
bool is_plain(std::uint64_t eight) {
  return ((eight | (eight - kEveryByte)) & kEveryHighBit) == 0;
}

const char* skip_plain(const char* at, const char* end) {
  std::uint64_t eight = 0;
  while (end - at >= 8) {
    std::memcpy(&eight, at, sizeof eight);
    if (!is_plain(eight)) break;
    at += 8;
  }
  return std::find_if(at, end, [](char c) { return static_cast<signed char>(c) <= 0; });
}

Decoded decode_utf8(std::string_view bytes) {
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  Flaw flaw = Flaw::none;
  const char* at = skip_plain(begin, end);
  while (at != end) {
    const char* next = at;
    const auto code = utf::utf_traits<char>::decode(next, end);
    if (code == utf::illegal) flaw = Flaw::not_utf8;
    if (code == 0) flaw = Flaw::nul;
    if (flaw != Flaw::none || code == utf::incomplete) break;
    at = skip_plain(next, end);
  }
  const auto used = static_cast<std::size_t>(at - begin);
  return {bytes.substr(0, used), used, flaw};
}

std::uint8_t byte(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

Character read_cp1252(std::string_view bytes) {
  const std::uint8_t value = byte(bytes, 0);
  if (value < 0x80 || value > 0x9F) return {value, 1};
  const char32_t code = kCp1252[value - 0x80U];
  return {code == kUndefined ? utf::illegal : code, 1};
}

template <std::size_t kHighByte>
Character read_utf16(std::string_view bytes) {
  std::array<char16_t, 2> units{};
  const std::size_t count = std::min(units.size(), bytes.size() / 2);
  if (count == 0) return {utf::incomplete, 0};
  for (std::size_t i = 0; i < count; ++i) {
    const int high = byte(bytes, 2 * i + kHighByte);
    const int low = byte(bytes, 2 * i + 1 - kHighByte);
    units[i] = static_cast<char16_t>(high * 256 + low);
  }
  const char16_t* at = units.data();
  const char16_t* const end = at + count;
  const auto code = utf::utf_traits<char16_t>::decode(at, end);
  return {code, 2 * static_cast<std::size_t>(at - units.data())};
}

void append(std::string& text, utf::code_point code) {
  if (code < 0x80) {
    text.push_back(static_cast<char>(code));
  } else {
    utf::utf_traits<char>::encode(code, std::back_inserter(text));
  }
}

template <class Read>
Decoded transcode(std::string_view bytes, std::string& room, Flaw flaw, Read read) {
  room.clear();
  std::size_t used = 0;
  while (used < bytes.size()) {
    const Character character = read(bytes.substr(used));
    if (character.code == utf::incomplete) break;
    if (character.code == utf::illegal) return {room, used, flaw};
    if (character.code == 0) return {room, used, Flaw::nul};
    append(room, character.code);
    used += character.size;
  }
  return {room, used, Flaw::none};
}

}  // namespace

Decoded decode(Encoding encoding, std::string_view bytes, std::string& room) {
  switch (encoding) {
    case Encoding::utf16_le:
      return transcode(bytes, room, Flaw::not_utf16, read_utf16<1>);
    case Encoding::utf16_be:
      return transcode(bytes, room, Flaw::not_utf16, read_utf16<0>);
    case Encoding::cp1252:
      return transcode(bytes, room, Flaw::not_cp1252, read_cp1252);
    case Encoding::utf8:
      break;
  }
  return decode_utf8(bytes);
}

Flaw flaw_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf16_le:
    case Encoding::utf16_be:
      return Flaw::not_utf16;
    case Encoding::cp1252:
      return Flaw::not_cp1252;
    case Encoding::utf8:
      break;
  }
  return Flaw::not_utf8;
}

}  // namespace dataflow::connectors::csv
