// MetricText writes families of metrics in the text format of OpenMetrics 1.0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataflow::health {

/// Labels of one sample: names and values.
using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

/// Samples belong to the family that was begun last.
class MetricText {
 public:
  /// `name` without the suffix that its type has; one with a unit ends with it.
  void gauge(std::string_view name, std::string_view help, std::string_view unit = "");
  void counter(std::string_view name, std::string_view help);

  void sample(std::int64_t value, const Labels& labels = {});
  /// Milliseconds, written as seconds.
  void seconds(std::int64_t milliseconds, const Labels& labels = {});

  /// The whole text, which ends here.
  [[nodiscard]] std::string finish() &&;

 private:
  void begin(std::string_view name, std::string_view type, std::string_view help,
             std::string_view unit);
  void write(std::string_view value, const Labels& labels);

  std::string text_;
  std::string sample_name_;
};

}  // namespace dataflow::health
