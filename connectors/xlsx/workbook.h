// A Workbook is an opened .xlsx file: its sheets, and what their cells refer to.
#pragma once

#include <string>
#include <vector>

#include "agent/core/digest.h"
#include "connectors/xlsx/archive.h"
#include "connectors/xlsx/shared_strings.h"
#include "connectors/xlsx/styles.h"

namespace dataflow::connectors::xlsx {

struct Sheet {
  std::string name;
  std::string part;     ///< in the archive
  bool hidden = false;  ///< from the people who look at it
};

/// For one thread.
class Workbook {
 public:
  /// `bytes` is the whole file; `place` names it in errors. Remedy stop.
  [[nodiscard]] static Result<Workbook> open(std::string bytes, std::string place);

  /// The sheets of cells in the order of their tabs; charts are none.
  [[nodiscard]] const std::vector<Sheet>& sheets() const { return sheets_; }

  [[nodiscard]] const Archive& archive() const { return archive_; }
  [[nodiscard]] const SharedStrings& shared() const { return shared_; }
  [[nodiscard]] const Styles& styles() const { return styles_; }
  [[nodiscard]] Epoch epoch() const { return epoch_; }

  /// SHA-256 and size of the file.
  [[nodiscard]] const Digest& digest() const { return digest_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  class Handler;
  explicit Workbook(Archive archive) : archive_(std::move(archive)) {}
  Result<void> read();

  Archive archive_;
  std::vector<Sheet> sheets_;
  SharedStrings shared_;
  Styles styles_;
  Epoch epoch_ = Epoch::of_1900;
  Digest digest_;
  std::uint64_t size_ = 0;
};

}  // namespace dataflow::connectors::xlsx
