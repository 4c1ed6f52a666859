#include <catch2/catch.hpp>

#include "connectors/odbc/odbc_connector.h"
#include "tests/contract/subjects.h"
#include "tests/databases/database_server.h"

namespace dataflow::contract {

namespace {

/// What is special about the SQL of each server, for its owner.
struct Sql {
  char quote;
  const char* long_text;
  const char* moment;
  const char* waiting;  ///< a condition that takes a minute and is true
  const char* cut;      ///< ends all connections of the reader
};

constexpr Sql kPostgreSql = {
    '"', "text", "timestamp(6)", "pg_sleep(60) IS NOT NULL",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'"};
constexpr Sql kMariaDb = {'`', "longtext", "datetime(6)", "sleep(60) = 0",
                          "KILL CONNECTION USER reader"};

/// Tables of a real server in the schema cms, read by an account that may SELECT and no more.
class OdbcSubject final : public Subject {
 public:
  OdbcSubject(const std::string& kind, const Sql& sql)
      : server_(DatabaseServer::of(kind)), sql_(sql), is_mariadb_(kind == "mariadb") {}

  void fill(const Tables& tables) override {
    std::string sql = is_mariadb_ ? "DROP DATABASE cms; CREATE DATABASE cms CHARACTER SET utf8mb4;"
                                    "USE cms;"
                                  : "DROP SCHEMA cms CASCADE; CREATE SCHEMA cms;"
                                    "GRANT USAGE ON SCHEMA cms TO reader; BEGIN;";
    for (const auto& table : tables) sql += made(table);
    server_.sql(sql + "COMMIT;");
    tables_ = tables;
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(Trouble trouble) override {
    auto options = server_.options();
    losing_ = trouble == Trouble::lost_midway;
    if (trouble == Trouble::wrong_secret) options.secrets["password"] = Secret(kWrongSecret);
    if (trouble == Trouble::too_slow) {
      options.values["timeout_seconds"] = "1";
      const std::string name = quoted(tables_.front().name);
      server_.sql("ALTER TABLE " + name + " RENAME TO " + quoted("slow") + "; CREATE VIEW " + name +
                  " AS SELECT * FROM " + quoted("slow") + " WHERE " + sql_.waiting);
    }
    auto source = connectors::odbc_kind().open(options);
    REQUIRE(source);
    return std::move(*source);
  }

  [[nodiscard]] bool can(Can /*what*/) const override { return true; }

  void row_arrived() override {
    if (std::exchange(losing_, false)) server_.sql(sql_.cut);
  }

  [[nodiscard]] std::string contents() override {
    const char* names =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'cms'"
        " ORDER BY table_name;";
    std::string asked = names;
    for (const auto& table : tables_) asked += "SELECT * FROM " + quoted(table.name) + ";";
    return server_.sql(asked);
  }

 private:
  [[nodiscard]] std::string quoted(const std::string& name) const {
    return sql_.quote + name + sql_.quote;
  }

  [[nodiscard]] std::string declared(const Column& column) const {
    switch (column.type) {
      case Type::text:
        return quoted(column.name) + " varchar(100)";
      case Type::long_text:
        return quoted(column.name) + " " + sql_.long_text;
      case Type::key:
        return quoted(column.name) + " numeric(16)";
      case Type::whole:
        return quoted(column.name) + " bigint";
      case Type::decimal:
        return quoted(column.name) + " numeric(20,5)";
      case Type::boolean:
        return quoted(column.name) + (is_mariadb_ ? " bit(1)" : " boolean");
      case Type::day:
        return quoted(column.name) + " date";
      case Type::moment:
        return quoted(column.name) + " " + sql_.moment;
    }
    return "";
  }

  [[nodiscard]] std::string literal(Type type, const std::optional<std::string>& value) const {
    if (!value) return "NULL";
    if (type == Type::boolean) return *value == "1" ? "true" : "false";
    std::string text = "'";
    for (const char c : *value) {
      if (c == '\'' || (c == '\\' && is_mariadb_)) text += c;
      text += c;
    }
    return text + "'";
  }

  [[nodiscard]] std::string made(const Table& table) const {
    std::string columns;
    for (const auto& column : table.columns) {
      columns += (columns.empty() ? "" : ", ") + declared(column);
    }
    std::string sql = "CREATE TABLE " + quoted(table.name) + "(" + columns + ");";
    constexpr std::size_t kAtOnce = 500;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      sql += i % kAtOnce == 0 ? "INSERT INTO " + quoted(table.name) + " VALUES (" : ",(";
      for (std::size_t j = 0; j < table.columns.size(); ++j) {
        sql += (j == 0 ? "" : ",") + literal(table.columns[j].type, table.rows[i][j]);
      }
      sql += i % kAtOnce == kAtOnce - 1 || i + 1 == table.rows.size() ? ");\n" : ")";
    }
    return sql;
  }

  DatabaseServer& server_;
  const Sql& sql_;
  bool is_mariadb_;
  bool losing_ = false;
  Tables tables_;
};

}  // namespace

std::unique_ptr<Subject> make_postgresql() {
  return std::make_unique<OdbcSubject>("postgresql", kPostgreSql);
}
std::unique_ptr<Subject> make_mariadb() {
  return std::make_unique<OdbcSubject>("mariadb", kMariaDb);
}
std::string postgresql_lacks() {
  return DatabaseServer::lacks("postgresql");
}
std::string mariadb_lacks() {
  return DatabaseServer::lacks("mariadb");
}

}  // namespace dataflow::contract
