// What a bundle has of the program and the machine: versions, and the mapping.
#pragma once

#include <filesystem>
#include <string>

#include "agent/app/plan.h"
#include "agent/core/result.h"
#include "agent/support/bundle_file.h"

namespace dataflow::support {

/// about.txt: the versions of the program, its libraries and the ledger, and the system, without
/// the name of the machine. Remedy stop.
[[nodiscard]] Result<BundleFile> about(const std::string& version, const std::string& system,
                                       const app::Plan& plan, const ledger::Ledger& ledger);

/// mapping.yaml: the text of the mapping, and as comment its digest.
[[nodiscard]] Result<BundleFile> mapping_text(const app::Plan& plan,
                                              const std::filesystem::path& shipped);

/// All texts that came with the program: standards and mappings.
[[nodiscard]] std::string shipped_text(const std::filesystem::path& shipped);

}  // namespace dataflow::support
