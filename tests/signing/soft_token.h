// A SoftToken is a SoftHSM token in a folder of its own, made by the real programs.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agent/signing/token_key.h"
#include "tests/temporary_folder.h"

namespace dataflow::signing {

class SoftToken {
 public:
  static constexpr char kModule[] = "/usr/lib/softhsm/libsofthsm2.so";
  static constexpr char kLabel[] = "council";
  static constexpr char kPin[] = "made-up-5678";

  /// Whether the programs are there. Says so where they are not; in CI they have to be.
  [[nodiscard]] static bool is_possible() {
    const bool possible = std::filesystem::exists(kModule) &&
                          std::system("command -v softhsm2-util pkcs11-tool >/dev/null") == 0;
    if (possible) return true;
    if (std::getenv("CI") != nullptr) FAIL("softhsm2 and opensc are not on this machine");
    WARN("skipped: softhsm2 and opensc are not on this machine (./dev setup installs them)");
    return false;
  }

  SoftToken() {
    folder_.write("softhsm2.conf",
                  fmt::format("directories.tokendir = {}\nobjectstore.backend = file\n"
                              "log.level = ERROR\n",
                              folder_.path().string()));
    setenv("SOFTHSM2_CONF", (folder_.path() / "softhsm2.conf").c_str(), 1);
    run(fmt::format("softhsm2-util --init-token --free --label {} --so-pin 1234 --pin {}", kLabel,
                    kPin));
  }

  /// Makes a key pair in it. `type` is pkcs11-tool's, such as "EC:prime256v1" or "rsa:2048".
  void make(const std::string& type, const std::string& label, const std::string& id) const {
    run(
        fmt::format("pkcs11-tool --module {} --token-label {} --login --pin {} --keypairgen "
                    "--key-type {} --label {} --id {}",
                    kModule, kLabel, kPin, type, label, id));
  }

  [[nodiscard]] static TokenKey key(const std::string& name) { return {kModule, kLabel, name}; }

 private:
  static void run(const std::string& command) {
    if (std::system((command + " >/dev/null 2>&1").c_str()) != 0) {
      throw std::runtime_error("this failed: " + command);
    }
  }

  TemporaryFolder folder_;
};

}  // namespace dataflow::signing
