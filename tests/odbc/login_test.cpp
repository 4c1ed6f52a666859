#include "connectors/odbc/login.h"

#include <catch2/catch.hpp>

#include "connectors/odbc/odbc_connector.h"
#include "tests/shown_result.h"

using namespace dataflow;
using namespace dataflow::connectors::odbc;
using Catch::Matchers::Contains;
using connectors::Options;

namespace {

Options options(std::map<std::string, std::string> values) {
  Options options{std::move(values)};
  if (options.values.count("user") != 0) options.secrets["password"] = Secret("p;w}d {'=");
  return options;
}

std::string string_of(std::map<std::string, std::string> values) {
  const auto login = Login::of(options(std::move(values)));
  REQUIRE(login);
  const std::string driver = login->dsn.empty() ? login->driver : "libmsodbcsql-18.so";
  return login->connection_string(family_of(driver)).reveal();
}

std::string refusal(const std::string& connection_string) {
  const auto login =
      Login::of(options({{"dsn", "cms"}, {"user", "u"}, {"connection_string", connection_string}}));
  REQUIRE_FALSE(login);
  CHECK(login.error().remedy == Remedy::stop);
  const std::string text = describe(login.error());
  CHECK(text.find("hunter2") == std::string::npos);
  return text;
}

}  // namespace

TEST_CASE("SQL Server is asked for TLS with a certificate that is verified") {
  const std::string text = string_of({{"driver", "ODBC Driver 18 for SQL Server"},
                                      {"server", "cms.council.local"},
                                      {"port", "1433"},
                                      {"database", "HDM"}});
  CHECK(text ==
        "DRIVER={ODBC Driver 18 for SQL Server};SERVER={cms.council.local,1433};DATABASE=HDM;"
        "Encrypt=yes;TrustServerCertificate=no;APP=dataflow-agent;ApplicationIntent=ReadOnly;"
        "Trusted_Connection=yes;");
}

TEST_CASE("a password with all that is special arrives as it is") {
  const std::string text = string_of({{"dsn", "cms"}, {"user", "reader"}});
  CHECK_THAT(text, Contains("DSN=cms;"));
  CHECK_THAT(text, Contains("UID=reader;PWD={p;w}}d {'=};"));
  CHECK_THAT(text, !Contains("Trusted_Connection"));
  const auto words = words_in(text);
  REQUIRE(words);
  CHECK(words->back() == std::pair<std::string, std::string>("PWD", "p;w}d {'="));
}

TEST_CASE("PostgreSQL and MariaDB verify the server, stream rows, and write no log") {
  const std::string postgresql = string_of({{"driver", "PostgreSQL Unicode"},
                                            {"server", "db"},
                                            {"port", "5432"},
                                            {"database", "cms"},
                                            {"user", "u"},
                                            {"ca_file", "/etc/o'brien/ca.pem"}});
  for (const char* word :
       {"SERVER=db;PORT=5432;DATABASE=cms;", "SSLmode=verify-full;", "UseDeclareFetch=1;",
        "CommLog=0;", "Debug=0;", " sslrootcert='/etc/o\\'brien/ca.pem'};"}) {
    CHECK_THAT(postgresql, Contains(word));
  }
  const std::string mariadb = string_of(
      {{"driver", "libmaodbc.so"}, {"server", "db"}, {"ca_file", "/ca.pem"}, {"user", "u"}});
  for (const char* word : {"FORCETLS=1;", "SSLVERIFY=1;", "NO_CACHE=1;", "FORWARDONLY=1;",
                           "CHARSET=utf8mb4;", "SSLCA=/ca.pem;"}) {
    CHECK_THAT(mariadb, Contains(word));
  }
}

TEST_CASE("Oracle is named by its service") {
  CHECK_THAT(string_of({{"driver", "Oracle 21 ODBC driver"},
                        {"server", "mosaic"},
                        {"port", "1521"},
                        {"database", "MOSAIC"}}),
             Contains("DBQ=mosaic:1521/MOSAIC;"));
}

TEST_CASE("a word of one's own takes the place of the agent's, but for the safe ones") {
  const std::string text = string_of({{"driver", "ODBC Driver 17 for SQL Server"},
                                      {"server", "s"},
                                      {"connection_string", " app = mine ;Encrypt=strict;; "}});
  CHECK_THAT(text, Contains("app=mine;Encrypt=strict;TrustServerCertificate=no;"));
  CHECK_THAT(text, !Contains("APP=dataflow-agent") && !Contains("Encrypt=yes"));
}

TEST_CASE("who would switch verification off is refused") {
  for (const char* word :
       {"TrustServerCertificate=yes", "trustservercertificate = 1", "Encrypt=no",
        "Encrypt=optional", "SSLmode=disable", "sslmode=prefer", "sslmode={require}", "SSLVERIFY=0",
        "FORCETLS=0", "Encryption=off", "pqopt={sslmode=disable}", "CA=d"}) {
    INFO(word);
    CHECK_THAT(refusal(word), Contains("verification"));
  }
}

TEST_CASE("passwords, logs and statements have no place in the connection string") {
  CHECK_THAT(refusal("App=x;Pwd=hunter2"), Contains("'PWD'") && Contains("'password'"));
  CHECK_THAT(refusal("password={hunter2;}"), Contains("'PASSWORD'"));
  CHECK_THAT(refusal("CommLog=1"), Contains("'CommLog'"));
  CHECK_THAT(refusal("ConnSettings={DELETE FROM x}"), Contains("'ConnSettings'"));
  CHECK_THAT(refusal("InitStmt={hunter2}"), Contains("'INITSTMT'"));
  CHECK_THAT(refusal("Server=elsewhere"), Contains("option of its own"));
}

TEST_CASE("what is no list of words is refused without being repeated") {
  CHECK_THAT(refusal("hunter2"), Contains("Word=value"));
  CHECK_THAT(refusal("App={hunter2"), Contains("brace"));
  CHECK_THAT(refusal("App=x;hunter2;B=c"), Contains("Word=value"));
}

TEST_CASE("it has to be plain what to connect to") {
  CHECK_FALSE(Login::of(options({})));
  CHECK_FALSE(Login::of(options({{"dsn", "a"}, {"driver", "b"}})));
  Options without_user = options({{"dsn", "a"}});
  without_user.secrets["password"] = Secret("hunter2");
  CHECK_FALSE(Login::of(without_user));
}

TEST_CASE("a driver that is not there is named as such") {
  auto source = connectors::odbc_kind().open(options({{"driver", "Nix"}, {"server", "x"}}));
  REQUIRE(source);
  const auto tables = (*source)->describe();
  REQUIRE_FALSE(tables);
  CHECK(tables.error().remedy == Remedy::stop);
  CHECK_THAT(tables.error().what, Contains("driver"));
  source = connectors::odbc_kind().open(options({{"dsn", "no such name"}}));
  REQUIRE(source);
  const auto named = (*source)->describe();
  REQUIRE_FALSE(named);
  CHECK_THAT(describe(named.error()), Contains("IM002"));
}
