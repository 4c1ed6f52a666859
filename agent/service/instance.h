// An Instance is the right to work with a ledger, which one process has at a time.
#pragma once

#include <filesystem>
#include <memory>

#include "agent/core/result.h"

namespace boost::interprocess {
class file_lock;
}

namespace dataflow::service {

/// Held until it is destroyed, or the process ends in whatever way.
class Instance {
 public:
  /// Locks the file LEDGER.lock, and makes it when it is missing. Remedy wait when another process
  /// has it, stop when the file cannot be made.
  [[nodiscard]] static Result<Instance> of(const std::filesystem::path& ledger);

  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  Instance(Instance&&) noexcept;
  Instance& operator=(Instance&&) noexcept;
  ~Instance();

 private:
  explicit Instance(std::unique_ptr<boost::interprocess::file_lock> lock);
  std::unique_ptr<boost::interprocess::file_lock> lock_;
};

}  // namespace dataflow::service
