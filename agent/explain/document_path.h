// A DocumentPath names places in a child's document, as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/result.h"
#include "agent/standard/place.h"

namespace dataflow::mapping {

/// "social_care_episodes[0].referral_source", or with an item's key in the brackets, or without
/// brackets for all items of a list.
class DocumentPath {
 public:
  /// An error names the part that the standard does not know, with the nearest name.
  [[nodiscard]] static Result<DocumentPath> read(std::string_view text,
                                                 const standard::Standard& standard);

  [[nodiscard]] const std::vector<standard::PathPart>& parts() const { return parts_; }

  /// Whether `place` is the place itself or inside it. Each place has two forms, one with numbers
  /// and one with keys; either may be in the brackets.
  [[nodiscard]] bool holds(std::string_view place, std::string_view keyed) const;

  /// Whether `place` is something that the place itself is inside.
  [[nodiscard]] bool is_inside(std::string_view place, std::string_view keyed) const;

 private:
  [[nodiscard]] bool agrees(std::string_view place, std::string_view keyed,
                            std::size_t parts) const;

  std::vector<standard::PathPart> parts_;
};

}  // namespace dataflow::mapping
