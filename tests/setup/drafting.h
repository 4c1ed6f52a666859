// A draft in a folder of its own, and the answers of a council that has everything.
#pragma once

#include <string>

#include "agent/setup/draft.h"
#include "tests/hand_clock.h"
#include "tests/shipped.h"
#include "tests/temporary_folder.h"

namespace dataflow::setup {

/// Source and endpoint are not asked.
struct Drafting {
  TemporaryFolder folder;
  HandClock clock;
  NoProgress progress;
  Ground ground{folder.path() / "agent.yaml", shipped_config(), Reach::offline, clock, progress};
  Draft draft{ground};
};

inline constexpr char kAnswers[] = R"(council: "846"
source: {kind: sqlite, file: cms.db}
mapping: ssd
endpoint:
  url: https://localhost:8443
  token_url: https://localhost:8443/token
  client_id: council-846
  client_secret: {credential: client_secret}
  supplier_key: {env: SUPPLIER_KEY}
  scope: api://csc/.default
)";

}  // namespace dataflow::setup
