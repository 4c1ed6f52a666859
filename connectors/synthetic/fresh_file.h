// A fresh file is written under a temporary name and takes its place when it is whole.
#pragma once

#include <filesystem>
#include <string>

#include "agent/core/result.h"

namespace dataflow::synthetic {

class FreshFile {
 public:
  /// `place` is where the file will be. A remnant of an earlier attempt is removed.
  explicit FreshFile(std::filesystem::path place);

  /// Removes what was written, unless it has taken its place.
  ~FreshFile();
  FreshFile(const FreshFile&) = delete;
  FreshFile& operator=(const FreshFile&) = delete;

  /// Where to write meanwhile: in the same folder, so that a rename is enough.
  [[nodiscard]] const std::filesystem::path& meanwhile() const { return meanwhile_; }

  /// Writes the whole content meanwhile.
  [[nodiscard]] Result<void> write(const std::string& content) const;

  /// Renames it over whatever is there.
  [[nodiscard]] Result<void> take_place();

 private:
  std::filesystem::path place_;
  std::filesystem::path meanwhile_;
  bool placed_ = false;
};

}  // namespace dataflow::synthetic
