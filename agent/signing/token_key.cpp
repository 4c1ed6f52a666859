#include "agent/signing/token_key.h"

#include <libp11.h>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/err.h>

#include "agent/signing/token_module.h"

namespace dataflow::signing {

namespace {

Error no_use(const TokenKey& place, std::string what, std::string hint) {
  ERR_clear_error();
  return {Remedy::stop, fmt::format("token '{}'", place.token), std::move(what), std::move(hint)};
}

std::string id_of(const PKCS11_KEY& key) {
  const std::span<const unsigned char> id(key.id, key.id_len);
  return fmt::format("{:02x}", fmt::join(id, ""));
}

std::string label_of(const PKCS11_KEY& key) {
  return key.label != nullptr ? key.label : "";
}

std::string names_of(std::span<const PKCS11_KEY> keys) {
  std::vector<std::string> names;
  for (const auto& key : keys)
    names.push_back(fmt::format("{} (id {})", label_of(key), id_of(key)));
  return fmt::format("RSA and EC keys in it: {}. Others are not seen.",
                     names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")));
}

/// The one key of that label or id.
Result<PKCS11_KEY*> find_key(PKCS11_SLOT& slot, const TokenKey& place) {
  PKCS11_KEY* first = nullptr;
  unsigned int count = 0;
  if (PKCS11_enumerate_keys(slot.token, &first, &count) != 0) {
    return no_use(place, "The token does not tell its keys.", "Try pkcs11-tool --list-objects.");
  }
  const std::span<PKCS11_KEY> keys(first, count);
  PKCS11_KEY* found = nullptr;
  for (auto& key : keys) {
    if (label_of(key) != place.key && id_of(key) != place.key) continue;
    if (found != nullptr) {
      return no_use(place, fmt::format("The token has several keys '{}'.", place.key),
                    "Name the one that is meant by its id. " + names_of(keys));
    }
    found = &key;
  }
  if (found != nullptr) return found;
  return no_use(place, fmt::format("The token has no private key '{}'.", place.key),
                names_of(keys));
}

/// What keeps the key usable, in the order in which it is taken down.
struct Opened {
  explicit Opened(std::shared_ptr<TokenModule> loaded) : module(std::move(loaded)) {}
  ~Opened() {
    const std::lock_guard lock(module->turn());
    EVP_PKEY_free(key);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  std::shared_ptr<TokenModule> module;
  EVP_PKEY* key = nullptr;  // owned
};

/// The key of the token, which OpenSSL uses like any other. Its module is taken down after it.
Result<std::shared_ptr<Opened>> open(const TokenKey& place, const Secret& pin) {
  TRY_ASSIGN(auto module, TokenModule::load(place.module));
  auto opened = std::make_shared<Opened>(std::move(module));
  const std::lock_guard lock(opened->module->turn());
  TRY_ASSIGN(PKCS11_SLOT * slot, opened->module->log_in(place.token, pin));
  TRY_ASSIGN(PKCS11_KEY * key, find_key(*slot, place));
  opened->key = PKCS11_get_private_key(key);
  if (opened->key != nullptr) return opened;
  return no_use(place, fmt::format("The key '{}' cannot be used.", place.key),
                "Its public half has to be in the token as well.");
}

}  // namespace

Result<PrivateKey> open_token_key(const TokenKey& place, const Secret& pin) {
  TRY_ASSIGN(auto opened, open(place, pin));
  std::mutex& turn = opened->module->turn();
  detail::Handle handle(opened, opened->key);
  return PrivateKey::of_token(std::move(handle), {opened, &turn},
                              fmt::format("key '{}' in token '{}'", place.key, place.token));
}

}  // namespace dataflow::signing
