#include "agent/signing/token_module.h"

#include <libp11.h>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/err.h>

namespace dataflow::signing {

namespace {

// PKCS#11 2.40 section 4.4: what C_Login says of a PIN.
constexpr int kPinIncorrect = 0xA0;
constexpr int kPinInvalid = 0xA1;
constexpr int kPinLength = 0xA2;
constexpr int kPinLocked = 0xA4;

Error stop(std::string where, std::string what, std::string hint) {
  return {Remedy::stop, std::move(where), std::move(what), std::move(hint)};
}

std::string names_of_tokens(const PKCS11_SLOT* slots, unsigned int count) {
  std::vector<std::string> names;
  for (unsigned int i = 0; i < count; ++i) {
    const PKCS11_TOKEN* token = slots[i].token;
    if (token != nullptr && token->initialized != 0) names.push_back(token->label);
  }
  return names.empty() ? "It has none." : fmt::format("It has: {}.", fmt::join(names, ", "));
}

Error locked(const std::string& where) {
  return stop(where, "The PIN of the token is locked after too many wrong ones.",
              "Whoever has its SO PIN can unlock it.");
}

/// Why the login failed. The module's own code is the reason of the newest error.
Error login_failure(const std::string& where) {
  const int reason = ERR_GET_REASON(ERR_peek_last_error());
  ERR_clear_error();
  if (reason == kPinLocked) return locked(where);
  if (reason == kPinIncorrect || reason == kPinInvalid || reason == kPinLength) {
    return stop(
        where, "The PIN of the token is wrong.",
        "Mend it before the next try: each counts, and the token locks itself after a few.");
  }
  return stop(where, fmt::format("The token refuses the login (PKCS#11 code 0x{:X}).", reason),
              "Try it with pkcs11-tool --login.");
}

}  // namespace

TokenModule::TokenModule(std::filesystem::path file)
    : file_(std::move(file)), context_(PKCS11_CTX_new()) {}

TokenModule::~TokenModule() {
  if (slots_ != nullptr) PKCS11_release_all_slots(context_, slots_, count_);
  if (loaded_) PKCS11_CTX_unload(context_);
  if (context_ != nullptr) PKCS11_CTX_free(context_);
}

Result<std::shared_ptr<TokenModule>> TokenModule::load(const std::filesystem::path& file) {
  // The state of a PKCS#11 library is the process's own, and so is the list of those in use.
  static std::mutex guard;
  static std::map<std::filesystem::path, std::weak_ptr<TokenModule>> in_use;
  const std::lock_guard lock(guard);
  if (auto module = in_use[file].lock()) return module;
  std::shared_ptr<TokenModule> module(new TokenModule(file));
  TRY(module->open());
  in_use[file] = module;
  return module;
}

Result<void> TokenModule::open() {
  if (context_ == nullptr) return stop(file_.string(), "PKCS#11 cannot be used here.", "");
  loaded_ = PKCS11_CTX_load(context_, file_.c_str()) == 0;
  if (!loaded_) {
    ERR_clear_error();
    return stop(file_.string(), "This PKCS#11 module cannot be loaded.",
                "Check the path, and that the module's own settings are there for this account.");
  }
  // Once only: libp11 0.4.12 loses slots in use when it is asked again. A token that is put in
  // later is seen when the module is loaded anew, which is when no key of it is in use.
  if (PKCS11_enumerate_slots(context_, &slots_, &count_) == 0) return {};
  ERR_clear_error();
  return stop(file_.string(), "The PKCS#11 module does not tell its tokens.", "");
}

Result<PKCS11_slot_st*> TokenModule::find(const std::string& label) {
  for (unsigned int i = 0; i < count_; ++i) {
    const PKCS11_TOKEN* token = slots_[i].token;
    if (token != nullptr && token->initialized != 0 && label == token->label) return &slots_[i];
  }
  return stop(file_.string(), fmt::format("The PKCS#11 module sees no token '{}'.", label),
              names_of_tokens(slots_, count_));
}

Result<PKCS11_slot_st*> TokenModule::log_in(const std::string& label, const Secret& pin) {
  TRY_ASSIGN(PKCS11_SLOT * slot, find(label));
  const std::string where = fmt::format("token '{}'", label);
  int logged_in = 0;
  if (PKCS11_is_logged_in(slot, 0, &logged_in) == 0 && logged_in != 0) return slot;
  if (slot->token->userPinLocked != 0) return locked(where);
  if (slot->token->userPinFinalTry != 0) {
    return stop(where, "One more wrong PIN locks the token, so it is not tried.",
                "Log in once with the right one, by pkcs11-tool --login: then it counts anew.");
  }
  if (PKCS11_login(slot, 0, pin.reveal().c_str()) != 0) return login_failure(where);
  return slot;
}

}  // namespace dataflow::signing
