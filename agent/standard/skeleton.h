// A Skeleton is a document reduced to its keys: what an endpoint may hold and may have to delete.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/standard/standard.h"

namespace dataflow::standard {

/// Skeletons are canonical JSON in the shape of the document: of each object its key member and the
/// objects and keyed lists inside it, nothing else. An empty text is the skeleton of nothing.
///
/// All functions throw std::invalid_argument when a text is not JSON of that shape: documents and
/// skeletons are made by this program, so that is a broken invariant.

/// The skeleton of everything there may be; only for what is spared.
inline constexpr std::string_view kEverything = "*";

/// The skeleton of a document.
[[nodiscard]] std::string skeleton_of(const Standard& standard, std::string_view document);

/// The skeleton of everything that is in either.
[[nodiscard]] std::string merge_skeletons(const Standard& standard, std::string_view a,
                                          std::string_view b);

/// The skeleton of everything that is in both.
[[nodiscard]] std::string common_skeleton(const Standard& standard, std::string_view a,
                                          std::string_view b);

/// The document with an instruction to purge for everything that `known` holds, and neither the
/// document nor `spared` does, at the highest level that can be purged. Nothing when there is
/// nothing to purge, so that the document can be sent as it is.
[[nodiscard]] std::optional<std::string> with_purges(const Standard& standard,
                                                     std::string_view document,
                                                     std::string_view known,
                                                     std::string_view spared = "");

/// The whole child as an instruction to purge: its key and purge:true.
[[nodiscard]] std::string purge_of_child(const Standard& standard, std::string_view child);

}  // namespace dataflow::standard
