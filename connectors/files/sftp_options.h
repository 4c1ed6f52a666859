// Where an SFTP server is and how to log in, as the settings say it.
#pragma once

#include <vector>

#include "connectors/connector.h"
#include "connectors/files/sftp.h"

namespace dataflow::connectors::files {

[[nodiscard]] std::vector<Option> sftp_options();

/// From these options. Remedy stop: the address is none, the host key is missing or none, or there
/// is not just one way to log in.
[[nodiscard]] Result<SftpAccess> sftp_access(const Options& options);

}  // namespace dataflow::connectors::files
