#include "receiver/form.h"

#include <charconv>

namespace dataflow::receiver {

namespace {

std::optional<std::string> unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    unsigned byte = 0;
    const char* end = text.data() + i + 3;
    if (std::from_chars(text.data() + i + 1, end, byte, 16).ptr != end) return std::nullopt;
    plain += static_cast<char>(byte);
    i += 2;
  }
  return plain;
}

}  // namespace

std::optional<Form> read_form(std::string_view body) {
  Form form;
  while (!body.empty()) {
    const std::string_view pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(pair.size() + 1, body.size()));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = unescape(pair.substr(0, equals));
    const auto value =
        unescape(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1));
    if (!name || !value || !form.emplace(*name, *value).second) return std::nullopt;
  }
  return form;
}

}  // namespace dataflow::receiver
