// XmlText writes an XML document, one element a line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dataflow::synthetic {

class XmlText {
 public:
  XmlText() : text_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

  void open(std::string_view element);
  void close(std::string_view element);
  /// An element with a text and nothing else; none where there is no text. Control characters,
  /// which XML cannot hold, are left out.
  void leaf(std::string_view element, const std::optional<std::string>& text);

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void indent() { text_.append(depth_ * 2, ' '); }
  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace dataflow::synthetic
