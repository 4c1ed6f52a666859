#include "agent/settings/settings.h"

#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/settings/written.h"

using namespace dataflow;
using namespace dataflow::settings;

namespace {

constexpr char kGood[] = R"(council: "846"
source: {kind: sqlite, file: cms.db}
mapping: ssd
standard: dfe-csc/1.0.1
endpoint:
  url: https://localhost:8443/receiver/1/
  token_url: https://localhost:8443/token
  client_id: council-846
  client_secret: {file: secrets/client}
  supplier_key: {env: SUPPLIER_KEY}
  scope: api://csc/.default
  ca_file: ca.pem
  signing_key: agent.key
  key_id: council-846
ledger: agent.db
log: {level: warning, file: agent.log}
schedule: every weekday at 06:30
spread_minutes: 0
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("settings are read, and their paths are relative to the file") {
  Written written(kGood);
  const auto settings = written.read();
  REQUIRE(settings.has_value());
  CHECK(settings->council == "846");
  CHECK(settings->source.kind.value == "sqlite");
  CHECK(settings->source.options.at("file").value == "cms.db");
  CHECK(settings->endpoint.url == "https://localhost:8443/receiver/1");
  CHECK(settings->endpoint.client_secret.name == (written.folder() / "secrets/client").string());
  CHECK(settings->endpoint.supplier_key.kept == SecretReference::Kept::environment);
  CHECK(settings->ledger == written.folder() / "agent.db");
  CHECK(settings->log_level == Severity::warning);
  CHECK(settings->rota->schedule.text() == "every weekday at 06:30");
  CHECK(settings->rota->delay == std::chrono::seconds(0));
}

TEST_CASE("every fault is reported at once with line, column, expectation and suggestion") {
  Written written(R"(council: 84
sorce: {kind: sqlite}
mapping: ssd
standard: dfe-csc/1.0.1
endpoint:
  url: http://localhost
  token_url: https://localhost/token
  client_secret: hunter2
  supplier_key: {fil: x}
  scope: s
  signing_key: agent.key
  key_id: k
  timeout_seconds: 0
ledger: agent.db
log: {level: loud}
)");
  CHECK(written.faults() ==
        "agent.yaml:2:1: 'sorce' is not known here. Did you mean 'source'?\n"
        "agent.yaml:1:10: The DfE's three-digit code of the council was expected, such as "
        "\"846\".\n"
        "agent.yaml:1:1: 'source' is missing: where the records are read.\n"
        "agent.yaml:6:8: A URL that begins with https:// was expected. Data and secrets never "
        "travel unencrypted.\n"
        "agent.yaml:6:3: 'client_id' is missing: the client id that the DfE issued.\n"
        "agent.yaml:8:18: A secret does not stand in the settings file. Write {file: PATH}, {env: "
        "VARIABLE} or {credential: NAME} instead. For a rehearsal with made-up data there is "
        "--allow-plain-secret.\n"
        "agent.yaml:9:18: 'fil' is not known here. Did you mean 'file'?\n"
        "agent.yaml:13:20: 'timeout_seconds' should be a whole number from 1 to 3600.\n"
        "agent.yaml:15:14: 'level' should be one of: info, warning, error. Known here: info, "
        "warning, error.\n");
}

TEST_CASE("the terms on which a source is read are no options of its kind") {
  const auto with = [](const std::string& terms) {
    return replaced(kGood, "file: cms.db}", "file: cms.db, " + terms + "}");
  };
  const auto settings =
      Written(with("ready: {table: loads, refreshed: max(finished), fresh: newer}, reads: twice, "
                   "load: {rows_per_second: 500, hours: {from: \"19:00\", until: \"06:30\"}}"))
          .read();
  REQUIRE(settings.has_value());
  const auto& [kind, options, secrets, terms] = settings->source;
  CHECK(options.size() == 1);
  CHECK(terms.ready->table == "loads");
  CHECK(terms.ready->refreshed == "max(finished)");
  CHECK(terms.ready->fresh == ReadyTerms::Fresh::newer);
  CHECK(terms.reads == Reads::twice);
  CHECK(terms.load.rows_per_second == 500);
  CHECK(terms.load.hours == HoursOfDay{std::chrono::hours(19), std::chrono::minutes(390)});
  CHECK(Written(with("ready: {table: loads}")).faults().find("'refreshed' is missing") !=
        std::string::npos);
  CHECK(Written(with("reads: thrice")).faults().find("once, twice") != std::string::npos);
  CHECK(Written(with("load: {rows: 5}")).faults().find("'rows' is not known") != std::string::npos);
}

TEST_CASE("without terms a source is read as fast as it gives, as often as it needs") {
  const auto settings = Written(kGood).read();
  REQUIRE(settings.has_value());
  CHECK_FALSE(settings->source.terms.ready);
  CHECK(settings->source.terms.reads == Reads::as_needed);
  CHECK(settings->source.terms.load.rows_per_second == 0);
  CHECK_FALSE(settings->source.terms.load.hours.opens_in(std::chrono::hours(3)));
}

TEST_CASE("the address of the endpoint holds no password, and the fault does not repeat it") {
  for (const char* rest : {"a:hunter2@localhost", "localhost/?key=hunter2", "localhost/#hunter2"}) {
    Written written(replaced(kGood, "localhost:8443/receiver/1", rest));
    CHECK_THAT(written.faults(), Catch::Contains("A URL of a host and a path was expected"));
    CHECK_THAT(written.faults(), !Catch::Contains("hunter2"));
  }
}

TEST_CASE("a secret that a forgotten space makes a part of the schedule is not repeated") {
  Written written(
      replaced(kGood, "schedule: every weekday at 06:30", "schedule:\n  client_secret:hunter2"));
  CHECK_THAT(written.faults(), Catch::Contains("there is another setting in it"));
  CHECK_THAT(written.faults(), !Catch::Contains("hunter2"));
}

TEST_CASE("nor is one that it makes a part of a name, such as that of the standard") {
  for (const char* setting :
       {"standard: dfe-csc/1.0.1", "mapping: ssd", "source: {kind: sqlite, file: cms.db}"}) {
    const std::string name(setting, std::string_view(setting).find(':'));
    const std::string kind = name == "source" ? "\n  kind:" : "";
    Written written(replaced(kGood, setting, name + ":" + kind + "\n    client_secret:hunter2"));
    CHECK_THAT(written.faults(), Catch::Contains("there is another setting in it"));
    CHECK_THAT(written.faults(), !Catch::Contains("hunter2"));
  }
}

TEST_CASE("a name of a file may have the letter of a drive") {
  Written written(replaced(kGood, "mapping: ssd", "mapping: C:\\maps\\ours.yaml"));
  CHECK(written.read()->mapping.value == "C:\\maps\\ours.yaml");
}

TEST_CASE("the address of the token service holds no password, but may choose a policy") {
  Written written(replaced(kGood, "localhost:8443/token", "localhost/token?p=B2C_1_policy"));
  CHECK(written.read().has_value());
  Written account(replaced(kGood, "localhost:8443/token", "a:hunter2@localhost/token"));
  CHECK_THAT(account.faults(), Catch::Contains("without an account or a password"));
  CHECK_THAT(account.faults(), !Catch::Contains("hunter2"));
}

TEST_CASE("delivery hours are times on the wall, and anything else is a fault") {
  const auto with_hours = [](const std::string& from) {
    return replaced(kGood, "  key_id: council-846\n",
                    "  key_id: council-846\n  hours: {from: " + from + ", until: \"22:00\"}\n");
  };
  const auto settings = Written(with_hours("\"06:30\"")).read();
  REQUIRE(settings.has_value());
  CHECK(settings->endpoint.hours.from == std::chrono::minutes(390));
  CHECK(settings->endpoint.hours.until == std::chrono::hours(22));
  for (const char* wrong :
       {"\"6:30\"", "\"24:00\"", "\"06:60\"", "\"-1:00\"", "\"06.30\"", "early"}) {
    INFO(wrong);
    CHECK(Written(with_hours(wrong)).faults().find("A time such as") != std::string::npos);
  }
}

TEST_CASE("a client proves itself by a secret or by a key, and not by both") {
  const auto key = replaced(kGood, "  client_secret: {file: secrets/client}\n",
                            "  client_key: {id: client, file: client.key}\n");
  CHECK(Written(key).read()->endpoint.client_key->id == "client");
  const auto both = replaced(kGood, "  scope:", "  client_key: {id: c, file: k}\n  scope:");
  CHECK(Written(both).faults().find("Only one of client_secret and client_key is used.") !=
        std::string::npos);
}

TEST_CASE("a fault never repeats what could be a secret") {
  const auto text = replaced(kGood, "{file: secrets/client}", "hunter2");
  CHECK(Written(text).faults().find("hunter2") == std::string::npos);
}

TEST_CASE("a secret that its writer made a name of is not repeated, and what is wrong is said") {
  const auto braces = Written(replaced(kGood, "{file: secrets/client}", "{hunter2}")).faults();
  CHECK(braces ==
        "agent.yaml:9:19: This says no place of a secret. Known here: file, env, credential, "
        "dpapi.\n");
  const auto no_space = Written(replaced(kGood, "{level: warning,", "{password:hunter2,")).faults();
  CHECK(no_space ==
        "agent.yaml:16:7: 'password' is not known here. Put a space after the colon.\n");
}

TEST_CASE("a secret is read from a file, an environment variable or a systemd credential") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "secret";
  std::ofstream(file) << "s3cret\r\n";
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  setenv("DATAFLOW_TEST_SECRET", "from-environment", 1);
  setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
  const auto read = [](SecretReference::Kept kept, const std::string& name) {
    const auto secret = read_secret({kept, name});
    return secret ? secret->reveal() : describe(secret.error());
  };
  CHECK(read(SecretReference::Kept::file, file.string()) == "s3cret");
  CHECK(read(SecretReference::Kept::environment, "DATAFLOW_TEST_SECRET") == "from-environment");
  CHECK(read(SecretReference::Kept::credential, "secret") == "s3cret");
  CHECK(read(SecretReference::Kept::environment, "DATAFLOW_TEST_NOT_SET") ==
        "environment variable DATAFLOW_TEST_NOT_SET: It is not set. Set it for the account that "
        "runs the agent.");
}

