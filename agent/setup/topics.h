// The single topics, one file each; topic.h has what a topic is.
#pragma once

#include "agent/setup/topic.h"

namespace dataflow::setup {

[[nodiscard]] Topic council_topic();
[[nodiscard]] Topic source_topic();
[[nodiscard]] Topic mapping_topic();
[[nodiscard]] Topic endpoint_topic();
[[nodiscard]] Topic ledger_topic();
[[nodiscard]] Topic dba_topic();

/// For a topic whose answers need no trial.
[[nodiscard]] Trial nothing_to_try(Draft& draft, const Tell& tell);

/// The first secret that cannot be read from here, because systemd or the environment gives it to
/// the service only, as a sentence; empty when all can. One that is wrong is no matter of this.
[[nodiscard]] std::string secret_out_of_reach(
    const std::vector<settings::SecretReference>& references);

/// All faults as one text, a sentence each.
[[nodiscard]] std::string sentences(const Faults& faults);

}  // namespace dataflow::setup
