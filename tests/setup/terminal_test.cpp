#include "agent/setup/terminal.h"

#include <sstream>

#include <catch2/catch.hpp>

#include "agent/setup/interview.h"
#include "agent/setup/placing.h"
#include "tests/setup/drafting.h"
#include "tests/shown_result.h"

using namespace dataflow;
using namespace dataflow::setup;

namespace {

std::optional<std::string> seen_line(std::istream& in, std::ostream& out,
                                     const std::string& prompt) {
  out << prompt;
  std::string text;
  if (!std::getline(in, text)) return std::nullopt;
  return text;
}

struct Talk {
  Drafting at;
  std::istringstream in;
  std::ostringstream out;
  Result<void> done;

  explicit Talk(const std::string& typed) : in(typed), done(run()) {}
  Result<void> run() {
    Terminal terminal(in, out, seen_line);
    return interview(at.draft, terminal);
  }
};

/// All that is asked of a council with a SQLite file, but for the first answers.
const std::string kRest =
    "ssd\n\nhttps://localhost:8443\nhttps://localhost:8443/token\ncouncil-846\nhunter2\n"
    "{credential: supplier_key}\napi://csc/.default\n\n\n\n\n\n\n\n";

}  // namespace

TEST_CASE("a wrong answer is asked for again, and Enter takes what stands in brackets") {
  Talk talk("84\n846\n\nsqlit\nsqlite\n\ncms.db\n" + kRest);
  INFO(talk.out.str());
  REQUIRE(talk.done);
  CHECK(talk.at.draft.answers.text("council") == "846");
  CHECK(talk.at.draft.answers.text("standard") == "dfe-csc/1.0.1");
  CHECK(talk.at.draft.answers.text("source.kind") == "sqlite");
  CHECK(talk.at.draft.answers.text("endpoint.proxy") == "environment");
  CHECK_FALSE(talk.at.draft.answers.has("endpoint.ca_file"));
  CHECK_THAT(talk.out.str(), Catch::Contains("Did you mean 'sqlite'?"));
  CHECK_THAT(talk.out.str(), Catch::Contains("This is needed."));
}

TEST_CASE("a secret that is typed is kept in a file of its own, and never shown") {
  Talk talk("846\n\nsqlite\ncms.db\n" + kRest);
  REQUIRE(talk.done);
  const auto& answers = talk.at.draft.answers;
  CHECK(answers.text("endpoint.client_secret") == "{file: secrets/client_secret}");
  CHECK(answers.find("endpoint.client_secret")->secret.reveal() == "hunter2");
  CHECK(answers.text("endpoint.supplier_key") == "{credential: supplier_key}");
  CHECK(answers.find("endpoint.supplier_key")->secret.empty());
  CHECK_THAT(talk.out.str(), !Catch::Contains("hunter2"));
}

TEST_CASE("answers that end too soon are an error, and nothing was written") {
  Talk talk("846\n\nsqlite\n");
  REQUIRE_FALSE(talk.done);
  CHECK_THAT(talk.done.error().what, Catch::Contains("nothing was written"));
  CHECK(talk.at.folder.files().empty());
}

TEST_CASE("only what applies to the earlier answers is asked") {
  Talk talk("846\n\ncsv\ndrop\n\n\n\n\n" + kRest);
  INFO(talk.out.str());
  REQUIRE(talk.done);
  CHECK_THAT(talk.out.str(), Catch::Contains("source.marker"));
  for (const char* text : {"source.sftp", "source.host_key", "source.quiet_seconds"}) {
    CHECK_THAT(talk.out.str(), !Catch::Contains(text));
  }
}

TEST_CASE("a topic that fails can be answered again, kept, or given up") {
  // A folder that cannot be written to cannot hold a ledger.
  const std::string before = "846\n\nsqlite\ncms.db\n" + kRest.substr(0, kRest.size() - 2);
  const std::string nowhere = "/proc/agent.db\n\n";
  CHECK(Talk(before + nowhere + "again\n" + "agent.db\n\n").done);
  Talk kept(before + nowhere + "what\nkeep\n");
  CHECK(kept.done);
  CHECK(kept.at.draft.untested.size() == 4);
  CHECK_FALSE(Talk(before + nowhere + "stop\n").done);
}
