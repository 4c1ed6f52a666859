// Exports behind SFTP, on OpenSSH's own server.

#include <cstdlib>

#include <catch2/catch.hpp>

#include "connectors/csv/csv_connector.h"
#include "connectors/xlsx/xlsx_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/shown_result.h"
#include "tests/ssh/ssh_server.h"
#include "tests/xlsx/made_workbook.h"

using namespace dataflow;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

using connectors::Options;

Result<KeptRows> read_all(const Options& options,
                          const connectors::Kind& kind = connectors::csv_kind()) {
  TRY_ASSIGN(const auto connector, kind.open(options));
  TRY_ASSIGN(const auto tables, connector->describe());
  KeptRows rows;
  TRY(connector->read(tables, rows));
  return rows;
}

/// The error of a read; it never shows a secret.
Error error_of(const Options& options) {
  const auto rows = read_all(options);
  REQUIRE_FALSE(rows);
  CHECK_THAT(describe(rows.error()), !Contains("sesame"));
  return rows.error();
}

/// Many rows that do not compress into few packets.
std::string many_rows(int count) {
  std::string text = "id,name\n";
  for (int i = 0; i < count; ++i) text += std::to_string(i) + ",somebody with a name\n";
  return text;
}

}  // namespace

TEST_CASE("files behind SFTP are read as those of a folder are") {
  const SshServer server;
  const std::string person = "\xEF\xBB\xBFid,forename\n1,Zo\xC3\xAB\n";
  server.write("ssd_person.csv", person, std::chrono::hours(3));
  server.write("ssd address.csv", "id,line\n1,\"a, b\"\n");
  server.write("Caf\xC3\xA9.csv", "caf\xE9\nx\n");
  server.write("empty header.csv", "");
  server.write("notes.txt", "no");
  auto rows = read_all({server.options()});
  REQUIRE_FALSE(rows);
  CHECK_THAT(describe(rows.error()), Contains("empty header.csv:1: the file is empty"));
  server.write("empty header.csv", "id\n");
  rows = read_all({server.options()});
  if (!rows) FAIL(describe(rows.error()));
  CHECK(rows->shapes == std::vector<TableShape>{{"Caf\xC3\xA9", {"caf\xC3\xA9"}},
                                                {"empty header", {"id"}},
                                                {"ssd address", {"id", "line"}},
                                                {"ssd_person", {"id", "forename"}}});
  CHECK(rows->tables["ssd_person"] == std::vector<Row>{{"1", "Zo\xC3\xAB"}});
  CHECK(rows->tables["ssd address"] == std::vector<Row>{{"1", "a, b"}});
  REQUIRE(rows->files.size() == 4);
  CHECK(rows->files[3].name == "ssd_person.csv");
  CHECK(rows->files[3].digest == sha256(person));
}

