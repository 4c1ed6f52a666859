#include "agent/rules/code_set.h"

namespace dataflow::rules {

namespace {

/// The place of the quote that ends a text, which begins at 0 without its own quote.
std::size_t closing_quote(std::string_view text) {
  std::size_t at = text.find_first_of("\"\\");
  while (at != text.npos && text[at] == '\\') at = text.find_first_of("\"\\", at + 2);
  return at;
}

}  // namespace

CodeReader::CodeReader(std::string_view json) {
  is_whole_ = json == "[]";
  if (!is_whole_ && json.starts_with('[')) rest_ = json.substr(1);
}

std::optional<std::string_view> CodeReader::next() {
  if (!rest_.starts_with('"')) return std::nullopt;
  rest_.remove_prefix(1);
  const std::size_t end = closing_quote(rest_);
  const std::string_view code = rest_.substr(0, end);
  rest_ = end == rest_.npos ? "" : rest_.substr(end + 1);
  is_whole_ = rest_ == "]";
  rest_ = rest_.starts_with(',') ? rest_.substr(1) : "";
  return code;
}

}  // namespace dataflow::rules
