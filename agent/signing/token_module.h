// A TokenModule is a PKCS#11 library that is loaded, with the tokens it sees.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "agent/core/result.h"
#include "agent/core/secret.h"

struct PKCS11_ctx_st;
struct PKCS11_slot_st;
struct PKCS11_key_st;

namespace dataflow::signing {

/// One for each library file: PKCS#11 knows one state of initialisation and login in a process, and
/// whoever finalised a module of their own would take the sessions of all others with it.
class TokenModule {
 public:
  /// Loads the library, or gives the one that is in use. Remedy stop.
  [[nodiscard]] static Result<std::shared_ptr<TokenModule>> load(const std::filesystem::path& file);

  ~TokenModule();
  TokenModule(const TokenModule&) = delete;
  TokenModule& operator=(const TokenModule&) = delete;

  /// libp11 is not made for several threads: whoever calls into it holds this.
  [[nodiscard]] std::mutex& turn() { return turn_; }

  /// Logs in to the token of that label, unless that is done. The slot lives as long as the module.
  [[nodiscard]] Result<PKCS11_slot_st*> log_in(const std::string& label, const Secret& pin);

 private:
  explicit TokenModule(std::filesystem::path file);
  [[nodiscard]] Result<void> open();
  [[nodiscard]] Result<PKCS11_slot_st*> find(const std::string& label);

  std::filesystem::path file_;
  std::mutex turn_;
  PKCS11_ctx_st* context_;  // owned
  bool loaded_ = false;
  PKCS11_slot_st* slots_ = nullptr;  // owned
  unsigned int count_ = 0;
};

}  // namespace dataflow::signing
