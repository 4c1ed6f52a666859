#include "agent/ledger/packed.h"

#include <new>

#include <zstd.h>

namespace dataflow::ledger {

namespace {

constexpr int kLevel = 1;  // higher levels cost much more time and save little of a few kilobytes
constexpr unsigned long long kLargest = 256ULL << 20;  // no document comes near; damage might

Error failure(const std::string& where, std::string what, std::string hint) {
  return {Remedy::stop, where, std::move(what), std::move(hint)};
}

}  // namespace

void Packer::Free::operator()(ZSTD_CCtx_s* context) const {
  ZSTD_freeCCtx(context);  // cannot fail for a context
}

Packer::Packer() : context_(ZSTD_createCCtx()) {
  if (!context_) throw std::bad_alloc();
}

Result<std::string_view> Packer::pack(std::string_view text) {
  packed_.resize(ZSTD_compressBound(text.size()));
  const std::size_t size = ZSTD_compressCCtx(context_.get(), packed_.data(), packed_.size(),
                                             text.data(), text.size(), kLevel);
  if (ZSTD_isError(size) != 0) {
    return failure("zstd", "A document could not be compressed.", "Free some memory.");
  }
  return std::string_view(packed_).substr(0, size);
}

void Unpacker::Free::operator()(ZSTD_DCtx_s* context) const {
  ZSTD_freeDCtx(context);
}

Unpacker::Unpacker() : context_(ZSTD_createDCtx()) {
  if (!context_) throw std::bad_alloc();
}

Result<std::string> Unpacker::unpack(std::string_view packed, const std::string& where) {
  const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  std::string text;
  if (size <= kLargest) {  // the codes for "unknown" and "not a frame" are larger
    text.resize(static_cast<std::size_t>(size));
    const auto done =
        ZSTD_decompressDCtx(context_.get(), text.data(), text.size(), packed.data(), packed.size());
    if (ZSTD_isError(done) == 0 && done == text.size()) return text;
  }
  return failure(where, "A document in the ledger is damaged.",
                 "Restore a copy of the ledger: see docs/ledger.md.");
}

}  // namespace dataflow::ledger
