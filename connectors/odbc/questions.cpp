#include "connectors/odbc/questions.h"

#include <algorithm>
#include <array>

namespace dataflow::connectors::odbc {

namespace {

constexpr std::array kQuestions = {
    Questions{
        .dbms = "PostgreSQL",
        .grants = "postgresql",
        .writable = "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n "
                    "ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
                    "AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
                    "AND n.nspname NOT LIKE 'pg\\_%' "
                    "AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') "
                    "OR has_any_column_privilege(c.oid, 'INSERT, UPDATE')) ORDER BY 1",
        .encryption = "SELECT coalesce(version || ' ' || cipher, '') FROM pg_stat_ssl "
                      "WHERE pid = pg_backend_pid()",
        .collation = "SELECT datcollate || ', ' || pg_encoding_to_char(encoding) FROM pg_database "
                     "WHERE datname = current_database()",
        .time = "SELECT to_char(now(), 'YYYY-MM-DD HH24:MI:SS') || ' ' || "
                "current_setting('TimeZone')"},
    Questions{.dbms = "MariaDB",
              .grants = "mysql",
              .writable = "SHOW GRANTS",
              .encryption = "SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS "
                            "WHERE VARIABLE_NAME = 'Ssl_cipher'",
              .collation = "SELECT CONCAT(@@collation_database, ', ', @@character_set_database)",
              .time = "SELECT CONCAT(DATE_FORMAT(NOW(), '%Y-%m-%d %H:%i:%s'), ' ', "
                      "IF(@@time_zone = 'SYSTEM', @@system_time_zone, @@time_zone))"},
    Questions{
        .dbms = "Microsoft SQL Server",
        .grants = "sqlserver",
        .writable =
            "SELECT SCHEMA_NAME(schema_id) + '.' + name FROM sys.objects WHERE type IN ('U', 'V') "
            "AND (HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(schema_id)) + '.' + QUOTENAME(name), "
            "'OBJECT', 'INSERT') = 1 "
            "OR HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(schema_id)) + '.' + QUOTENAME(name), "
            "'OBJECT', 'UPDATE') = 1 "
            "OR HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(schema_id)) + '.' + QUOTENAME(name), "
            "'OBJECT', 'DELETE') = 1) ORDER BY 1",
        // Needs VIEW SERVER STATE, which the agent's account should not have.
        .encryption = "SELECT CASE encrypt_option WHEN 'TRUE' THEN 'TLS' ELSE '' END "
                      "FROM sys.dm_exec_connections WHERE session_id = @@SPID",
        .collation = "SELECT CONVERT(varchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation'))",
        .time = "SELECT CONVERT(varchar(34), SYSDATETIMEOFFSET(), 121)"},
    Questions{.dbms = "Oracle",
              .grants = "oracle",
              .writable =
                  "SELECT owner || '.' || table_name FROM user_tab_privs WHERE grantee = USER "
                  "AND privilege IN ('INSERT', 'UPDATE', 'DELETE', 'ALTER') "
                  "UNION SELECT USER || '.' || table_name FROM user_tables "
                  "UNION SELECT privilege FROM session_privs WHERE privilege LIKE '% ANY TABLE' "
                  "AND privilege NOT IN ('SELECT ANY TABLE', 'READ ANY TABLE')",
              .encryption = "SELECT CASE SYS_CONTEXT('USERENV', 'NETWORK_PROTOCOL') WHEN 'tcps' "
                            "THEN 'tcps' ELSE '' END FROM dual",
              .collation = "SELECT value FROM nls_database_parameters "
                           "WHERE parameter = 'NLS_CHARACTERSET'",
              .time = "SELECT TO_CHAR(SYSTIMESTAMP, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') FROM dual"},
};

constexpr Questions kNone = {};

}  // namespace

const Questions& questions_for(std::string_view dbms) {
  const auto* found = std::find_if(kQuestions.begin(), kQuestions.end(),
                                   [&](const auto& one) { return dbms.starts_with(one.dbms); });
  return found == kQuestions.end() ? kNone : *found;
}

}  // namespace dataflow::connectors::odbc
