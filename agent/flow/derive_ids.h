// Identifiers that are minted for items whose own do not last.
#pragma once

#include "agent/flow/build.h"

namespace dataflow::flow {

/// Where the settings ask for derived identifiers, the record gets them, with the skeleton and the
/// digest that follow. Last of all: findings and rows of the source speak of the identifiers that
/// the source has.
void derive_ids(const BuildParts& parts, Record& record);

}  // namespace dataflow::flow
