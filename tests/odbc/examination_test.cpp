// What a real server says of itself, and whether an account that could write is warned of.
#include <cstdlib>

#include <catch2/catch.hpp>

#include "connectors/odbc/odbc_connector.h"
#include "tests/databases/database_server.h"
#include "tests/shown_result.h"

using namespace dataflow;
using Catch::Matchers::Contains;
using RemarkWeight = connectors::Remark::Weight;

namespace {

/// A server with one table, or nothing where it is not installed. With CI it has to be.
DatabaseServer* server_with_persons(const std::string& kind) {
  const std::string lacks = DatabaseServer::lacks(kind);
  if (!lacks.empty()) {
    if (std::getenv("CI") != nullptr) FAIL(lacks);  // NOLINT(concurrency-mt-unsafe): one thread
    WARN(kind << " is not examined: " << lacks);
    return nullptr;
  }
  auto& server = DatabaseServer::of(kind);
  if (kind == "mariadb") {
    server.sql("DROP DATABASE cms; CREATE DATABASE cms CHARACTER SET utf8mb4");
    server.sql("CREATE TABLE person(id int, name varchar(10))");
  } else {
    server.sql(
        "DROP SCHEMA cms CASCADE; CREATE SCHEMA cms; GRANT USAGE ON SCHEMA cms TO reader;"
        "CREATE TABLE person(id int, name varchar(10))");
  }
  return &server;
}

connectors::Examination examined(connectors::Options options) {
  auto source = connectors::odbc_kind().open(options);
  REQUIRE(source);
  const std::vector<TableShape> wishes = {{"person", {"id", "name"}}};
  auto examination = (*source)->examine(wishes);
  REQUIRE(examination);
  return *examination;
}

connectors::Remark remark(const connectors::Examination& examination, const std::string& about) {
  for (const auto& one : examination.remarks) {
    if (one.about == about) return one;
  }
  FAIL("nothing is said about " << about);
  return {};
}

connectors::Options as_owner(const DatabaseServer& server) {
  auto options = server.options();
  options.values["user"] = "owner";
  options.secrets["password"] = Secret(server.fact("owner_password"));
  return options;
}

}  // namespace

TEST_CASE("a server says what it is, and that the connection is encrypted") {
  const auto kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
  const auto* server = server_with_persons(kind);
  if (server == nullptr) return;
  const auto examination = examined(server->options());
  const bool postgresql = kind == "postgresql";
  CHECK(examination.dialect == (postgresql ? "postgresql" : "mysql"));
  CHECK_THAT(remark(examination, "server").says, Contains(postgresql ? "PostgreSQL" : "MariaDB"));
  CHECK_THAT(remark(examination, "driver").says, Contains(postgresql ? "psqlodbc" : "maodbc"));
  CHECK(remark(examination, "encryption").weight == RemarkWeight::note);
  CHECK_THAT(remark(examination, "encryption").says, Contains("TLS"));
  CHECK_THAT(remark(examination, "collation").says, Contains(postgresql ? "UTF8" : "utf8mb4"));
  CHECK_THAT(remark(examination, "time there").says, Contains("20"));
}

TEST_CASE("an account that may only read is told so") {
  const auto kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
  const auto* server = server_with_persons(kind);
  if (server == nullptr) return;
  const auto rights = remark(examined(server->options()), "rights");
  CHECK(rights.says == "The account may read and not write.");
  CHECK(rights.weight == RemarkWeight::note);
}

TEST_CASE("an account that could write is warned of, with where, and never with its password") {
  const auto kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
  auto* server = server_with_persons(kind);
  if (server == nullptr) return;
  const auto rights = remark(examined(as_owner(*server)), "rights");
  CHECK(rights.weight == RemarkWeight::warning);
  CHECK_THAT(rights.says, Contains(kind == "postgresql" ? "cms.person" : "ALL PRIVILEGES ON"));
  CHECK_THAT(rights.says, !Contains("IDENTIFIED") && !Contains("made-up"));
}

TEST_CASE("the right to write to a single column is found as well") {
  const auto kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
  auto* server = server_with_persons(kind);
  if (server == nullptr) return;
  const std::string reader = kind == "postgresql" ? "reader" : "reader@'%'";
  const std::string table = kind == "postgresql" ? "person" : "cms.person";
  server->sql("GRANT UPDATE (name) ON " + table + " TO " + reader);
  const auto rights = remark(examined(server->options()), "rights");
  server->sql("REVOKE UPDATE (name) ON " + table + " FROM " + reader);
  CHECK(rights.weight == RemarkWeight::warning);
  CHECK_THAT(rights.says, Contains("person"));
}

TEST_CASE("both servers promise one moment") {
  const auto kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
  const auto* server = server_with_persons(kind);
  if (server == nullptr) return;
  auto source = connectors::odbc_kind().open(server->options());
  REQUIRE(source);
  CHECK((*source)->moment() == connectors::Moment::several);  // it was not asked yet
  REQUIRE((*source)->describe());
  CHECK((*source)->moment() == connectors::Moment::one);
}
