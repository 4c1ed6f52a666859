#include "connectors/odbc/connection.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include <fmt/format.h>

#include "agent/core/ascii.h"
#include "connectors/odbc/wide_text.h"

namespace dataflow::connectors::odbc {

namespace {

/// ODBC passes whole numbers where a pointer stands.
SQLPOINTER as_pointer(std::uintptr_t number) {
  return reinterpret_cast<SQLPOINTER>(number);  // NOLINT(performance-no-int-to-ptr)
}

/// For what a driver may decline: it is asked, and what holds without it is said in the docs.
void ask_for(SQLHDBC link, SQLINTEGER attribute, std::uintptr_t value) {
  static_cast<void>(SQLSetConnectAttr(link, attribute, as_pointer(value), 0));
}

std::string text_of(std::span<const SQLWCHAR> buffer, SQLSMALLINT length) {
  const auto units = static_cast<std::size_t>(std::max<int>(length, 0));
  std::string text;
  append_utf8(text, buffer.first(std::min(units, buffer.size() - 1)));
  return text;
}

/// What the driver manager has noted as the driver of a data source name; empty when it has none.
std::string driver_of(SQLHENV environment, const std::string& dsn) {
  constexpr int kMost = 10'000;
  std::array<SQLWCHAR, 256> name{};
  std::array<SQLWCHAR, 1024> driver{};
  SQLUSMALLINT direction = SQL_FETCH_FIRST;
  for (int i = 0; i < kMost; ++i, direction = SQL_FETCH_NEXT) {
    SQLSMALLINT name_length = 0;
    SQLSMALLINT driver_length = 0;
    const auto got = SQLDataSourcesW(
        environment, direction, name.data(), static_cast<SQLSMALLINT>(name.size()), &name_length,
        driver.data(), static_cast<SQLSMALLINT>(driver.size()), &driver_length);
    if (!SQL_SUCCEEDED(got)) break;
    if (ascii::same_ignoring_case(text_of(name, name_length), dsn)) {
      return text_of(driver, driver_length);
    }
  }
  return "";
}

Error no_memory(const std::string& where) {
  return {Remedy::wait, where, "The ODBC driver manager has no memory.", ""};
}

}  // namespace

Connection::Connection(EnvironmentHandle environment, LinkHandle link, const Login& login,
                       const Bounds& bounds)
    : environment_(std::move(environment)),
      link_(std::move(link)),
      name_(login.name()),
      bounds_(bounds) {}

Connection::~Connection() {
  if (!connected_) return;
  // The server does the same when the connection is gone, so what it answers changes nothing.
  static_cast<void>(SQLEndTran(SQL_HANDLE_DBC, get(), SQL_ROLLBACK));
  static_cast<void>(SQLDisconnect(get()));
}

Result<std::unique_ptr<Connection>> Connection::open(const Login& login, const Bounds& bounds) {
  EnvironmentHandle environment(nullptr);
  if (environment.get() == nullptr) return no_memory(login.name());
  if (!SQL_SUCCEEDED(
          SQLSetEnvAttr(environment.get(), SQL_ATTR_ODBC_VERSION, as_pointer(SQL_OV_ODBC3), 0))) {
    return error_of(diagnosis_of(environment), login.name());
  }
  LinkHandle link(environment.get());
  if (link.get() == nullptr) return no_memory(login.name());
  const std::string driver =
      login.dsn.empty() ? login.driver : driver_of(environment.get(), login.dsn);
  std::unique_ptr<Connection> connection(
      new Connection(std::move(environment), std::move(link), login, bounds));
  TRY(connection->connect(login, family_of(driver)));
  TRY(connection->learn());
  return connection;
}

Result<void> Connection::connect(const Login& login, DriverFamily family) {
  const bool takes_ca_file = family == DriverFamily::postgresql || family == DriverFamily::mariadb;
  if (!login.ca_file.empty() && !takes_ca_file) {
    return Error{Remedy::stop, name_, "This driver takes no 'ca_file'.",
                 "It trusts what the machine trusts: add the authority there."};
  }
  ask_for(get(), SQL_ATTR_LOGIN_TIMEOUT, static_cast<std::uintptr_t>(bounds_.login.count()));
  ask_for(get(), SQL_ATTR_CONNECTION_TIMEOUT, static_cast<std::uintptr_t>(bounds_.answer.count()));
  ask_for(get(), SQL_ATTR_ACCESS_MODE, SQL_MODE_READ_ONLY);
  // A trace would hold every value.
  ask_for(get(), SQL_ATTR_TRACE, SQL_OPT_TRACE_OFF);
  const Secret text = login.connection_string(family);
  WideText wide(text.reveal());
  const auto code = SQLDriverConnectW(get(), nullptr, wide.data(), wide.length<SQLSMALLINT>(),
                                      nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT);
  if (!SQL_SUCCEEDED(code)) return error();
  connected_ = true;
  return {};
}

/// Asks the server what it is, and makes the session what its dialect wants.
Result<void> Connection::learn() {
  TRY_ASSIGN(dbms_, info(SQL_DBMS_NAME));
  dialect_ = &dialect_of(dbms_);
  TRY_ASSIGN(quote_, info(SQL_IDENTIFIER_QUOTE_CHAR));
  if (quote_ == " ") quote_.clear();
  SQLUINTEGER schemas = 0;
  if (!SQL_SUCCEEDED(SQLGetInfoW(get(), SQL_SCHEMA_USAGE, &schemas, sizeof(schemas), nullptr))) {
    return error();
  }
  has_schemas_ = schemas != 0;
  for (const auto statement : dialect_->session) {
    if (!statement.empty()) TRY(run(fmt::format(fmt::runtime(statement), bounds_.answer.count())));
  }
  return {};
}

Result<std::string> Connection::info(SQLUSMALLINT what) {
  std::array<SQLWCHAR, 256> buffer{};
  SQLSMALLINT bytes = 0;
  const auto code =
      SQLGetInfoW(get(), what, buffer.data(), static_cast<SQLSMALLINT>(sizeof(buffer)), &bytes);
  if (!SQL_SUCCEEDED(code)) return error();
  return text_of(buffer, static_cast<SQLSMALLINT>(bytes / SQLSMALLINT{sizeof(SQLWCHAR)}));
}

Result<Statement> Connection::statement(std::string_view table) {
  StatementHandle handle(get());
  if (handle.get() == nullptr) return error();
  static_cast<void>(SQLSetStmtAttr(handle.get(), SQL_ATTR_QUERY_TIMEOUT,
                                   as_pointer(static_cast<std::uintptr_t>(bounds_.answer.count())),
                                   0));
  return Statement(std::move(handle), table.empty() ? name_ : fmt::format("{}: {}", name_, table));
}

Result<void> Connection::run(std::string_view sql) {
  TRY_ASSIGN(auto statement, this->statement());
  return statement.execute(sql);
}

Result<std::optional<std::string>> Connection::ask(std::string_view sql) {
  TRY_ASSIGN(auto statement, this->statement());
  TRY(statement.execute(sql));
  TRY_ASSIGN(const Fetched fetched, statement.fetch());
  if (fetched == Fetched::none) return std::optional<std::string>();
  return statement.text(1);
}

Result<void> Connection::begin() {
  const auto off = as_pointer(SQL_AUTOCOMMIT_OFF);
  if (!SQL_SUCCEEDED(SQLSetConnectAttr(get(), SQL_ATTR_AUTOCOMMIT, off, SQL_IS_UINTEGER))) {
    return error();
  }
  return dialect_->begin.empty() ? Result<void>() : run(dialect_->begin);
}

Result<void> Connection::roll_back() {
  if (!SQL_SUCCEEDED(SQLEndTran(SQL_HANDLE_DBC, get(), SQL_ROLLBACK))) return error();
  const auto on = as_pointer(SQL_AUTOCOMMIT_ON);
  if (!SQL_SUCCEEDED(SQLSetConnectAttr(get(), SQL_ATTR_AUTOCOMMIT, on, SQL_IS_UINTEGER))) {
    return error();
  }
  return {};
}

std::string Connection::quoted(std::string_view name) const {
  if (quote_.empty()) return std::string(name);
  std::string out = quote_;
  for (const char c : name) out.append(quote_.size() == 1 && c == quote_.front() ? 2 : 1, c);
  return out + quote_;
}

}  // namespace dataflow::connectors::odbc