TEST_CASE("a secret file that others can read, or that is empty, is refused") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "secret";
  std::ofstream(file) << "s3cret";
  std::filesystem::permissions(
      file, std::filesystem::perms::owner_all | std::filesystem::perms::others_read);
  CHECK_FALSE(read_secret({SecretReference::Kept::file, file.string()}));
  const auto empty = folder.path() / "empty";
  std::ofstream(empty) << "\n";
  std::filesystem::permissions(empty, std::filesystem::perms::owner_read);
  CHECK_FALSE(read_secret({SecretReference::Kept::file, empty.string()}));
}

TEST_CASE("a source may name the place of a secret, and what is no place is not repeated") {
  const auto with = [](const std::string& source) {
    return replaced(kGood, "{kind: sqlite, file: cms.db}", source);
  };
  Written named(with("{kind: rest, key: {file: secrets/cms}}"));
  const auto settings = named.read();
  REQUIRE(settings.has_value());
  const auto& secret = settings->source.secrets.at("key");
  CHECK(secret.kept == SecretReference::Kept::file);
  CHECK(secret.name == (named.folder() / "secrets/cms").string());
  CHECK(settings->source.options.at("key").value.empty());

  Written written(with("{kind: rest, key: {hunter2}}"));
  CHECK_FALSE(written.faults().empty());
  CHECK(written.faults().find("hunter2") == std::string::npos);
}

