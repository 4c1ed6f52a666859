// What the settings of a bundle show as "(set)" stands in none of its other files either.
#pragma once

#include <string>
#include <vector>

#include "agent/core/event.h"
#include "agent/support/bundle_file.h"

namespace dataflow::support {

/// Puts "(set)" in the place of each of these values of settings, and of the host of each that is a
/// URL, wherever it stands as a whole in the files. Numbers, yes and no, and values of up to three
/// characters stay: they may be those of anything, and tell of nothing.
void hide(const std::vector<std::string>& values, std::vector<BundleFile>& files);

/// Takes the lines of one event out of a log.
void leave_out(const Event& event, BundleFile& log);

}  // namespace dataflow::support
