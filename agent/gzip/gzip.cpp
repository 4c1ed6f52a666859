#include "agent/gzip/gzip.h"

#include <libdeflate.h>
#include <new>

namespace dataflow::gzip {

namespace {

constexpr int kLevel = 6;
constexpr std::size_t kLeastBytes = 18;   // header and trailer: RFC 1952 section 2.3
constexpr std::size_t kSizeBytes = 4;     // ISIZE, the last of the trailer
constexpr std::size_t kMostRatio = 1032;  // DEFLATE makes a text no smaller

Error failure(Remedy remedy, std::string what) {
  return {remedy, "gzip", std::move(what), ""};
}

Error damaged() {
  return failure(Remedy::set_aside, "The bytes are not one whole gzip member.");
}

}  // namespace

void Compressor::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

void Decompressor::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

Compressor::Compressor() : compressor_(libdeflate_alloc_compressor(kLevel)) {
  if (!compressor_) throw std::bad_alloc();
}

Decompressor::Decompressor() : decompressor_(libdeflate_alloc_decompressor()) {
  if (!decompressor_) throw std::bad_alloc();
}

Result<std::string> Compressor::compress(std::string_view text) {
  std::string bytes(libdeflate_gzip_compress_bound(compressor_.get(), text.size()), '\0');
  const std::size_t size = libdeflate_gzip_compress(compressor_.get(), text.data(), text.size(),
                                                    bytes.data(), bytes.size());
  if (size == 0) return failure(Remedy::stop, "libdeflate could not compress.");
  bytes.resize(size);
  return bytes;
}

std::optional<std::uint32_t> announced_size(std::string_view bytes) {
  if (bytes.size() < kLeastBytes) return std::nullopt;
  std::uint32_t size = 0;
  for (std::size_t i = 1; i <= kSizeBytes; ++i) {  // the least significant byte comes first
    size = size << 8U | static_cast<unsigned char>(bytes[bytes.size() - i]);
  }
  if (size / kMostRatio > bytes.size()) return std::nullopt;
  return size;
}

Result<std::string> Decompressor::decompress(std::string_view bytes, std::size_t most_bytes) {
  const auto size = announced_size(bytes);
  if (!size) return damaged();
  if (*size > most_bytes) return failure(Remedy::set_aside, "The text is longer than allowed.");
  std::string text(*size, '\0');
  std::size_t read = 0;
  std::size_t written = 0;
  const auto result = libdeflate_gzip_decompress_ex(decompressor_.get(), bytes.data(), bytes.size(),
                                                    text.data(), text.size(), &read, &written);
  if (result != LIBDEFLATE_SUCCESS || read != bytes.size() || written != text.size()) {
    return damaged();
  }
  return text;
}

}  // namespace dataflow::gzip
