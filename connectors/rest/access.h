// The Access to an API: its address, how the agent proves who it is, and within which bounds.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "agent/core/clock.h"
#include "agent/core/secret.h"
#include "agent/http/client_options.h"
#include "agent/oauth/token.h"

namespace dataflow::connectors::rest {

/// What one read may take, all tables together.
struct Bounds {
  std::chrono::seconds time{3600};
  std::chrono::seconds patience{120};  ///< of waiting because the API asks to be left alone
  std::uint64_t pages = 100'000;
  std::uint64_t bytes = std::uint64_t{4} << 30U;
};

/// A key that stands in a header of every request.
struct StaticKey {
  std::string header;  ///< "Authorization" takes it as a Bearer token, any other as it is
  Secret value;
};

struct Access {
  std::string url;  ///< the base address, without a slash at its end
  http::ClientOptions client;
  std::unique_ptr<oauth::TokenSource> tokens;  ///< null where there is a key
  StaticKey key;
  Bounds bounds;
};

}  // namespace dataflow::connectors::rest
