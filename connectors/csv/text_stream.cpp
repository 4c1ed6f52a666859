#include "connectors/csv/text_stream.h"

#include <cstring>

namespace dataflow::connectors::csv {

namespace {

/// Large enough that calls do not matter, small enough that it stays in the processor's cache.
constexpr std::size_t kBlockSize = std::size_t{128} * 1024;

}  // namespace

TextStream::TextStream(std::istream& bytes, Encoding encoding)
    : bytes_(bytes), encoding_(encoding), block_(kBlockSize) {}

TextStream::Piece TextStream::next() {
  refill();
  if (bytes_.bad()) return {{}, Flaw::unreadable};
  const Decoded decoded = decode(encoding_, {block_.data(), filled_}, room_);
  used_ = decoded.used;
  const bool cut_off = used_ == 0 && filled_ > 0;
  if (decoded.flaw == Flaw::none && cut_off) return {{}, flaw_of(encoding_)};
  return {decoded.text, decoded.flaw};
}

/// Moves the beginning of a character to the front, and fills the rest of the block.
void TextStream::refill() {
  filled_ -= used_;
  std::memmove(block_.data(), block_.data() + used_, filled_);
  used_ = 0;
  bytes_.read(block_.data() + filled_, static_cast<std::streamsize>(block_.size() - filled_));
  filled_ += static_cast<std::size_t>(bytes_.gcount());
}

}  // namespace dataflow::connectors::csv
