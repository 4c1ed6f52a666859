#include "agent/health/metric_text.h"

#include <fmt/format.h>

namespace dataflow::health {

namespace {

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\' || c == '"') safe += '\\';
    if (c == '\n') {
      safe += "\\n";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace

void MetricText::begin(std::string_view name, std::string_view type, std::string_view help,
                       std::string_view unit) {
  text_ += fmt::format("# TYPE {} {}\n", name, type);
  if (!unit.empty()) text_ += fmt::format("# UNIT {} {}\n", name, unit);
  text_ += fmt::format("# HELP {} {}\n", name, escaped(help));
  sample_name_ = name;
}

void MetricText::gauge(std::string_view name, std::string_view help, std::string_view unit) {
  begin(name, "gauge", help, unit);
}

void MetricText::counter(std::string_view name, std::string_view help) {
  begin(name, "counter", help, "");
  sample_name_ += "_total";
}

void MetricText::sample(std::int64_t value, const Labels& labels) {
  write(fmt::format("{}", value), labels);
}

void MetricText::seconds(std::int64_t milliseconds, const Labels& labels) {
  write(fmt::format("{:.3f}", static_cast<double>(milliseconds) / 1000), labels);
}

void MetricText::write(std::string_view value, const Labels& labels) {
  text_ += sample_name_;
  char before = '{';
  for (const auto& [name, label] : labels) {
    text_ += fmt::format("{}{}=\"{}\"", before, name, escaped(label));
    before = ',';
  }
  if (!labels.empty()) text_ += '}';
  text_ += fmt::format(" {}\n", value);
}

std::string MetricText::finish() && {
  text_ += "# EOF\n";
  return std::move(text_);
}

}  // namespace dataflow::health
