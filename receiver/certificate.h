// Certificates for rehearsals: an authority of their own, and a server certificate from it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "agent/core/clock.h"
#include "agent/core/result.h"

namespace dataflow::receiver {

/// Writes ca.pem, ca.key, server.pem and server.key into `folder`, which is made when it is
/// missing; the keys (ECDSA on P-256) are closed to other accounts. The server's certificate holds
/// for `hosts`, names or IP addresses, at least one, and for `days` from `now`. None of the files
/// may be there already. Remedy stop.
[[nodiscard]] Result<void> make_certificates(const std::filesystem::path& folder,
                                             const std::vector<std::string>& hosts, int days,
                                             Instant now);

}  // namespace dataflow::receiver
