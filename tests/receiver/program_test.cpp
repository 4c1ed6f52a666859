// The program as a whole: its commands, its end, and what survives its death.

#include <csignal>
#include <fstream>
#include <thread>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/receiver/client.h"
#include "tests/receiver/process.h"
#include "tests/receiver/rehearsal.h"

using namespace dataflow;
using namespace dataflow::receiver;

namespace {

struct Ended {
  int exit;
  std::string out;
  std::string error;
};

Ended run(const std::filesystem::path& folder, std::vector<std::string> arguments) {
  Process process(folder, std::move(arguments));
  const int exit = process.wait();
  return {exit, process.out(), process.error()};
}

/// `serve` with the settings of a rehearsal.
class Serving {
 public:
  explicit Serving(const Rehearsal& rehearsal)
      : rehearsal_(rehearsal),
        process_(rehearsal.file(""), {"serve", "--config", "receiver.yaml"}) {
    static_cast<void>(process_.error_with("server.listening https://127.0.0.1:"));
    std::ifstream(rehearsal.file("port")) >> port_;
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::filesystem::path authority() const { return rehearsal_.file("tls/ca.pem"); }
  [[nodiscard]] Client client() const { return {port_, authority()}; }
  [[nodiscard]] Process& process() { return process_; }

 private:
  const Rehearsal& rehearsal_;
  Process process_;
  std::uint16_t port_ = 0;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> exported(const Rehearsal& rehearsal) {
  const auto ended =
      run(rehearsal.file(""), {"export", "--store", "receiver.db", "--council", "846"});
  CHECK(ended.exit == 0);
  return lines_of(ended.out);
}

}  // namespace

TEST_CASE("SIGTERM and Ctrl-C end the program with 0") {
  const Rehearsal rehearsal;
  for (const int signal : {SIGTERM, SIGINT}) {
    Serving serving(rehearsal);
    Client idle = serving.client();
    CHECK(idle.token().size() == 43);
    serving.process().signal(signal);
    CHECK(serving.process().wait() == 0);
    CHECK_THAT(serving.process().error(), Catch::Contains("server.stopped"));
  }
}

TEST_CASE("a process that is killed in the middle of requests loses nothing acknowledged") {
  const Rehearsal rehearsal;
  constexpr std::size_t kEach = 20;
  std::size_t acknowledged = 0;
  for (int death = 0; death < 3; ++death) {
    Serving serving(rehearsal);
    Client client = serving.client();
    const std::string token = client.token();
    RawConnection half(serving.port(), serving.authority());
    std::string head = fmt::format("POST {} HTTP/1.1\r\nContent-Length: 1000\r\n", kPath);
    for (const auto& [name, value] : right_head(token).headers) {
      head += fmt::format("{}: {}\r\n", name, value);
    }
    half.send(head + "\r\n[{\"la_child_id\":");
    // One request of each life is acknowledged for certain; the kill falls among those after it.
    REQUIRE(client.send(token, children_json(kEach, acknowledged)).status == 200);
    acknowledged += kEach;
    std::thread killer([&] { serving.process().signal(SIGKILL); });
    while (client.send(token, children_json(kEach, acknowledged)).status == 200) {
      acknowledged += kEach;
    }
    killer.join();
    CHECK(serving.process().wait() == kKilled + SIGKILL);
  }
  // The request that the last death cut off may be there or not, as a whole.
  const auto lines = exported(rehearsal);
  CHECK((lines.size() == acknowledged || lines.size() == acknowledged + kEach));
  for (std::size_t i = 0; i < acknowledged; ++i) {
    const auto document = boost::json::parse(lines.at(i)).as_object();
    CHECK(document.at("la_child_id").as_string() == fmt::format("C{:06}", i));
  }
}

TEST_CASE("a script of faults with mistakes keeps the server from starting, and names them") {
  const Rehearsal rehearsal;
  write_file(rehearsal.file("faults.yaml"), "faults: [{delay_ms: soon}]\n");
  const auto ended =
      run(rehearsal.file(""), {"serve", "--config", "receiver.yaml", "--faults", "faults.yaml"});
  CHECK(ended.exit == 3);
  CHECK_THAT(ended.error,
             Catch::StartsWith("faults.yaml:1:21: 'delay_ms' should be a whole number"));
}

TEST_CASE("what the program prints never holds what was sent to it") {
  const Rehearsal rehearsal;
  Serving serving(rehearsal);
  Client client = serving.client();
  const std::string token = client.token();
  CHECK(client.send(token, children_json(5)).status == 200);
  const Reply refused = client.send(
      token,
      R"([{"la_child_id":"Brackwenth-1","child_details":{"sex":"Brackwenth","Brackwenth":1}}])");
  CHECK(refused.status == 400);
  CHECK(refused.body.find("Brackwenth") == std::string::npos);
  CHECK(client.send(token, "Brackwenth").body.find("Brackwenth") == std::string::npos);
  CHECK(client.request("POST", std::string(kPath) + "?name=Brackwenth", {}, "").status == 401);
  CHECK(client.request("BRACKWENTH", "/Brackwenth", {{"X", "Brackwenth"}}, "x").status == 404);
  static_cast<void>(talk_without_tls(serving.port(), "Brackwenth"));
  serving.process().signal(SIGTERM);
  CHECK(serving.process().wait() == 0);
  const auto deliveries = run(rehearsal.file(""), {"deliveries", "--store", "receiver.db"});
  const auto json = run(rehearsal.file(""), {"deliveries", "--store", "receiver.db", "--json"});
  CHECK(lines_of(deliveries.out).size() == 4);
  CHECK(lines_of(json.out).size() == 3);
  CHECK(boost::json::parse(lines_of(json.out).front()).at("applied") == 5);
  const std::string printed = serving.process().error() + deliveries.out + json.out;
  for (const std::string& planted : {std::string("rackwenth"), std::string("RACKWENTH"),
                                     std::string("C00000"), std::string("Planted"), token}) {
    CHECK(printed.find(planted) == std::string::npos);
  }
}

TEST_CASE("export writes canonical documents, one child a line, sorted by id") {
  const Rehearsal rehearsal;
  Serving serving(rehearsal);
  Client client = serving.client();
  const std::string token = client.token();
  CHECK(client.send(token, R"([{"la_child_id":"b"},{"mis_child_id":"m", "la_child_id":"A"}])")
            .status == 200);
  CHECK(exported(rehearsal) == std::vector<std::string>{R"({"la_child_id":"A","mis_child_id":"m"})",
                                                        R"({"la_child_id":"b"})"});
}

TEST_CASE("a wrong command line ends with 2, and help with 0") {
  const TemporaryFolder folder;
  CHECK(run(folder.path(), {}).exit == 2);
  CHECK(run(folder.path(), {"sreve"}).exit == 2);
  CHECK(run(folder.path(), {"serve"}).exit == 2);
  CHECK(run(folder.path(), {"certificate", "--out", "x", "--host", "h", "--days", "0"}).exit == 2);
  CHECK(run(folder.path(), {"keygen", "--out", "x", "--algorithm", "md5"}).exit == 2);
  CHECK(run(folder.path(), {"--help"}).exit == 0);
  CHECK_THAT(run(folder.path(), {"serve", "--help"}).out, Catch::Contains("--config"));
}

TEST_CASE("faults in the settings end with 3, other failures with 4") {
  const Rehearsal rehearsal;
  write_file(rehearsal.file("wrong.yaml"), "lisen: 1\n");
  for (const char* command : {"check", "serve"}) {
    const auto ended = run(rehearsal.file(""), {command, "--config", "wrong.yaml"});
    CHECK(ended.exit == 3);
    CHECK_THAT(ended.error, Catch::Contains("wrong.yaml:1:1: 'lisen' is not known here."));
  }
  CHECK(run(rehearsal.file(""), {"check", "--config", "receiver.yaml"}).out == "ok\n");
  CHECK(run(rehearsal.file(""), {"export", "--store", "nowhere.db", "--council", "846"}).exit == 4);
  write_file(rehearsal.file("receiver.db"), "This is no database, though it is long enough to be.");
  CHECK(run(rehearsal.file(""), {"serve", "--config", "receiver.yaml"}).exit == 4);
}

TEST_CASE("keygen makes keys that sign and verify, and never overwrites one") {
  using std::filesystem::perms;
  const TemporaryFolder folder;
  for (const char* algorithm : {"ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512"}) {
    const auto made = run(folder.path(), {"keygen", "--out", algorithm, "--algorithm", algorithm});
    CHECK(made.exit == 0);
    CHECK_THAT(made.out, Catch::Contains("signing_keys"));
    const auto file = folder.path() / algorithm;
    const auto key = signing::PrivateKey::read(file.string() + ".key");
    const auto pub = signing::PublicKey::read(file.string() + ".pub");
    REQUIRE(key);
    REQUIRE(pub);
    CHECK(signing::name_of(key->algorithm()) == algorithm);
    CHECK(pub->verifies("text", *key->sign("text")));
    CHECK((std::filesystem::status(file.string() + ".key").permissions() & perms::mask) ==
          (perms::owner_read | perms::owner_write));
    const std::string before = content_of(file.string() + ".key");
    CHECK(run(folder.path(), {"keygen", "--out", algorithm}).exit == 4);
    CHECK(content_of(file.string() + ".key") == before);
  }
}

TEST_CASE("certificate makes four files that fit together, and never overwrites one") {
  const TemporaryFolder folder;
  const std::vector<std::string> command = {"certificate", "--out", "tls",    "--host", "localhost",
                                            "--host",      "::1",   "--days", "2"};
  CHECK(run(folder.path(), command).exit == 0);
  for (const char* file : {"ca.pem", "ca.key", "server.pem", "server.key"}) {
    CHECK(std::filesystem::exists(folder.path() / "tls" / file));
  }
  CHECK(load_tls_identity(folder.path() / "tls/server.pem", folder.path() / "tls/server.key"));
  CHECK_FALSE(load_tls_identity(folder.path() / "tls/server.pem", folder.path() / "tls/ca.key"));
  const std::string before = content_of(folder.path() / "tls/server.pem");
  CHECK(run(folder.path(), command).exit == 4);
  CHECK(content_of(folder.path() / "tls/server.pem") == before);
  CHECK(run(folder.path(), {"certificate", "--out", "other", "--host", "two words"}).exit == 4);
}
