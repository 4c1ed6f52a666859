#include "agent/settings/network_settings.h"

#include <catch2/catch.hpp>

#include "tests/settings/written.h"

using namespace dataflow;
using namespace dataflow::settings;
using http::ProxyMethod;

namespace {

using Methods = std::vector<ProxyMethod>;
using Use = http::Proxy::Use;

constexpr char kPin[] = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// The settings with these lines more under `endpoint`, which begin in line 15.
std::string with(const std::string& lines) {
  return R"(council: "846"
source: {kind: sqlite, file: cms.db}
mapping: ssd
standard: dfe-csc/1.0.1
ledger: agent.db
endpoint:
  url: https://localhost
  token_url: https://localhost/token
  client_id: council-846
  client_secret: {file: secret}
  supplier_key: {file: key}
  scope: s
  signing_key: agent.key
  key_id: k
)" + lines;
}

Network network(const std::string& lines) {
  Written written(with(lines));
  const auto settings = written.read();
  INFO(written.faults());
  REQUIRE(settings);
  return settings->endpoint.network;
}

std::string faults_of(const std::string& lines) {
  return Written(with(lines)).faults();
}

}  // namespace

TEST_CASE(
    "without a word about it, the environment names the proxy, and a ticket is all it is shown") {
  const auto read = network("");
  CHECK(read.pinned_keys.empty());
  CHECK_FALSE(read.client_certificate);
  CHECK(read.proxy.route.use == Use::environment);
  CHECK(read.proxy.route.methods == Methods{ProxyMethod::negotiate});
  CHECK(network("  proxy: environment\n").proxy.route.use == Use::environment);
  CHECK(network("  proxy: none\n").proxy.route.use == Use::none);
}

