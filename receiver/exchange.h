// An Exchange is one request on its way through the endpoint.
#pragma once

#include <chrono>
#include <string>

#include "receiver/contract.h"
#include "receiver/faults.h"

namespace dataflow::receiver {

struct Exchange {
  Head head;
  Examination examination;
  std::string request_id;      ///< a UUID, sent back as x-request-id
  std::size_t most_bytes = 0;  ///< how long a body is read; a longer one is too_large()
  std::chrono::steady_clock::time_point begun;
  std::size_t children = 0;  ///< that were stored
  std::size_t number = 0;    ///< of the requests on its route, counted from 1
  Mishap mishap;             ///< what the script of faults makes of it

  /// Whether the answer is known before the body is.
  [[nodiscard]] bool is_refused() const { return examination.refusal.has_value(); }
};

}  // namespace dataflow::receiver
