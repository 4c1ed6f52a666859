// The Log takes what an operator should know; it never takes a value from a child's record.
#pragma once

#include <string_view>

namespace dataflow {

enum class Severity { info, warning, error };

/// Where events are written. Implementations may be used from several threads.
class Log {
 public:
  virtual ~Log() = default;

  /// `event` is a stable word such as "intake.settled"; `text` is one sentence with figures, never
  /// with an identifier, name or date of a child.
  virtual void write(Severity severity, std::string_view event, std::string_view text) = 0;

  void info(std::string_view event, std::string_view text) { write(Severity::info, event, text); }
  void warning(std::string_view event, std::string_view text) {
    write(Severity::warning, event, text);
  }
  void error(std::string_view event, std::string_view text) { write(Severity::error, event, text); }
};

/// A log that keeps nothing.
class SilentLog final : public Log {
 public:
  void write(Severity, std::string_view, std::string_view) override {}
};

}  // namespace dataflow
