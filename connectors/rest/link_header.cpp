#include "connectors/rest/link_header.h"

#include "agent/core/ascii.h"

namespace dataflow::connectors::rest {

namespace {

const NextLink kUnclear{NextLink::Said::unclear, ""};

/// Reads a header from left to right.
class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  void skip_space() {
    while (!rest_.empty() && ascii::is_space(rest_.front())) rest_.remove_prefix(1);
  }
  bool skip(char c) {
    skip_space();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool at_end() {
    skip_space();
    return rest_.empty();
  }
  /// Up to the character, which is left out; nothing when it does not come.
  std::optional<std::string> until(char end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return std::nullopt;
    std::string text(rest_.substr(0, at));
    rest_.remove_prefix(at + 1);
    return text;
  }
  std::string word() {
    skip_space();
    const std::size_t end = std::min(rest_.find_first_of("=;, \t"), rest_.size());
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return text;
  }
  /// A word, or a text in quotes in which a backslash takes the next character as it is.
  std::optional<std::string> value() {
    if (!skip('"')) return word();
    std::string text;
    for (; !rest_.empty(); rest_.remove_prefix(1)) {
      if (rest_.front() == '"') {
        rest_.remove_prefix(1);
        return text;
      }
      if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
      text += rest_.front();
    }
    return std::nullopt;
  }

 private:
  std::string_view rest_;
};

/// rel="prev next" holds two words.
bool says_next(std::string_view relations) {
  Reader reader(relations);
  while (!reader.at_end()) {
    const std::string word = reader.word();
    if (word.empty()) return false;
    if (ascii::same_ignoring_case(word, "next")) return true;
  }
  return false;
}

/// The parameters behind an address; nothing when they cannot be read. Only the first rel counts.
std::optional<std::string> relation_in(Reader& reader) {
  std::optional<std::string> relation;
  while (reader.skip(';')) {
    const std::string name = reader.word();
    std::optional<std::string> value = "";
    if (reader.skip('=')) value = reader.value();
    if (!value) return std::nullopt;
    if (!relation && ascii::same_ignoring_case(name, "rel")) relation = std::move(value);
  }
  return relation.value_or("");
}

}  // namespace

NextLink next_in(std::string_view header) {
  NextLink found;
  Reader reader(header);
  while (!reader.at_end()) {
    if (reader.skip(',')) continue;  // a list may have empty items
    if (!reader.skip('<')) return kUnclear;
    const auto reference = reader.until('>');
    const auto relation = reference ? relation_in(reader) : std::nullopt;
    if (!relation) return kUnclear;
    if (!reader.at_end() && !reader.skip(',')) return kUnclear;
    if (!says_next(*relation)) continue;
    if (found.said == NextLink::Said::next && found.reference != *reference) return kUnclear;
    found = {NextLink::Said::next, *reference};
  }
  return found;
}

}  // namespace dataflow::connectors::rest
