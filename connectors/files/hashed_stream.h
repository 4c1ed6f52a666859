// A HashedStream passes on the bytes of a file, and knows their SHA-256 in the end.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <vector>

#include "agent/core/digest.h"

namespace dataflow::connectors::files {

/// Can be read again from any place; what was skipped is read for the digest all the same. For one
/// thread.
class HashedStream final : public std::istream {
 public:
  explicit HashedStream(std::unique_ptr<std::istream> bytes);

  /// The digest of the file up to the byte up to which it was read. Once only.
  [[nodiscard]] Digest digest() { return buffer_.digest(); }
  /// How many bytes that is.
  [[nodiscard]] std::uint64_t size() const { return buffer_.size(); }

 private:
  class Buffer final : public std::streambuf {
   public:
    explicit Buffer(std::unique_ptr<std::istream> bytes);
    [[nodiscard]] Digest digest() { return hasher_.finish(); }
    [[nodiscard]] std::uint64_t size() const { return size_; }

   protected:
    int_type underflow() override;
    pos_type seekpos(pos_type position, std::ios_base::openmode which) override;
    pos_type seekoff(off_type offset, std::ios_base::seekdir from,
                     std::ios_base::openmode which) override;

   private:
    std::unique_ptr<std::istream> bytes_;
    std::vector<char> block_;
    Hasher hasher_;
    std::uint64_t size_ = 0;
  };
  Buffer buffer_;
};

}  // namespace dataflow::connectors::files