TEST_CASE("a large file comes whole, and describing it takes only its beginning") {
  const SshServer server;
  const std::string content = many_rows(400'000);
  server.write("t.csv", content);
  const auto connector = connectors::csv_kind().open({server.options()});
  REQUIRE(connector);
  const auto tables = (*connector)->describe();
  REQUIRE(tables);
  CHECK(server.sent() < 2'000'000);
  KeptRows rows;
  REQUIRE((*connector)->read(*tables, rows));
  CHECK(rows.tables["t"].size() == 400'000);
  CHECK(rows.files.at(0).digest == sha256(content));
}

TEST_CASE("no connection is kept from one read to the next, and the next has its own") {
  const SshServer server;
  server.write("t.csv", "id\n1\n");
  const auto connector = connectors::csv_kind().open({server.options()});
  REQUIRE(connector);
  for (int run = 0; run < 2; ++run) {
    const auto tables = (*connector)->describe();
    REQUIRE(tables);
    KeptRows rows;
    REQUIRE((*connector)->read(*tables, rows));
    CHECK(rows.rows == 1);
    CHECK(server.becomes_idle());
  }
}

TEST_CASE("workbooks behind SFTP are tables") {
  const SshServer server;
  MadeWorkbook workbook;
  workbook.sheet = below_header({"<c><v>5</v></c>"});
  server.write("t.xlsx", workbook.bytes());
  const auto rows = read_all({server.options()}, connectors::xlsx_kind());
  if (!rows) FAIL(describe(rows.error()));
  CHECK(rows->tables.at("t") == std::vector<Row>{{"5"}});
}

TEST_CASE("another host key than the settings name is refused before anything is told") {
  const SshServer server;
  server.write("t.csv", "id\n");
  auto options = server.options();
  options["host_key"] = "SHA256:" + std::string(43, 'A');
  const Error error = error_of({options});
  CHECK(error.remedy == Remedy::stop);
  CHECK(error.where == server.address());
  CHECK(error.what ==
        "the server shows another host key than 'host_key' names: " + server.fingerprint() + ".");
  CHECK_THAT(server.log(), !Contains("nobody") && !Contains("userauth"));
}

TEST_CASE("without a host key nothing is opened") {
  const SshServer server;
  for (const char* none : {"", "SHA256:", "SHA256:abc", "MD5:aa:bb", "ssh-ed25519 AAAA"}) {
    auto options = server.options();
    options["host_key"] = none;
    const auto opened = connectors::csv_kind().open({options});
    REQUIRE_FALSE(opened);
    CHECK_THAT(opened.error().what, Contains("'host_key' should be"));
  }
  CHECK(server.sent() == 0);
}

TEST_CASE("a fingerprint is taken with or without its kind and padding") {
  const SshServer server;
  server.write("t.csv", "id\n");
  const std::string bare = server.fingerprint().substr(7);
  for (const std::string& key : {bare, bare + "=", "SHA256:" + bare}) {
    auto options = server.options();
    options["host_key"] = key;
    CHECK(read_all({options}));
  }
}

TEST_CASE("a login that the server refuses stops the run") {
  const SshServer server;
  server.write("t.csv", "id\n");
  Options options{server.options()};
  SECTION("a key that it does not know") {
    options.values["key_file"] = server.key("stranger");
  }
  SECTION("a passphrase that does not open the key") {
    options.values["key_file"] = server.key("locked");
    options.secrets["passphrase"] = Secret("open barley");
  }
  SECTION("a wrong password") {
    options.values.erase("key_file");
    options.secrets["password"] = Secret("open sesame");
  }
  SECTION("an account that it does not have") {
    options.values["user"] = "whoever";
  }
  const Error error = error_of(options);
  CHECK(error.remedy == Remedy::stop);
  CHECK(error.what == "the server refused the login.");
}

TEST_CASE("a key with a passphrase logs in") {
  const SshServer server;
  server.write("t.csv", "id\n");
  Options options{server.options()};
  options.values["key_file"] = server.key("locked");
  options.secrets["passphrase"] = Secret("open sesame");
  CHECK(read_all(options));
}

TEST_CASE("a connection that is cut anywhere makes the run wait, and no half file is taken") {
  SshServer server;
  server.write("t.csv", many_rows(20'000));
  REQUIRE(read_all({server.options()}));
  const std::size_t whole = server.sent();
  for (std::size_t part = 0; part < 12; ++part) {
    server.cut_after(whole * part / 12);
    const auto rows = read_all({server.options()});
    INFO("cut after " << part << " of 12 parts");
    REQUIRE_FALSE(rows);
    INFO(describe(rows.error()));
    CHECK(rows.error().remedy == Remedy::wait);
  }
  server.cut_after(SshServer::kAll);
  CHECK(read_all({server.options()}));
}

TEST_CASE("a connection that is cut in the middle of a file passes no row of it") {
  SshServer server;
  server.write("t.csv", many_rows(400'000));
  const auto connector = connectors::csv_kind().open({server.options()});
  REQUIRE(connector);
  const auto tables = (*connector)->describe();
  REQUIRE(tables);
  server.cut_after(5'000'000);
  KeptRows rows;
  const auto read = (*connector)->read(*tables, rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().remedy == Remedy::wait);
  CHECK(rows.rows == 0);
}

TEST_CASE("a server that is not there, or does not answer, is waited for") {
  auto server = std::make_unique<SshServer>();
  auto options = server->options();
  SECTION("silent") {
    server->fall_silent();
    options["timeout_seconds"] = "1";
    const Error error = error_of({options});
    CHECK_THAT(error.what, Contains("did not answer in time"));
    CHECK(error.remedy == Remedy::wait);
  }
  SECTION("gone") {
    const std::string address = server->address();
    // The port is free again, and the key with it: another file stands in for it.
    const TemporaryFolder folder;
    options["key_file"] = folder.write("key", "x").string();
    std::filesystem::permissions(options["key_file"], std::filesystem::perms::owner_read);
    server.reset();
    const Error error = error_of({options});
    CHECK_THAT(error.what, StartsWith("no connection: "));
    CHECK(error.remedy == Remedy::wait);
  }
}

TEST_CASE("marker and quiet time work as in a folder") {
  const SshServer server;
  server.write("t.csv", "id\n", std::chrono::minutes(10));
  Options options{server.options()};
  options.values["marker"] = "done.txt";
  CHECK(error_of(options).what == "the marker file of the export is not there.");
  server.write("done.txt", "", std::chrono::minutes(5));
  CHECK(read_all(options));
  server.write("t.csv", "id\n", std::chrono::minutes(1));
  const Error newer = error_of(options);
  CHECK(newer.what == "the file is newer than the marker file of the export.");
  CHECK(newer.remedy == Remedy::wait);
  options.values.erase("marker");
  options.values["quiet_seconds"] = "3600";
  CHECK_THAT(error_of(options).what, Contains("within the last 3600 seconds"));
}

TEST_CASE("a file that is written again while the export is read makes the run wait") {
  const SshServer server;
  server.write("t.csv", "id\n1\n", std::chrono::minutes(10));
  const auto connector = connectors::csv_kind().open({server.options()});
  REQUIRE(connector);
  const auto tables = (*connector)->describe();
  REQUIRE(tables);
  KeptRows rows;
  SECTION("before") {
    server.write("t.csv", "id\n2\n");
  }
  SECTION("meanwhile") {
    rows.after_row = [&] {
      server.write("t.csv", "id\n2\n");
      return Result<void>();
    };
  }
  const auto read = (*connector)->read(*tables, rows);
  REQUIRE_FALSE(read);
  CHECK(read.error().remedy == Remedy::wait);
  CHECK(read.error().what == "the file was being written while it was read.");
}

TEST_CASE("a folder that is not there, and a file that is too large, are named") {
  const SshServer server;
  Options options{server.options()};
  options.values["sftp"] = server.address() + "/nowhere/";
  const Error folder = error_of(options);
  CHECK(folder.remedy == Remedy::stop);
  CHECK(folder.where == server.address() + "/nowhere");
  CHECK(folder.what == "there is no such folder on the server.");
  server.write("t.csv", many_rows(100'000));
  options = {server.options()};
  options.values["most_megabytes"] = "1";
  const Error file = error_of(options);
  CHECK(file.remedy == Remedy::stop);
  CHECK(file.what == "the file is larger than 1 MB.");
}

TEST_CASE("an address with a user in it, or of another kind, is refused, and so are two logins") {
  const SshServer server;
  for (const char* wrong : {"http://host/x", "sftp://user@host/x", "sftp://user:secret@host/x",
                            "/folder", "", "sftp://host/x?y=1"}) {
    auto options = server.options();
    options["sftp"] = wrong;
    const auto opened = connectors::csv_kind().open({options});
    REQUIRE_FALSE(opened);
    CHECK_THAT(describe(opened.error()), !Contains("secret"));
  }
  Options both{server.options()};
  both.secrets["password"] = Secret("x");
  CHECK_FALSE(connectors::csv_kind().open(both));
  Options neither{server.options()};
  neither.values.erase("key_file");
  CHECK_FALSE(connectors::csv_kind().open(neither));
}
