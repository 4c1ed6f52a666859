#include "connectors/files/hashed_stream.h"

#include <utility>

namespace dataflow::connectors::files {

namespace {

constexpr std::size_t kBlockSize = std::size_t{128} * 1024;

}  // namespace

HashedStream::HashedStream(std::unique_ptr<std::istream> bytes)
    : std::istream(nullptr), buffer_(std::move(bytes)) {
  rdbuf(&buffer_);
}

HashedStream::Buffer::Buffer(std::unique_ptr<std::istream> bytes)
    : bytes_(std::move(bytes)), block_(kBlockSize) {}

/// A disk that fails throws here, and the stream is bad.
HashedStream::Buffer::int_type HashedStream::Buffer::underflow() {
  const auto read =
      bytes_->rdbuf()->sgetn(block_.data(), static_cast<std::streamsize>(block_.size()));
  if (read <= 0) return traits_type::eof();
  hasher_.add({block_.data(), static_cast<std::size_t>(read)});
  size_ += static_cast<std::uint64_t>(read);
  setg(block_.data(), block_.data(), block_.data() + read);
  return traits_type::to_int_type(block_[0]);
}

HashedStream::Buffer::pos_type HashedStream::Buffer::seekpos(pos_type position,
                                                             std::ios_base::openmode which) {
  if (bytes_->rdbuf()->pubseekpos(0, which) != pos_type(0)) return {off_type(-1)};
  static_cast<void>(hasher_.finish());
  size_ = 0;
  setg(block_.data(), block_.data(), block_.data());
  for (off_type skipped = 0; skipped < off_type(position); ++skipped) {
    if (sbumpc() == traits_type::eof()) return {off_type(-1)};
  }
  return position;
}

/// Only from the beginning: nobody asks for more.
HashedStream::Buffer::pos_type HashedStream::Buffer::seekoff(off_type offset,
                                                             std::ios_base::seekdir from,
                                                             std::ios_base::openmode which) {
  return from == std::ios_base::beg ? seekpos(offset, which) : pos_type(off_type(-1));
}

}  // namespace dataflow::connectors::files
