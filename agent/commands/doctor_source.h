// The part of `doctor` that looks at the source instead of the endpoint.
#pragma once

#include "agent/commands/command.h"

namespace dataflow::commands {

struct DoctorOfSource : PlanOptions {
  std::string grant_to;  ///< the account whose GRANTs to write; empty: none are written
  std::string dialect;   ///< of the GRANTs; empty: as the source says
  bool json = false;
};

/// Opens the source, tells of each step of its check-up, and writes the GRANTs that were asked for.
[[nodiscard]] Exit doctor_source(const DoctorOfSource& options, const app::Plan& plan,
                                 const Surroundings& surroundings);

}  // namespace dataflow::commands
