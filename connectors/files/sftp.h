// An Sftp is a Store behind SFTP: a folder of a server whose host key the settings name.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "agent/core/secret.h"
#include "connectors/files/store.h"

namespace dataflow::connectors::files {

/// How to reach the folder. Either a key or a password.
struct SftpAccess {
  std::string address;   ///< "sftp://host:port/folder", without a user and a slash at its end
  std::string host_key;  ///< the server's fingerprint: base64 of the SHA-256 of its public key
  std::string user;
  std::filesystem::path key_file;  ///< a private key, or empty
  Secret passphrase;               ///< of that key; may be empty
  Secret password;
  std::uint64_t most_bytes = 0;  ///< of one file
  long timeout_seconds = 0;      ///< for one file
};

/// No byte of a file is written to disk: each is in memory as a whole while it is read. A server
/// that shows another host key than the settings name is told nothing, not even the user.
///
/// Errors: wait when the connection or a file was lost, stop when the key, the login or the folder
/// is wrong. They name the address without the user, and the fingerprint that was met.
class Sftp final : public Store {
 public:
  /// Connects at the first question. Remedy stop when libcurl cannot do SFTP.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(SftpAccess access);

  [[nodiscard]] std::string where() const override { return access_.address; }
  [[nodiscard]] std::string place(const std::string& file) const override;
  /// Sub-folders are in it, too: what SFTP tells of them is for people to read.
  [[nodiscard]] Result<std::vector<std::string>> list() override;
  [[nodiscard]] Result<std::optional<Stamp>> find(const std::string& file) override;
  [[nodiscard]] Result<std::unique_ptr<std::istream>> open(const std::string& file,
                                                           Extent extent) override;
  /// What the server says of them is for people to read, too.
  [[nodiscard]] Rights rights(const std::vector<std::string>& /*files*/) const override {
    return Rights::unknown;
  }
  void rest() override { handle_.reset(); }

 private:
  struct Close {
    void operator()(void* handle) const;
  };
  using Handle = std::unique_ptr<void, Close>;
  enum class Ask { names, stamp, bytes };
  struct Answer;

  Sftp(SftpAccess access, Handle handle) : access_(std::move(access)), handle_(std::move(handle)) {}
  [[nodiscard]] static Result<Handle> make_handle(const SftpAccess& access);
  [[nodiscard]] std::string url_of(const std::string& file) const;
  Answer ask(Ask ask, const std::string& file, const char* range, std::uint64_t most_bytes);

  SftpAccess access_;
  Handle handle_;  // has the connection; none while it rests
};

}  // namespace dataflow::connectors::files
