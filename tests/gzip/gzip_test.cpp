#include "agent/gzip/gzip.h"

#include <random>

#include <catch2/catch.hpp>

using namespace dataflow;
using namespace dataflow::gzip;

namespace {

constexpr std::size_t kPlenty = 10'000'000;

std::string compressed(std::string_view text) {
  return *Compressor().compress(text);
}

std::string refusal(std::string_view bytes, std::size_t most_bytes = kPlenty) {
  const auto text = Decompressor().decompress(bytes, most_bytes);
  if (text) return "";
  CHECK(text.error().remedy == Remedy::set_aside);
  return text.error().what;
}

constexpr char kDamaged[] = "The bytes are not one whole gzip member.";
constexpr char kTooLong[] = "The text is longer than allowed.";

}  // namespace

TEST_CASE("what was compressed is read again, one text after the other") {
  Compressor compressor;
  Decompressor decompressor;
  std::mt19937 random(1);
  for (const std::size_t length : {0U, 1U, 100U, 70'000U, 1'000'000U}) {
    std::string text(length, '\0');
    for (char& c : text) c = static_cast<char>(random() % 7);
    const auto bytes = compressor.compress(text);
    REQUIRE(bytes);
    CHECK(bytes->starts_with("\x1f\x8b"));
    CHECK(announced_size(*bytes) == length);
    CHECK(*decompressor.decompress(*bytes, length) == text);
  }
}

TEST_CASE("what another program has compressed is read") {
  // printf hello | gzip -n
  const std::string_view bytes(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00"
      "\x00\x00",
      25);
  CHECK(*Decompressor().decompress(bytes, 5) == "hello");
}

TEST_CASE("the same text gives the same bytes") {
  Compressor reused;
  static_cast<void>(reused.compress("something else"));
  CHECK(*reused.compress("text") == compressed("text"));
}

TEST_CASE("bytes that are cut off anywhere are refused") {
  const std::string whole = compressed("a text, a text, a text");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CHECK_FALSE(refusal(whole.substr(0, length)).empty());
  }
}

TEST_CASE("bytes that go on after the member are refused") {
  const std::string whole = compressed("text");
  CHECK(refusal(whole + "x") == kDamaged);
  CHECK(refusal(whole + std::string(4, '\0')) == kDamaged);
  CHECK(refusal(whole + whole) == kDamaged);
}

TEST_CASE("damaged bytes never give another text") {
  const std::string text = "a text, a text, a text";
  const std::string whole = compressed(text);
  Decompressor decompressor;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << bit));
      const auto read = decompressor.decompress(damaged, kPlenty);
      CHECK((!read || *read == text));  // some bits stand for nothing: the time, the padding
    }
  }
  CHECK(refusal("this is no gzip, and is long enough to be one") == kDamaged);
}

TEST_CASE("a bomb is refused before there is memory for its text") {
  std::string bomb = compressed(std::string(kPlenty + 1, '\0'));
  CHECK(bomb.size() < 20'000);
  CHECK(refusal(bomb) == kTooLong);
  CHECK(refusal(bomb, kPlenty + 1).empty());
  // One that says it is small has to be no longer than it says.
  for (std::size_t i = 1; i <= 4; ++i) bomb[bomb.size() - i] = '\0';
  CHECK(refusal(bomb) == kDamaged);
}

TEST_CASE("few bytes cannot ask for much memory") {
  std::string small = compressed("text");
  for (std::size_t i = 1; i <= 4; ++i) small[small.size() - i] = '\x7f';
  CHECK(refusal(small, std::size_t{1} << 40U) == kDamaged);
}
