// What went wrong between libcurl and a server of SFTP, in words for a person.
#pragma once

#include <string>

#include <curl/curl.h>

#include "agent/core/error.h"

namespace dataflow::connectors::files {

enum class SftpStep {
  folder,  ///< its files were asked for
  file,    ///< one of them was
};

struct SftpFailure {
  CURLcode code = CURLE_OK;
  std::string detail;  ///< libcurl's own words; they hold no secret
  std::string where;   ///< the address without the user
  SftpStep step = SftpStep::folder;
};

/// Remedy wait where trying again may help, or stop where a person must act.
[[nodiscard]] Error sftp_error(const SftpFailure& failure);

}  // namespace dataflow::connectors::files
