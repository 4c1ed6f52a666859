#include <catch2/catch.hpp>

#include "tests/settings/written.h"
#include "tests/shown_result.h"

using namespace dataflow;
using namespace dataflow::settings;

namespace {

constexpr char kPlain[] = R"(council: "846"
source: {kind: sqlite, file: cms.db}
mapping: ssd
standard: dfe-csc/1.0.1
ledger: agent.db
ledger_key: hunter2
endpoint:
  url: https://localhost
  token_url: https://localhost/token
  client_id: council-846
  client_secret: hunter2
  supplier_key: hunter2
  scope: s
  signing_key: agent.key
  key_id: k
  proxy: {url: "http://p:1", username: agent, password: hunter2}
)";

}  // namespace

TEST_CASE("a plain secret is refused, wherever one belongs, and how to rehearse is said") {
  const auto faults = Written(kPlain).faults();
  std::size_t refused = 0;
  for (std::size_t at = 0; (at = faults.find("--allow-plain-secret", at)) != std::string::npos;
       ++at) {
    ++refused;
  }
  CHECK(refused == 4);
  CHECK(faults.find("hunter2") == std::string::npos);
}

TEST_CASE("a plain secret is taken when the program was started so, and its place is its name") {
  Written written(kPlain);
  const auto settings = written.read(PlainSecrets::allowed);
  REQUIRE(settings);
  for (const auto& reference : {settings->endpoint.client_secret, settings->ledger_key,
                                *settings->endpoint.network.proxy.password}) {
    CHECK(reference.kept == SecretReference::Kept::settings);
    CHECK(reference.name.find("hunter2") == std::string::npos);
    const auto secret = read_secret(reference);
    REQUIRE(secret);
    CHECK(secret->reveal() == "hunter2");
  }
  CHECK(settings->endpoint.client_secret.name ==
        (written.folder() / "agent.yaml").string() + ":11");
}

TEST_CASE("a secret sealed by Windows is opened on Windows only, and elsewhere that is said") {
  const auto secret = read_secret({SecretReference::Kept::dpapi, "secret.dpapi"});
  REQUIRE_FALSE(secret);
  CHECK(describe(secret.error()) ==
        "secret.dpapi: Only Windows can open a secret kept by DPAPI. Write {file: PATH}, {env: "
        "VARIABLE} or {credential: NAME} instead.");
}
