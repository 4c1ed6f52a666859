// The key by which the ledgers of tests are encrypted.
#pragma once

#include <string>

#include "agent/core/aes_gcm.h"
#include "agent/core/secret.h"

namespace dataflow {

inline Secret made_up_key(char byte = 'k') {
  return Secret(std::string(AesGcm::kKey, byte));
}

}  // namespace dataflow
