// A Record is one child's canonical document with its digest and its findings.
#pragma once

#include <string>
#include <vector>

#include "agent/core/digest.h"
#include "agent/core/finding.h"

namespace dataflow {

struct Record {
  std::string
      child;  ///< la_child_id as the source has it; a held record's may not fit the standard
  std::string document;  ///< RFC 8785 canonical JSON; empty when held
  std::string skeleton;  ///< the document's keys only (standard/skeleton.h); empty when held
  Digest digest;         ///< SHA-256 of `document`
  /// The keys of everything the source still has of the child, where that is more than `skeleton`:
  /// what has only left the collection window. Everything, where that cannot be told. Empty
  /// otherwise.
  std::string spared;
  std::vector<Finding> findings;

  /// A held child stays where it is: the endpoint keeps what it last accepted.
  [[nodiscard]] bool held() const {
    for (const auto& finding : findings) {
      if (finding.weight == Weight::hold) return true;
    }
    return false;
  }
};

}  // namespace dataflow
