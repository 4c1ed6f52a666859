#include "agent/http/percent.h"

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::http {

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-._~";
  std::string out;
  for (const char c : text) {
    if (ascii::is_letter(c) || ascii::is_digit(c) || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace dataflow::http
