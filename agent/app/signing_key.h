// Opens a key that signs, wherever the settings say it is.
#pragma once

#include "agent/core/result.h"
#include "agent/settings/key_settings.h"
#include "agent/signing/key.h"

namespace dataflow::app {

/// Reads the key's file, or logs in to its token. Remedy stop.
[[nodiscard]] Result<signing::PrivateKey> open_signing_key(const settings::NamedKey& named);

}  // namespace dataflow::app
