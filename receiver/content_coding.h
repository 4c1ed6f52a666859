// The content coding of a request: whether its body is packed, and how (RFC 9110 section 8.4).
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "agent/gzip/gzip.h"
#include "receiver/message.h"

namespace dataflow::receiver {

enum class Coding { identity, gzip, unknown };

/// By the Content-Encoding header; x-gzip means gzip, and several codings are unknown.
[[nodiscard]] Coding coding_of(const Head& head);

/// The refusal of a body with more than so many bytes.
[[nodiscard]] Answer too_large(std::size_t most_bytes);

/// Unpacks one body after the other in the same memory. For one thread.
class Unpacker {
 public:
  /// The text of a gzip body, or the refusal: 413 when it has more than `most_bytes`, 400 when it
  /// cannot be read.
  [[nodiscard]] std::variant<std::string, Answer> unpack(std::string_view body,
                                                         std::size_t most_bytes);

 private:
  gzip::Decompressor decompressor_;
};

}  // namespace dataflow::receiver
