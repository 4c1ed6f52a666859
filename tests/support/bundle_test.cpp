#include <catch2/catch.hpp>

#include "agent/ledger/documents.h"
#include "agent/support/archive.h"
#include "agent/support/figures.h"
#include "agent/support/hiding.h"
#include "agent/support/ledger_values.h"
#include "agent/support/reduced_settings.h"
#include "tests/ledger_key.h"
#include "tests/shipped.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

using namespace dataflow;
using namespace dataflow::support;

namespace {

constexpr char kDocument[] =
    R"({"child_details":{"date_of_birth":"2011-05-03","first_name":"Grace","postcode":"ZZ1 1ZZ",)"
    R"("sex":"F","surname":"Madeup","unique_pupil_number":"A123456789012"},)"
    R"("la_child_id":"CHILD1234567","mis_child_id":"MIS-998877","not_in_the_standard":"Elsewhere",)"
    R"("social_care_episodes":[{"social_care_episode_id":"EPISODE55"}]})";

/// A ledger with one child, and what somebody said of a run.
struct Council {
  TemporaryFolder folder;
  standard::Standard standard = shipped_standard();
  KnownValues values;

  Council() {
    const auto ledger = ledger::Ledger::open(folder.path() / "agent.db", "846", made_up_key());
    REQUIRE(ledger);
    auto keeper = ledger::DocumentKeeper::open(*ledger);
    REQUIRE(keeper);
    const auto digest = sha256(kDocument);
    REQUIRE(keeper->keep({ledger::DocumentKind::state, digest, {}, "", kDocument}));
    REQUIRE(keeper->finish());
    REQUIRE(ledger->database().run(
        "INSERT INTO run (day, started_at, state) VALUES ('2026-06-01', 'x', 'held');"
        "INSERT INTO verdict (run, says, by, reason, at) VALUES "
        "  (1, 'approve', 'Wilhelmina Clerk', 'Because so many children came home', 'x');"
        "INSERT INTO child (la_child_id, in_scope, known) VALUES ('GONE7654321', 0, '');"
        "INSERT INTO child_group VALUES ('GONE7654321', 'team', 'Northgate');"
        "INSERT INTO finding VALUES ('GONE7654321', 'F01', 'x', 'x', 'warn', 'x', 'x', "
        "  'cin_plans.id = PLAN4242', '2026-06-01', '2026-06-01', 1);"));
    REQUIRE(add_ledger_values(*ledger, standard, values));
  }

  [[nodiscard]] Result<std::vector<BundleFile>> cleared_with(const std::string& log) const {
    return cleared({{"about.txt", "program 1"}, {"log.txt", "a line\n" + log + "\nanother\n"}},
                   values);
  }
};

}  // namespace

TEST_CASE("every value of the ledger fails the bundle, by its file and kind and never itself") {
  const Council council;
  const std::vector<std::pair<std::string, std::string>> planted = {
      {"Grace", "first_name"},
      {"Madeup", "surname"},
      {"2011-05-03", "date_of_birth"},
      {"ZZ1 1ZZ", "postcode"},
      {"A123456789012", "unique_pupil_number"},
      {"CHILD1234567", "la_child_id"},
      {"MIS-998877", "mis_child_id"},
      {"Elsewhere", "not_in_the_standard"},
      {"EPISODE55", "social_care_episode_id"},
      {"GONE7654321", "la_child_id"},
      {"Northgate", "a group such as the team"},
      {"PLAN4242", "the key of a row of the source"},
      {"Wilhelmina Clerk", "who gave a verdict"},
      {"so many children came home", "the reason of a verdict"}};
  for (const auto& [value, field] : planted) {
    INFO(value);
    const auto files = council.cleared_with("2026-06-02T06:30:00.000Z info x.y A " + value + " b.");
    REQUIRE_FALSE(files);
    CHECK(files.error().where == "log.txt");
    CHECK_THAT(files.error().what, Catch::Contains("'" + field + "'"));
    CHECK_THAT(describe(files.error()), !Catch::Contains(value));
  }
  CHECK(council.cleared_with("Nobody is here. F 2026-06-02"));
}

