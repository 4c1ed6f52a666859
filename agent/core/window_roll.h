// What becomes of those who leave the collection window when it rolls on 1 April.
#pragma once

namespace dataflow {

/// `window_roll:` in agent.yaml. Whether the DfE expects purges then is not known. What was kept
/// can still be purged later; what was purged is gone.
enum class WindowRoll {
  keep,   ///< the endpoint keeps them, until they leave the source as well; the default
  purge,  ///< they are purged, as if they had left the source
};

}  // namespace dataflow
