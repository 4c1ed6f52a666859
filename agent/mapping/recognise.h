// Recognising finds the variant of a mapping that fits a source's rows, and the source's version.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/finding.h"
#include "agent/mapping/mapping_file.h"
#include "agent/mapping/source_version.h"
#include "agent/mapping/staging.h"
#include "agent/standard/standard.h"

namespace dataflow::mapping {

// What is found out about the source as a whole.
inline constexpr char kVariantFound[] = "V01";    ///< the probes found a variant
inline constexpr char kVariantDoubted[] = "V02";  ///< the settings name one that does not fit
inline constexpr char kVersionRead[] = "V03";     ///< the version that the source says it has
inline constexpr char kVersionNewer[] = "V04";    ///< it is newer than the mapping knows
inline constexpr char kVersionUnread[] = "V05";   ///< what stands there is no version

struct Recognised {
  const MappingFile* mapping = nullptr;  ///< what to read the rows with; never null
  std::optional<SourceVersion> version;  ///< nothing when the source does not say
  std::vector<Finding> findings;
};

/// Asks the probes of the variants about the rows in `staging`. Where one fits, it is taken; where
/// none does, the mapping without variants; where several do, that is an error (stop) that names
/// them. With `wanted`, a name of variant_names(), that one is taken, and findings tell where the
/// rows speak against it. Probes that answer NULL speak neither for a variant nor against it.
///
/// `mapping` must outlive the result; the functions of the mapping have to be registered anew (by
/// Records::open) before the staging is asked with them again.
[[nodiscard]] Result<Recognised> recognise(const MappingFile& mapping,
                                           const standard::Standard& standard,
                                           const Staging& staging, Day today,
                                           const std::string& wanted);

}  // namespace dataflow::mapping
