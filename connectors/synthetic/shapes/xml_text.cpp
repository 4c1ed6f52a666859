#include "connectors/synthetic/shapes/xml_text.h"

namespace dataflow::synthetic {

namespace {

void add_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t';
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (!control) {
      out += c;
    }
  }
}

}  // namespace

void XmlText::open(std::string_view element) {
  indent();
  text_.append("<").append(element).append(">\n");
  ++depth_;
}

void XmlText::close(std::string_view element) {
  --depth_;
  indent();
  text_.append("</").append(element).append(">\n");
}

void XmlText::leaf(std::string_view element, const std::optional<std::string>& text) {
  if (!text || text->empty()) return;
  indent();
  text_.append("<").append(element).append(">");
  add_text(text_, *text);
  text_.append("</").append(element).append(">\n");
}

}  // namespace dataflow::synthetic