TEST_CASE("monitoring is off until it is asked for, and alarms have limits that suit most") {
  Written written(kGood);
  const auto settings = written.read();
  REQUIRE(settings);
  CHECK_FALSE(settings->monitoring.metrics_port);
  CHECK(settings->monitoring.heartbeat.empty());
  CHECK(settings->monitoring.alarms.missed_minutes == 15);
  CHECK(settings->monitoring.alarms.waiting_hours == 26);
}

TEST_CASE("monitoring is read, and its faults are named") {
  Written written(std::string(kGood) +
                  "metrics: {port: 9464}\nheartbeat: beat.json\nalarms: {waiting_hours: 0}\n");
  const auto settings = written.read();
  REQUIRE(settings);
  CHECK(settings->monitoring.metrics_port == 9464);
  CHECK(settings->monitoring.heartbeat == written.folder() / "beat.json");
  CHECK(settings->monitoring.alarms.waiting_hours == 0);
  CHECK(settings->monitoring.alarms.acceptance_days == 4);

  Written wrong(std::string(kGood) +
                "metrics: {port: 0, address: 0.0.0.0}\nalarms: {missed_minute: 5}\n");
  const auto faults = wrong.faults();
  CHECK(faults.find("address") != std::string::npos);
  CHECK(faults.find("'missed_minute'") != std::string::npos);
  CHECK(faults.find("65535") != std::string::npos);
}

TEST_CASE("a setting of an earlier version gets a fault that says what to write instead") {
  const auto said = [](const std::string& minutes) {
    Written written(
        replaced(kGood, "schedule: every weekday at 06:30", "every_minutes: " + minutes));
    return written.faults();
  };
  CHECK(
      said("60") ==
      "agent.yaml:17:16: 'every_minutes' is no longer a setting. Runs have a schedule on the wall "
      "now. Write instead:  schedule: every hour\n");
  CHECK(said("15").find("schedule: every 15 minutes") != std::string::npos);
  CHECK(said("240").find("schedule: every 4 hours") != std::string::npos);
  CHECK(said("1440").find("schedule: every day at 06:30") != std::string::npos);
  CHECK(said("7").find("schedule: every hour") != std::string::npos);
  Written misspelt(std::string(kGood) + "councl: x\n");
  CHECK(misspelt.faults().find("every_minutes") == std::string::npos);
}
