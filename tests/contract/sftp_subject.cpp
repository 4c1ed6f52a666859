#include <filesystem>

#include <catch2/catch.hpp>

#include "connectors/csv/csv_connector.h"
#include "tests/contract/csv_text.h"
#include "tests/contract/subjects.h"
#include "tests/ssh/ssh_server.h"

namespace dataflow::contract {

namespace {

namespace fs = std::filesystem;

/// CSV files on OpenSSH's server. To lose it is to have its connections cut.
class SftpSubject final : public Subject {
 public:
  void fill(const Tables& tables) override {
    for (const auto& entry : fs::directory_iterator(server_.folder())) fs::remove(entry);
    for (const auto& table : tables) server_.write(table.name + ".csv", csv_of(table));
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(Trouble trouble) override {
    server_.recover();
    losing_ = trouble == Trouble::lost_midway;
    connectors::Options options{server_.options()};
    options.values["encoding"] = "utf-8";
    if (trouble == Trouble::too_slow) {
      server_.fall_silent();
      options.values["timeout_seconds"] = "1";
    }
    if (trouble == Trouble::wrong_secret) {
      options.values.erase("key_file");
      options.secrets["password"] = Secret(kWrongSecret);
    }
    auto source = connectors::csv_kind().open(options);
    REQUIRE(source);
    return std::move(*source);
  }

  [[nodiscard]] bool can(Can what) const override { return what != Can::tell_empty_text_from_null; }

  [[nodiscard]] std::optional<std::string> shown(
      Type /*type*/, const std::optional<std::string>& value) const override {
    return value == "" ? std::nullopt : value;
  }

  void row_arrived() override {
    if (std::exchange(losing_, false)) server_.cut_after(0);
  }

  [[nodiscard]] std::string contents() override {
    std::string all;
    for (const auto& entry : fs::directory_iterator(server_.folder())) {
      all += entry.path().filename().string() + "\n" + TemporaryFolder::bytes_of(entry.path());
    }
    return all;
  }

 private:
  SshServer server_;
  bool losing_ = false;
};

}  // namespace

std::unique_ptr<Subject> make_sftp() {
  return std::make_unique<SftpSubject>();
}

std::string sftp_lacks() {
  return fs::exists("/usr/sbin/sshd") ? "" : "OpenSSH's server (openssh-server) is not installed";
}

}  // namespace dataflow::contract
