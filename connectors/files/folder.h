// A Folder is a Store on a disk of this machine, or on a share that it sees as one.
#pragma once

#include <filesystem>

#include "connectors/files/store.h"

namespace dataflow::connectors::files {

class Folder final : public Store {
 public:
  explicit Folder(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] std::string where() const override { return path_.string(); }
  [[nodiscard]] std::string place(const std::string& file) const override;
  [[nodiscard]] Result<std::vector<std::string>> list() override;
  [[nodiscard]] Result<std::optional<Stamp>> find(const std::string& file) override;
  /// The bytes are streamed, whatever the extent.
  [[nodiscard]] Result<std::unique_ptr<std::istream>> open(const std::string& file,
                                                           Extent extent) override;
  [[nodiscard]] Rights rights(const std::vector<std::string>& files) const override;

 private:
  std::filesystem::path path_;
};

}  // namespace dataflow::connectors::files
