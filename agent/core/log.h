// The Log takes what an operator should know; it never takes a value from a child's record.
#pragma once

#include <string_view>

#include "agent/core/event.h"

namespace dataflow {

/// The least first.
enum class Severity { info, warning, error };

/// Where events are written. Implementations may be used from several threads.
class Log {
 public:
  virtual ~Log() = default;

  /// `text` is one sentence with figures, never with an identifier, name or date of a child.
  virtual void write(Severity severity, const Event& event, std::string_view text) = 0;

  void info(const Event& event, std::string_view text) { write(Severity::info, event, text); }
  void warning(const Event& event, std::string_view text) { write(Severity::warning, event, text); }
  void error(const Event& event, std::string_view text) { write(Severity::error, event, text); }
};

/// A log that keeps nothing.
class SilentLog final : public Log {
 public:
  void write(Severity, const Event&, std::string_view) override {}
};

}  // namespace dataflow
