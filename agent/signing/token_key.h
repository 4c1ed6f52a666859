// A private key that never leaves its token: a smart card, an HSM or SoftHSM, spoken to by PKCS#11.
#pragma once

#include <filesystem>
#include <string>

#include "agent/core/result.h"
#include "agent/core/secret.h"
#include "agent/signing/key.h"

namespace dataflow::signing {

/// Where the key is.
struct TokenKey {
  std::filesystem::path module;  ///< the PKCS#11 library that came with the token
  std::string token;             ///< the label of the token
  std::string key;               ///< the label of the key, or its id in hexadecimal digits
};

/// Logs in to the token and finds the key, which then signs inside the token: ECDSA on P-256, or
/// RSA (RSASSA-PSS) where the token takes unpadded RSA (CKM_RSA_X_509). An Ed25519 key is not seen
/// by libp11, which this stands on.
///
/// The module stays loaded and the token logged in as long as the key or a copy of it lives; keys
/// of one module share both. Safe to use from several threads, which wait for each other. A process
/// that forked may not use the key.
///
/// Remedy stop. The errors tell apart: a module that cannot be loaded, no such token, a wrong PIN,
/// a PIN that is locked or about to be, no such key, several such keys, another kind of key. A
/// token locks itself after a few wrong PINs, so nobody should call this in a loop.
[[nodiscard]] Result<PrivateKey> open_token_key(const TokenKey& place, const Secret& pin);

}  // namespace dataflow::signing
