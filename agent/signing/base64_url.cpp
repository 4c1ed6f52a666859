#include "agent/signing/base64_url.h"

#include <algorithm>

#include "agent/core/digest.h"

namespace dataflow::signing {

std::string base64_url(std::string_view bytes) {
  std::string text = base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

std::optional<std::string> from_base64_url(std::string_view text) {
  std::string padded(text);
  std::replace(padded.begin(), padded.end(), '-', '+');
  std::replace(padded.begin(), padded.end(), '_', '/');
  while (padded.size() % 4 != 0) padded += '=';
  auto bytes = from_base64(padded);
  // One sequence of bytes has one text: otherwise a signed token could be written in several ways.
  if (!bytes || base64_url(*bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace dataflow::signing
