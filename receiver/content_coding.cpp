#include "receiver/content_coding.h"

#include <fmt/format.h>

#include "agent/core/ascii.h"

namespace dataflow::receiver {

Coding coding_of(const Head& head) {
  const std::string name = ascii::lowered(head.header("content-encoding").value_or("identity"));
  if (name == "identity") return Coding::identity;
  return name == "gzip" || name == "x-gzip" ? Coding::gzip : Coding::unknown;
}

Answer too_large(std::size_t most_bytes) {
  return text_answer(413, fmt::format("The body has more than {} bytes.", most_bytes));
}

std::variant<std::string, Answer> Unpacker::unpack(std::string_view body, std::size_t most_bytes) {
  if (gzip::announced_size(body).value_or(0) > most_bytes) return too_large(most_bytes);
  auto text = decompressor_.decompress(body, most_bytes);
  if (text) return std::move(*text);
  return text_answer(400, "The body cannot be read as gzip.");
}

}  // namespace dataflow::receiver
