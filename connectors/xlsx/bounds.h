// How much a workbook may hold: Excel's own limits, and what a machine can bear.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dataflow::connectors::xlsx {

inline constexpr std::size_t kMostRows = 1'048'576;                     // Excel's
inline constexpr std::size_t kMostColumns = 16'384;                     // Excel's
inline constexpr std::size_t kMostCellBytes = std::size_t{4} * 32'767;  // Excel's, as UTF-8

inline constexpr std::uint64_t kMostFileBytes = std::uint64_t{512} << 20U;      // compressed
inline constexpr std::uint64_t kMostPartBytes = std::uint64_t{4} << 30U;        // of one part
inline constexpr std::uint64_t kMostSmallPartBytes = std::uint64_t{32} << 20U;  // but for sheets
inline constexpr std::uint64_t kMostSharedBytes = std::uint64_t{512} << 20U;    // shared texts
inline constexpr std::size_t kMostShared = std::size_t{1} << 25U;               // shared texts
inline constexpr std::int64_t kMostParts = 10'000;
inline constexpr std::size_t kMostTokenBytes = std::size_t{1} << 20U;  // a tag with its attributes
inline constexpr std::size_t kDeepest = 64;                            // elements in each other

}  // namespace dataflow::connectors::xlsx
