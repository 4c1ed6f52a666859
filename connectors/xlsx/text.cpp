#include "connectors/xlsx/text.h"

#include <charconv>
#include <utility>

#include "agent/core/ascii.h"
#include "connectors/xlsx/bounds.h"

namespace dataflow::connectors::xlsx {

void RichText::begin(std::string_view name, const Attributes& attributes) {
  if (name == "rPh") in_hint_ = true;
  if (name != "t" || in_hint_) return;
  in_text_ = true;
  keeps_space_ = attributes.get("space") == "preserve";
}

void RichText::end(std::string_view name) {
  if (name == "rPh") in_hint_ = false;
  if (name != "t" || !in_text_) return;
  in_text_ = false;
  whole_ += keeps_space_ ? std::string_view(piece_) : ascii::trimmed(piece_);
  piece_.clear();
}

/// What is longer than Excel's longest is cut off when it is taken: by then it is an error.
void RichText::text(std::string_view text) {
  if (in_text_ && whole_.size() + piece_.size() <= kMostCellBytes) piece_ += text;
}

std::string RichText::take() {
  return unescaped(std::exchange(whole_, {}));
}

std::string unescaped(std::string_view text) {
  constexpr std::size_t kLength = 7;  // _x000D_
  std::string out;
  while (true) {
    const std::size_t at = text.find("_x");
    if (at == std::string_view::npos || text.size() - at < kLength) return out.append(text);
    out.append(text.substr(0, at));
    text.remove_prefix(at);
    unsigned code = 0;
    const auto end = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
    // What is not ASCII has no need of it, and NUL is no text.
    const bool is_code = end.ptr == text.data() + 6 && text[6] == '_' && code > 0 && code < 0x80;
    out.append(is_code ? std::string(1, static_cast<char>(code)) : "_");
    text.remove_prefix(is_code ? kLength : 1);
  }
}

}  // namespace dataflow::connectors::xlsx