TEST_CASE("a name in a comment of a mapping, or in a setting that is kept, fails the bundle") {
  const Council council;
  CHECK_FALSE(cleared({{"mapping.yaml", "cohort: x  # not Madeup\n"}}, council.values));
  const auto file = council.folder.write("agent.yaml", "variant: Madeup\n");
  const auto settings = reduced_settings(file);
  REQUIRE(settings);
  CHECK_FALSE(cleared({{"settings.yaml", settings->text}}, council.values));
}

TEST_CASE("what the settings show as set is in no other file, and what is JSON stays JSON") {
  std::vector<BundleFile> files = {
      {"log.txt",
       "t info dispatch.paused https://api.made-up.example:9/token: api.made-up.example is away\n"
       "t info source.file children.csv: 12 bytes\n"
       "t error x.y /srv/exports/today: no such folder; COUNCIL\\agent may not; 9464 reader\n"},
      {"runs.json", R"([{"error":"COUNCIL\\agent: no","waits":true,"rows":9464}])",
       BundleFile::Form::json}};
  leave_out(events::kSourceFile, files[0]);
  hide({"https://api.made-up.example:9", "/srv/exports", "COUNCIL\\agent", "true", "9464", "ead",
        "rows"},
       files);
  CHECK(files[0].text ==
        "t info dispatch.paused (set)/token: (set) is away\n"
        "t error x.y (set)/today: no such folder; (set) may not; 9464 reader\n");
  CHECK(files[1].text == R"([{"error":"(set): no","rows":9464,"waits":true}])"
                         "\n");
}

TEST_CASE("of the settings only what is on the list leaves") {
  const TemporaryFolder folder;
  const auto file = folder.write("agent.yaml", R"(# Grace Madeup called on Monday
council: "846"
source:
  kind: odbc
  server: cms.council.local  # ask Grace
  user: reader
  password: {credential: cms_password}
  timeout_seconds: 600
  load: {rows_per_second: 5000}
mapping: maps/grace.yaml
variant: plain
endpoint:
  profile: dfe-csc
  url: https://api.council.local
  client_secret: {file: secrets/client}
  pinned_keys: [sha256//x]
  proxy: {url: "http://proxy.council:8080", authentication: [ntlm]}
  in_flight: 4
brake: {leaving: {children: 5, percent: 1}}
rules: {hold: [F01, F02]}
ledger: /home/grace/agent.db
)");
  const auto reduced = reduced_settings(file);
  REQUIRE(reduced);
  CHECK(reduced->text == R"(# The settings, reduced. (set): the value is not in this bundle.
council: 846
source:
  kind: odbc
  server: (set)
  user: (set)
  password: (set)
  timeout_seconds: 600
  load:
    rows_per_second: 5000
mapping: (set)
variant: plain
endpoint:
  profile: dfe-csc
  url: (set)
  client_secret: (set)
  pinned_keys: [(set)]
  proxy:
    url: (set)
    authentication: [ntlm]
  in_flight: 4
brake:
  leaving:
    children: 5
    percent: 1
rules:
  hold: [F01, F02]
ledger: (set)
)");
}

TEST_CASE("an archive is closed to others, lists its files, and is never written over another") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "bundle.zip";
  REQUIRE(write_archive(file, {{"about.txt", "program 1\n"}}));
  CHECK(std::filesystem::status(file).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(folder.files() == std::vector<std::string>{"bundle.zip"});
  CHECK_THAT(TemporaryFolder::bytes_of(file), Catch::StartsWith("PK"));
  REQUIRE_FALSE(write_archive(file, {}));
  REQUIRE_FALSE(write_archive(folder.path() / "nowhere" / "bundle.zip", {}));
}
