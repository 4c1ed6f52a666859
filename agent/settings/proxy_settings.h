// The settings of the proxy: which one, and how it is told who asks.
#pragma once

#include <filesystem>

#include "agent/settings/network_settings.h"

namespace dataflow::settings {

/// Reads `proxy:`, which is `environment` (also when absent), `none` or a group of settings. Its
/// faults are added to the file's, and never repeat an address, in which somebody may have written
/// a password.
///
/// Without `authentication`, the account's Kerberos ticket is tried; then, with a user name, NTLM;
/// then, only where TLS protects the way to the proxy, Basic.
[[nodiscard]] Proxy read_proxy(const std::filesystem::path& folder, const yaml::Node& node,
                               PlainSecrets plain);

}  // namespace dataflow::settings
