#include "agent/setup/placing.h"

#include <sstream>

#include <catch2/catch.hpp>

#include "agent/setup/agent_yaml.h"
#include "agent/setup/answers_file.h"
#include "agent/setup/interview.h"
#include "connectors/registry.h"
#include "tests/setup/drafting.h"
#include "tests/shown_result.h"

using namespace dataflow;
using namespace dataflow::setup;

namespace fs = std::filesystem;

namespace {

/// A draft with everything answered, one secret typed.
struct Answered : Drafting {
  TemporaryFolder elsewhere;

  Answered() {
    Faults faults;
    std::ostringstream out;
    AnswersFile answers(elsewhere.write("answers.yaml", kAnswers), out, faults);
    REQUIRE(interview(draft, answers));
    REQUIRE(faults.empty());
    draft.answers.set("endpoint.client_secret",
                      {"{file: secrets/client_secret}", Secret("hunter2")});
  }

  [[nodiscard]] Result<void> place(Existing existing = Existing::kept) {
    const auto texts = notes(draft);
    REQUIRE(texts);
    return setup::place(draft, *texts, {existing});
  }
  [[nodiscard]] fs::perms mode(const std::string& file) const {
    return fs::status(folder.path() / file).permissions();
  }
  [[nodiscard]] std::string text(const std::string& file) const {
    return TemporaryFolder::bytes_of(folder.path() / file);
  }
};

constexpr auto kOwnerOnly = fs::perms::owner_read | fs::perms::owner_write;
constexpr auto kAllRead = kOwnerOnly | fs::perms::group_read | fs::perms::others_read;

}  // namespace

TEST_CASE("keys and secrets are closed to others, and the rest can be handed on") {
  Answered at;
  REQUIRE(at.place());
  CHECK(at.folder.files() == std::vector<std::string>{"agent.key", "agent.pub", "agent.yaml",
                                                      "hand-to-the-DBA.txt", "hand-to-the-DfE.txt",
                                                      "hand-to-the-network-team.txt", "secrets"});
  CHECK(at.mode("agent.key") == kOwnerOnly);
  CHECK(at.mode("secrets/client_secret") == kOwnerOnly);
  CHECK(at.mode("secrets") == fs::perms::owner_all);
  CHECK(at.mode("agent.yaml") == kAllRead);
  CHECK(at.mode("hand-to-the-DfE.txt") == kAllRead);
  CHECK(at.text("secrets/client_secret") == "hunter2\n");
  for (const char* file : {"agent.yaml", "hand-to-the-DBA.txt", "hand-to-the-DfE.txt"}) {
    CHECK_THAT(at.text(file), !Catch::Contains("hunter2"));
  }
  CHECK_THAT(at.text("hand-to-the-DfE.txt"), Catch::Contains(at.text("agent.pub")));
  Faults faults;
  CHECK(app::Plan::load(at.ground.config, shipped_config(), faults));
  CHECK(faults.empty());
}

TEST_CASE("a file that is there already is not overwritten, and then nothing is written") {
  Answered at;
  at.folder.write("agent.pub", "somebody's");
  REQUIRE_FALSE(at.place());
  CHECK(at.folder.files() == std::vector<std::string>{"agent.pub"});
  CHECK(at.text("agent.pub") == "somebody's");
}

TEST_CASE("settings and notes give way when that is asked for, and a key never does") {
  Answered at;
  at.folder.write("agent.yaml", "old");
  at.folder.write("hand-to-the-DfE.txt", "old");
  CHECK(in_the_way(at.ground.config).size() == 2);
  REQUIRE_FALSE(at.place());
  REQUIRE(at.place(Existing::replaced));
  CHECK(at.text("agent.yaml") != "old");
  CHECK(at.text("hand-to-the-DfE.txt") != "old");
  REQUIRE_FALSE(at.place(Existing::replaced));
  CHECK_THAT(at.place(Existing::replaced).error().where, Catch::Contains("agent.key"));
}

TEST_CASE("when one file cannot be written, those before it are taken away again") {
  Answered at;
  // The ledger's folder is made last: here a file is in its way.
  at.folder.write("data", "");
  at.draft.answers.set("ledger", {"data/agent.db"});
  REQUIRE_FALSE(at.place());
  CHECK(at.folder.files() == std::vector<std::string>{"data", "secrets"});
  CHECK(fs::is_empty(at.folder.path() / "secrets"));
}

TEST_CASE("every kind of source can be written into settings") {
  for (const auto& kind : connectors::kinds()) {
    Answered at;
    at.draft.answers.leave_out("source.file");
    at.draft.answers.set("source.kind", {kind.name});
    for (const auto& option : kind.options) {
      const bool secret = option.type == connectors::Option::Type::secret;
      const bool number = option.type == connectors::Option::Type::whole_number;
      at.draft.answers.set("source." + option.name, {secret   ? "{credential: x}"
                                                     : number ? "7"
                                                              : "a: 'b' # \"c\""});
    }
    Faults faults;
    const auto yaml = agent_yaml(at.draft, Unanswered::left_out);
    const auto settings = settings::Settings::parse(yaml.text, at.ground.config, faults);
    INFO(yaml.text << (faults.empty() ? "" : describe(faults.front())));
    REQUIRE(settings);
    CHECK(settings->source.kind.value == kind.name);
    for (const auto& [name, placed] : settings->source.options) {
      const bool secret = settings->source.secrets.count(name) != 0;
      CHECK((secret || placed.value == "7" || placed.value == "a: 'b' # \"c\""));
    }
  }
}

TEST_CASE("the options that others need or replace are options of the same kind") {
  for (const auto& kind : connectors::kinds()) {
    for (const auto& option : kind.options) {
      const auto has = [&](const std::string& name) {
        return std::any_of(kind.options.begin(), kind.options.end(),
                           [&](const auto& other) { return other.name == name; });
      };
      INFO(kind.name << " " << option.name);
      CHECK((option.needs.empty() || has(option.needs)));
      CHECK((option.instead_of.empty() || !option.required));
    }
  }
}

TEST_CASE("texts are written so that YAML reads the same texts") {
  CHECK(yaml_scalar("agent.db") == "agent.db");
  CHECK(yaml_scalar("846") == "\"846\"");
  CHECK(yaml_scalar("yes") == "\"yes\"");
  CHECK(yaml_scalar("DOMAIN\\name") == "\"DOMAIN\\\\name\"");
  CHECK(yaml_scalar("") == "\"\"");
}
