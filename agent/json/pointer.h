// A JSON Pointer (RFC 6901) names one place in a JSON document, such as /data/rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/json/value.h"

namespace dataflow::json {

class Pointer {
 public:
  /// "" is the document itself; any other begins with a slash. Nothing when it is no pointer.
  [[nodiscard]] static std::optional<Pointer> parse(std::string_view text);

  /// The value at the place, or null. Belongs to `document`.
  [[nodiscard]] const Value* in(const Value& document) const;

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::vector<std::string> steps_;
};

}  // namespace dataflow::json
