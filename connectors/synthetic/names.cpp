#include "connectors/synthetic/names.h"

#include <array>
#include <string_view>

namespace dataflow::synthetic {

namespace {

using Syllables = std::span<const std::string_view>;

constexpr std::array<std::string_view, 32> kSurnameStarts = {
    "Brack", "Quend", "Thrav", "Vosk", "Yelv",  "Zarn",  "Drimm", "Fensk", "Glorv", "Hask", "Jarv",
    "Kelm",  "Lundr", "Morv",  "Nask", "Ospr",  "Prell", "Rusk",  "Skarn", "Tremv", "Ulv",  "Vrann",
    "Wesk",  "Yorv",  "Zelk",  "Blen", "Crosk", "Dwarn", "Eskr",  "Framm", "Grisk", "Hurn"};
constexpr std::array<std::string_view, 24> kSurnameEnds = {
    "wenth",   "ovick",  "asmer",  "ildrith", "anvey",   "erquist", "olmdar",   "ustrell",
    "ingwold", "emrith", "adwick", "ostrane", "ulbeck",  "ivarne",  "ethmoor",  "arquell",
    "ondrish", "umvale", "exworn", "ackvin",  "eldrume", "orvast",  "isthorpe", "enquill"};
constexpr std::array<std::string_view, 24> kForenameStarts = {
    "Zav", "Quil", "Ovr",  "Bel",  "Tav", "Kes", "Mirv", "Vael", "Yor",  "Jesk", "Lork", "Nev",
    "Pel", "Ruv",  "Sarn", "Thel", "Ulm", "Wyr", "Xan",  "Drev", "Fial", "Griv", "Havr", "Ith"};
constexpr std::array<std::string_view, 16> kForenameEnds = {
    "andrik", "ossia",  "imbrel", "ulkane", "evarn",  "yndra", "oriet", "askil",
    "emmyr",  "ithane", "olvey",  "uvenna", "arrish", "ineth", "ovarr", "eldine"};
constexpr std::array<std::string_view, 5> kWays = {" Road", " Lane", " Close", " Gardens", " Way"};
constexpr std::array<std::string_view, 4> kPlaces = {"mouth", "bury", "ford", "combe"};

// Areas whose letters may stand in a postcode but which Royal Mail has not given out.
constexpr std::array<std::string_view, 6> kAreas = {"ZK", "YW", "JH", "UF", "AX", "OK"};
constexpr std::string_view kFourthLetters = "ABEHMNPRVWXY";
constexpr std::string_view kInwardLetters = "ABDEFGHJLNPQRSTUWXYZ";

std::string joined(Random& random, Syllables starts, Syllables ends) {
  std::string name(random.one_of(starts));
  return name += random.one_of(ends);
}

/// The first plain vowel given its accent.
std::string accented(std::string name) {
  static constexpr std::array<std::pair<char, std::string_view>, 4> kAccents = {
      {{'e', "\xc3\xa9"}, {'o', "\xc3\xb6"}, {'a', "\xc3\xa5"}, {'i', "\xc3\xad"}}};
  for (const auto& [plain, accent] : kAccents) {
    const auto at = name.find(plain);
    if (at != std::string::npos) return name.replace(at, 1, accent);
  }
  return name;
}

char digit(Random& random) {
  return static_cast<char>('0' + random.below(10));
}

}  // namespace

std::string forename(Random& random) {
  std::string name = joined(random, kForenameStarts, kForenameEnds);
  return random.chance(0.02) ? accented(std::move(name)) : name;
}

std::string surname(Random& random) {
  std::string name = joined(random, kSurnameStarts, kSurnameEnds);
  const std::size_t roll = random.below(60);
  if (roll == 0) return "O'" + name;
  if (roll == 1) return name + "-" + joined(random, kSurnameStarts, kSurnameEnds);
  if (roll == 2) return accented(std::move(name));
  return name;
}

std::string street(Random& random) {
  std::string name = joined(random, kSurnameStarts, kSurnameEnds);
  return name += random.one_of(kWays);
}

std::string town(Random& random) {
  return joined(random, kSurnameStarts, kPlaces);
}

std::string postcode(Random& random) {
  std::string code(random.one_of(kAreas));
  code += static_cast<char>('1' + random.below(9));
  const std::size_t form = random.below(10);
  if (form < 5) code += digit(random);
  if (form == 9) code += random.one_of(kFourthLetters);
  code += ' ';
  code += digit(random);
  code += random.one_of(kInwardLetters);
  code += random.one_of(kInwardLetters);
  return code;
}

}  // namespace dataflow::synthetic
