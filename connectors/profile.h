// Reads the profile of a source: the file that says how one kind of system is read.
#pragma once

#include <utility>

#include "agent/core/fault.h"
#include "connectors/connector.h"

namespace dataflow::connectors {

/// The first of the faults by its place, as an error at "file:line:column". Remedy stop. There has
/// to be one.
[[nodiscard]] Error profile_error(Faults faults);

/// The file that the option `profile` names, by `Profile::read(file, faults)`.
template <class Profile>
[[nodiscard]] Result<Profile> profile_in(const Options& options) {
  Faults faults;
  auto profile = Profile::read(options.text("profile"), faults);
  if (!profile) return profile_error(std::move(faults));
  return std::move(*profile);
}

}  // namespace dataflow::connectors
