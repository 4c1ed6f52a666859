// An SshServer is OpenSSH's own sshd on a port of this machine, for files of one test.
#pragma once

#include <atomic>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/temporary_folder.h"

namespace dataflow {

/// Each connection gets an sshd of its own, which ends with the test, however that ends. Where the
/// test is root, sshd is not.
class SshServer {
 public:
  SshServer();
  ~SshServer();
  SshServer(const SshServer&) = delete;
  SshServer& operator=(const SshServer&) = delete;

  /// Writes a file into the folder that is served, and makes it look so old.
  void write(const std::string& file, std::string_view bytes, std::chrono::seconds ago = {}) const;

  /// The options of a source that reaches the folder by key.
  [[nodiscard]] std::map<std::string, std::string> options() const;
  /// A private key whose public half the server knows: "user", or "locked" with the passphrase
  /// "open sesame"; "stranger" is one that it does not know.
  [[nodiscard]] std::string key(const std::string& name) const;
  /// "SHA256:..." of its host key.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
  [[nodiscard]] std::string address() const;

  /// From now on each connection is cut once the server has sent so many bytes in it.
  void cut_after(std::size_t bytes) { cut_after_ = bytes; }
  static constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
  /// From now on connections are taken and nobody answers.
  void fall_silent() { silent_ = true; }
  /// From now on all is well again.
  void recover() {
    cut_after_ = kAll;
    silent_ = false;
  }
  /// The folder that is served.
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path() / "export"; }
  /// How many bytes it sent in all.
  [[nodiscard]] std::size_t sent() const { return sent_; }
  /// Whether all connections end before a deadline that only a client who keeps one reaches.
  [[nodiscard]] bool becomes_idle() const;
  /// What sshd wrote about its connections.
  [[nodiscard]] std::string log() const;

 private:
  void make_keys();
  void configure() const;
  void listen();
  void serve();
  void carry(int client);
  void ignore(int client) const;
  [[nodiscard]] int start_sshd(int* process) const;

  TemporaryFolder folder_;
  std::string fingerprint_;
  int listening_ = -1;
  int port_ = 0;
  std::atomic<bool> ended_ = false;
  std::atomic<bool> silent_ = false;
  std::atomic<std::size_t> cut_after_ = kAll;
  std::atomic<std::size_t> sent_ = 0;
  std::atomic<int> open_ = 0;  // connections
  std::thread server_;
};

}  // namespace dataflow
