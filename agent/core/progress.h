// Progress is told by whoever works for more than a moment, and shown by whoever has a screen.
#pragma once

#include <cstdint>
#include <string_view>

namespace dataflow {

class Progress {
 public:
  virtual ~Progress() = default;

  /// So far `done` of `total` (0 when the total is not known) of what `step` counts, for example
  /// "children built". Cheap enough to call once per hundred items.
  virtual void report(std::string_view step, std::uint64_t done, std::uint64_t total) = 0;
};

class NoProgress final : public Progress {
 public:
  void report(std::string_view, std::uint64_t, std::uint64_t) override {}
};

}  // namespace dataflow
