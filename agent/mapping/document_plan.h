// The plan of a document: every object and list of the standard that a mapping fills, with its
// members in canonical order.
#pragma once

#include <string>
#include <vector>

#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// One member of an object, in the order in which it is written.
struct MemberPlan {
  enum class Source {
    value,  ///< a column of the block
    purge,  ///< the constant false
    block,  ///< another block
  };
  Source source;
  const standard::Field* field;
  std::string name;            ///< as it is written: "name":
  std::size_t column = kNone;  ///< of a value: its place in Block::fields
  std::size_t block = kNone;   ///< of a block: its place in the plan
};

/// One object or list. The document itself comes first, parents before their children.
struct BlockPlan {
  const standard::Field* field;
  const Block* spec = nullptr;  ///< null for an object that exists only to hold others
  std::size_t parent = kNone;
  std::size_t key_column = kNone;
  std::vector<MemberPlan> members;

  /// Whether rows of this block are found through a parent item and not through the child alone.
  bool below_item = false;
};

/// The plan of a mapping. The mapping and the standard must outlive it.
[[nodiscard]] std::vector<BlockPlan> plan_document(const MappingFile& mapping,
                                                   const standard::Standard& standard);

}  // namespace dataflow::mapping
