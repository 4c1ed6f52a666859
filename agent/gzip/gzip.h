// gzip (RFC 1952), as HTTP's Content-Encoding carries it: one member, and nothing after it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "agent/core/result.h"

struct libdeflate_compressor;
struct libdeflate_decompressor;

namespace dataflow::gzip {

/// Compresses one text after the other in the same memory. For one thread.
class Compressor {
 public:
  /// Throws std::bad_alloc when there is no memory.
  Compressor();

  /// The text as one gzip member, at level 6. The same text gives the same bytes for one release of
  /// libdeflate: no name and no time are in it. Remedy stop.
  [[nodiscard]] Result<std::string> compress(std::string_view text);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
};

/// Reads what a Compressor, or any other program, has compressed. For one thread.
class Decompressor {
 public:
  /// Throws std::bad_alloc when there is no memory.
  Decompressor();

  /// The text. Never takes more memory than `most_bytes` for it. A longer text, bytes that are cut
  /// off, followed by others, damaged or no gzip are an error, remedy set_aside.
  [[nodiscard]] Result<std::string> decompress(std::string_view bytes, std::size_t most_bytes);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };
  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
};

/// How many bytes the text has by what the bytes themselves say at their end, modulo 2^32; nothing
/// when they are too short to say, or to hold that much. decompress() holds them to it.
[[nodiscard]] std::optional<std::uint32_t> announced_size(std::string_view bytes);

}  // namespace dataflow::gzip
