#include "connectors/csv/format.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "connectors/wishes.h"

namespace dataflow::connectors::csv {

namespace {

template <class Value>
struct Word {
  std::string_view word;
  Value value;
};

constexpr std::array<Word<EncodingChoice>, 4> kEncodings = {{{"auto", EncodingChoice::automatic},
                                                             {"utf-8", EncodingChoice::utf8},
                                                             {"utf-16", EncodingChoice::utf16},
                                                             {"cp1252", EncodingChoice::cp1252}}};

constexpr std::array<Word<char>, 8> kDelimiters = {{{"comma", ','},
                                                    {"tab", '\t'},
                                                    {"semicolon", ';'},
                                                    {"pipe", '|'},
                                                    {",", ','},
                                                    {"\t", '\t'},
                                                    {";", ';'},
                                                    {"|", '|'}}};

template <class Value, std::size_t kSize>
Result<Value> value_of(const std::string& option, std::string_view word,
                       const std::array<Word<Value>, kSize>& words, std::string_view allowed) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word<Value>& known) {
    return same_name(known.word, word);
  });
  if (found != words.end()) return found->value;
  return Error{Remedy::stop, fmt::format("source.{}", option),
               fmt::format("'{}' is not known here.", word),
               fmt::format("Write one of {}.", allowed)};
}

}  // namespace

Result<Format> format_of(const Options& options) {
  TRY_ASSIGN(const auto encoding, value_of("encoding", options.text("encoding", "auto"), kEncodings,
                                           "auto, utf-8, utf-16, cp1252"));
  TRY_ASSIGN(const char delimiter,
             value_of("delimiter", options.text("delimiter", "comma"), kDelimiters,
                      "comma, tab, semicolon, pipe, or the character itself"));
  return Format{encoding, delimiter, excel::long_numbers_of(options)};
}

}  // namespace dataflow::connectors::csv
