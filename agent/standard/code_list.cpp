#include "agent/standard/code_list.h"

#include <algorithm>
#include <array>

namespace dataflow::standard {

namespace {

constexpr std::size_t kLongestCode = 16;

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
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
  text = trim(text);
  if (text.empty()) return nullptr;
  std::array<char, kLongestCode> buffer{};
  const std::string_view start(buffer.data(), std::min(text.size(), buffer.size()));
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start.size()),
                 buffer.begin(), upper);
  if (start.size() == text.size()) {
    if (const Code* whole = find(start)) return whole;
  }
  for (std::size_t end = std::min(start.size(), text.size() - 1); end > 0; --end) {
    if (is_letter_or_digit(upper(text[end]))) continue;
    if (const Code* leading = find(start.substr(0, end))) return leading;
  }
  return nullptr;
}

}  // namespace dataflow::standard
