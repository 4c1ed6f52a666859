// A log that keeps its lines, for tests that search them.
#pragma once

#include <mutex>
#include <string>

#include "agent/core/log.h"

namespace dataflow {

class PlantedLog final : public Log {
 public:
  void write(Severity, const Event& event, std::string_view text) override {
    const std::lock_guard lock(mutex_);
    text_ += std::string(event.name) + " " + std::string(text) + "\n";
  }

  [[nodiscard]] std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

}  // namespace dataflow
