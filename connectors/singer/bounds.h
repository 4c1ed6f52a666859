// The Bounds within which a tap must stay.
#pragma once

#include <chrono>
#include <cstdint>

namespace dataflow::connectors::singer {

struct Bounds {
  std::chrono::seconds time{3600};                 ///< from its start to its end
  std::uint64_t memory = std::uint64_t{2} << 30U;  ///< bytes of address space of the tap
  std::uint64_t output = std::uint64_t{1} << 30U;  ///< bytes of all its messages
  std::uint64_t line = std::uint64_t{16} << 20U;   ///< bytes of one message
};

}  // namespace dataflow::connectors::singer