TEST_CASE("a proxy is read with all that belongs to it") {
  Written written(with(R"(  proxy:
    url: http://proxy.council:8080/
    no_proxy: [intranet, .council]
    authentication: [basic, negotiate]
    username: COUNCIL\agent
    password: {env: PROXY_PASSWORD}
    ca_file: inspecting.pem
)"));
  const auto settings = written.read();
  REQUIRE(settings);
  const auto& proxy = settings->endpoint.network.proxy;
  CHECK(proxy.route.use == Use::named);
  CHECK(proxy.route.url == "http://proxy.council:8080");
  CHECK(proxy.route.no_proxy == std::vector<std::string>{"intranet", ".council"});
  CHECK(proxy.route.methods == Methods{ProxyMethod::basic, ProxyMethod::negotiate});
  CHECK(proxy.route.username == "COUNCIL\\agent");
  CHECK(proxy.password->name == "PROXY_PASSWORD");
  CHECK(proxy.route.ca_file == written.folder() / "inspecting.pem");
}

TEST_CASE("a password is shown to a proxy as it is only under TLS, or where somebody wrote basic") {
  const auto methods = [](const std::string& proxy) {
    return network("  proxy: {" + proxy + "}\n").proxy.route.methods;
  };
  const std::string login = ", username: agent, password: {file: p}";
  CHECK(methods("url: http://p:1") == Methods{ProxyMethod::negotiate});
  CHECK(methods("url: http://p:1" + login) == Methods{ProxyMethod::negotiate, ProxyMethod::ntlm});
  CHECK(methods("url: https://p:1" + login) ==
        Methods{ProxyMethod::negotiate, ProxyMethod::ntlm, ProxyMethod::basic});
  CHECK(methods("url: http://p:1, authentication: basic" + login) == Methods{ProxyMethod::basic});
}

TEST_CASE("an inspecting authority needs no address of a proxy") {
  const auto read = network("  proxy: {ca_file: inspecting.pem}\n");
  CHECK(read.proxy.route.use == Use::environment);
  CHECK(read.proxy.route.ca_file.filename() == "inspecting.pem");
}

TEST_CASE("every fault of a proxy is reported at once with its place") {
  CHECK(faults_of(R"(  proxy:
    url: ftp://proxy
    username: agent
    authentication: [basic, kerberos, basic]
    pasword: {file: p}
)") == "agent.yaml:19:5: 'pasword' is not known here. Did you mean 'password'?\n"
       "agent.yaml:16:10: The address of a proxy was expected, such as http://proxy.council:8080.\n"
       "agent.yaml:17:15: A user name needs a password. Write password, too.\n"
       "agent.yaml:18:29: 'authentication' should be one of: negotiate, ntlm, basic. Known here: "
       "negotiate, ntlm, basic.\n"
       "agent.yaml:18:39: This method stands here twice. Keep one of them.\n");
  CHECK(faults_of("  proxy: direct\n") ==
        "agent.yaml:15:10: none, environment or the settings of a proxy were expected. Write {url: "
        "http://proxy.council:8080}.\n");
  CHECK(faults_of("  proxy: {authentication: [ntlm]}\n") ==
        "agent.yaml:15:28: This method needs a user name and password. Write username and password "
        "under proxy.\n");
  CHECK(faults_of("  proxy: {url: http://proxy}\n") ==
        "agent.yaml:15:16: The address of a proxy was expected, such as "
        "http://proxy.council:8080.\n");
  CHECK(faults_of("  proxy: {no_proxy: [a]}\n") ==
        "agent.yaml:15:21: no_proxy belongs to a url. Write url, or set no_proxy in the "
        "environment.\n");
}

TEST_CASE("a password in the address of a proxy is refused, and not repeated") {
  for (const std::string proxy :
       {"{url: \"http://agent:hunter2@proxy:8080\"}", "\"http://agent:hunter2@proxy:8080\"",
        "{url: \"hunter2@proxy:8080\"}"}) {
    const auto faults = faults_of("  proxy: " + proxy + "\n");
    CHECK_FALSE(faults.empty());
    CHECK(faults.find("hunter2") == std::string::npos);
  }
  CHECK(faults_of("  proxy: {url: \"http://agent:hunter2@proxy:8080\"}\n") ==
        "agent.yaml:15:16: A user name and password do not stand in the address of a proxy. Write "
        "username and password beside url.\n");
}

TEST_CASE("pins are read, one or several, and each is looked at") {
  CHECK(network(std::string("  pinned_keys: ") + kPin + "\n").pinned_keys ==
        std::vector<std::string>{kPin});
  CHECK(network(std::string("  pinned_keys: [") + kPin + ", " + kPin + "]\n").pinned_keys.size() ==
        2);
  const std::string expected =
      "A pin was expected: sha256// and 44 characters of base64. docs/council-it.md has the "
      "command "
      "that makes one from a certificate.\n";
  CHECK(faults_of("  pinned_keys: [sha256//AAAA, sha1//x]\n") ==
        "agent.yaml:15:17: " + expected + "agent.yaml:15:31: " + expected);
}

TEST_CASE("a client certificate is a pair of PEM files or one PKCS#12 file") {
  const auto pem = *network("  client_certificate: {file: c.pem, key: c.key}\n").client_certificate;
  CHECK(pem.format == http::ClientCertificate::Format::pem);
  CHECK(pem.key.filename() == "c.key");
  CHECK_FALSE(pem.password);
  const auto packed =
      *network("  client_certificate: {pkcs12: c.p12, password: {file: p}}\n").client_certificate;
  CHECK(packed.format == http::ClientCertificate::Format::pkcs12);
  CHECK(packed.file.filename() == "c.p12");
  CHECK(packed.password->kept == SecretReference::Kept::file);
}

TEST_CASE("what does not make a client certificate is a fault") {
  CHECK(faults_of("  client_certificate: c.pem\n") ==
        "agent.yaml:15:23: A client certificate was expected. Write {file: cert.pem, key: key.pem} "
        "or {pkcs12: file.p12, password: ...}.\n");
  CHECK(faults_of("  client_certificate: {file: c.pem}\n") ==
        "agent.yaml:15:23: 'key' is missing: the file of its private key.\n");
  CHECK(faults_of("  client_certificate: {file: c.pem, pkcs12: c.p12}\n") ==
        "agent.yaml:15:23: One of file and pkcs12 was expected.\n");
  CHECK(faults_of("  client_certificate: {pkcs12: c.p12, key: k}\n") ==
        "agent.yaml:15:44: A PKCS#12 file holds its key itself. Take key out.\n");
}
