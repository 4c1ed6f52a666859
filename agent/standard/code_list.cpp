#include "agent/standard/code_list.h"

#include <algorithm>
#include <array>

#include "agent/core/ascii.h"

namespace dataflow::standard {

namespace {

constexpr std::size_t kLongestCode = 16;

bool is_letter_or_digit(char c) {
  return ascii::is_digit(c) || ascii::is_capital(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

CodeList::CodeList(std::string name, std::string says, std::vector<Code> codes)
    : name_(std::move(name)), says_(std::move(says)), codes_(std::move(codes)) {
  for (std::size_t i = 0; i < codes_.size(); ++i) index_.emplace(codes_[i].code, i);
}

const Code* CodeList::find(std::string_view text) const {
  const auto found = index_.find(text);
  return found == index_.end() ? nullptr : &codes_[found->second];
}

const Code* CodeList::read(std::string_view text) const {
  text = ascii::trimmed(text);
  if (text.empty()) return nullptr;
  std::array<char, kLongestCode> buffer{};
  const std::string_view start(buffer.data(), std::min(text.size(), buffer.size()));
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start.size()),
                 buffer.begin(), ascii::capital);
  if (start.size() == text.size()) {
    if (const Code* whole = find(start)) return whole;
  }
  for (std::size_t end = std::min(start.size(), text.size() - 1); end > 0; --end) {
    if (is_letter_or_digit(ascii::capital(text[end]))) continue;
    if (const Code* leading = find(start.substr(0, end))) return leading;
  }
  return nullptr;
}

}  // namespace dataflow::standard
