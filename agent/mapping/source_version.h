// A SourceVersion is the version that a source says its layout has, such as 1.4.3.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataflow::mapping {

class SourceVersion {
 public:
  /// Reads up to four whole numbers of at most six digits with dots between them, perhaps with a v
  /// before them; nothing when it is anything else. So its text can be shown: it says nothing of
  /// anybody.
  [[nodiscard]] static std::optional<SourceVersion> parse(std::string_view text);

  /// "1.4.3"
  [[nodiscard]] std::string text() const;

  /// 1.4 and 1.4.0 are the same.
  [[nodiscard]] std::strong_ordering operator<=>(const SourceVersion& other) const;
  [[nodiscard]] bool operator==(const SourceVersion& other) const {
    return (*this <=> other) == std::strong_ordering::equal;
  }

 private:
  std::vector<int> numbers_;
};

}  // namespace dataflow::mapping
