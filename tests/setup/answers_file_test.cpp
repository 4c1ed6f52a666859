#include "agent/setup/answers_file.h"

#include <sstream>

#include <catch2/catch.hpp>

#include "agent/setup/agent_yaml.h"
#include "agent/setup/interview.h"
#include "tests/setup/drafting.h"
#include "tests/shown_result.h"

using namespace dataflow;
using namespace dataflow::setup;

namespace {

Faults asked_with(Drafting& at, const std::string& text) {
  Faults faults;
  std::ostringstream out;
  AnswersFile answers(at.folder.write("answers.yaml", text), out, faults);
  REQUIRE(interview(at.draft, answers));
  answers.check_unasked(at.draft);
  sort_by_place(faults);
  return faults;
}

std::string all_of(const Faults& faults) {
  std::string text;
  for (const auto& fault : faults) text += describe(fault) + "\n";
  return text;
}

}  // namespace

TEST_CASE("answers from a file make an agent.yaml that can be read") {
  Drafting at;
  CHECK(all_of(asked_with(at, kAnswers)).empty());
  const auto yaml = agent_yaml(at.draft, Unanswered::left_out);
  Faults faults;
  const auto settings = settings::Settings::parse(yaml.text, at.ground.config, faults);
  INFO(yaml.text << all_of(faults));
  REQUIRE(settings);
  CHECK(settings->council == "846");
  CHECK(settings->source.options.at("file").value == "cms.db");
  CHECK(settings->endpoint.client_secret.kept == settings::SecretReference::Kept::credential);
  CHECK(settings->endpoint.signing_key.id == "council-846-2026");
  CHECK(settings->rota->schedule.text() == "every day at 06:30");
  CHECK(at.draft.new_key->algorithm() == signing::Algorithm::ed25519);
  CHECK(at.draft.untested.size() == 3);
}

TEST_CASE("every fault of a file of answers is told with its place") {
  Drafting at;
  const auto told = all_of(asked_with(at, R"(council: 8460
source: {kind: sqlite, fyle: cms.db}
mapping: sdd
endpoint:
  url: http://localhost:8443
  client_id: council-846
  client_secret: hunter2
  supplier_key: {file: a, env: b}
  scope: api://csc/.default
  proxy_username: somebody
  key_kind: rsa
shedule: every hour
)"));
  for (const char* text :
       {"answers.yaml:1:10: council: The DfE's three-digit code", "answers.yaml:2:24: 'fyle'",
        "Did you mean 'file'?", "'source.file' is missing.", "answers.yaml:3:10: mapping: ",
        "answers.yaml:5:8: endpoint.url: A URL that begins with https://",
        "'endpoint.token_url' is missing.",
        "answers.yaml:7:18: A secret does not stand in a file of answers.",
        "answers.yaml:8:17: One of file, env",
        "answers.yaml:10:19: 'endpoint.proxy_username' is not asked for after the other answers.",
        "answers.yaml:11:13: endpoint.key_kind: 'rsa' is none of the answers. Known here: ed25519",
        "answers.yaml:12:1: 'shedule' is not known here. Did you mean 'schedule'?"}) {
    INFO(told);
    CHECK_THAT(told, Catch::Contains(text));
  }
  CHECK_THAT(told, !Catch::Contains("hunter2"));
}

TEST_CASE("a file that is no list of answers is a fault") {
  Drafting at;
  CHECK_FALSE(asked_with(at, "just some text").empty());
  CHECK_FALSE(asked_with(at, "").empty());
  CHECK_THAT(all_of(asked_with(at, std::string(kAnswers) + "dba: reader\n")),
             Catch::Contains("answers.yaml:11:6"));
}

TEST_CASE("a proxy and the key of an endpoint that signs are written as the settings have them") {
  Drafting at;
  CHECK(all_of(asked_with(at, std::string(kAnswers) + R"(  profile: reference
  answer_key: endpoint.pub
  answer_key_id: endpoint-2026
  proxy: http://proxy.council:8080
  proxy_username: COUNCIL\agent
  proxy_password: {credential: proxy}
  key_kind: p-256
)"))
            .empty());
  Faults faults;
  const auto settings = drafted_settings(at.draft, faults);
  INFO(all_of(faults));
  REQUIRE(settings);
  REQUIRE(settings->endpoint.answer_keys.size() == 1);
  CHECK(settings->endpoint.answer_keys[0].id == "endpoint-2026");
  CHECK(settings->endpoint.network.proxy.route.url == "http://proxy.council:8080");
  CHECK(settings->endpoint.network.proxy.route.username == "COUNCIL\\agent");
  CHECK(at.draft.new_key->algorithm() == signing::Algorithm::ecdsa_p256_sha256);
}

TEST_CASE("a proxy that is no address, and an answer that its line would show, are faults") {
  Drafting at;
  CHECK_THAT(all_of(asked_with(at, std::string(kAnswers) + "  proxy: proxy.council\n")),
             Catch::Contains("answers.yaml:11:10: endpoint.proxy: "));
}
