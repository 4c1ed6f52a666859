// The profiles that come with the program, for tests.
#pragma once

#include <catch2/catch.hpp>

#include "agent/delivery/profile.h"

namespace dataflow::delivery {

inline Profile shipped_profile(const std::string& name) {
  Faults faults;
  auto profile =
      Profile::read(std::string(DATAFLOW_CONFIG_FOLDER) + "/endpoints/" + name + ".yaml", faults);
  for (const auto& fault : faults) UNSCOPED_INFO(describe(fault));
  REQUIRE(profile.has_value());
  return *profile;
}

/// The DfE's, which has no limit a minute here: tests do not wait.
inline Profile dfe_profile() {
  auto profile = shipped_profile("dfe-csc");
  profile.requests_a_minute = 0;
  return profile;
}

}  // namespace dataflow::delivery
