// Packed text: compressed by zstd, as the ledger keeps documents.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "agent/core/result.h"

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace dataflow::ledger {

/// Packs many texts one after the other. For one thread.
class Packer {
 public:
  Packer();

  /// Valid until the next call.
  [[nodiscard]] Result<std::string_view> pack(std::string_view text);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  std::string packed_;
};

/// The way back. For one thread.
class Unpacker {
 public:
  Unpacker();

  /// The error (remedy stop) says that the text is damaged: `where` is the file it comes from.
  [[nodiscard]] Result<std::string> unpack(std::string_view packed, const std::string& where);

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
};

}  // namespace dataflow::ledger
