// A Connection is one connection to a server by ODBC, made to read and to leave no trace.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/odbc/dialect.h"
#include "connectors/odbc/login.h"
#include "connectors/odbc/statement.h"

namespace dataflow::connectors::odbc {

/// How long things may take.
struct Bounds {
  std::chrono::seconds login{15};
  std::chrono::seconds answer{300};  ///< for a statement, or its next rows
  std::chrono::seconds read{7200};   ///< for all tables together
  std::chrono::seconds rebuild{10};  ///< for a source that is being rebuilt to be whole again
};

/// For one thread. What it had begun is rolled back when it goes.
class Connection {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const Login& login,
                                                                const Bounds& bounds);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// A new statement, with the bound of time. `table` stands in its errors, if there is one.
  [[nodiscard]] Result<Statement> statement(std::string_view table = "");

  /// Runs a statement that gives no rows.
  [[nodiscard]] Result<void> run(std::string_view sql);

  /// The first value of the first row, or nothing.
  [[nodiscard]] Result<std::optional<std::string>> ask(std::string_view sql);

  /// From here on statements are of one transaction, until roll_back().
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> roll_back();

  /// The name as an identifier of this server's SQL.
  [[nodiscard]] std::string quoted(std::string_view name) const;

  /// What the server calls itself: "PostgreSQL".
  [[nodiscard]] const std::string& dbms() const { return dbms_; }

  /// One of SQLGetInfo's answers that is a text, such as SQL_DRIVER_NAME.
  [[nodiscard]] Result<std::string> info(SQLUSMALLINT what);

  [[nodiscard]] const Dialect& dialect() const { return *dialect_; }
  [[nodiscard]] bool has_schemas() const { return has_schemas_; }
  [[nodiscard]] const Bounds& bounds() const { return bounds_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] SQLHDBC get() const { return link_.get(); }

 private:
  Connection(EnvironmentHandle environment, LinkHandle link, const Login& login,
             const Bounds& bounds);
  [[nodiscard]] Result<void> connect(const Login& login, DriverFamily family);
  [[nodiscard]] Result<void> learn();
  [[nodiscard]] Error error() const { return error_of(diagnosis_of(link_), name_); }

  EnvironmentHandle environment_;
  LinkHandle link_;
  std::string name_;
  Bounds bounds_;
  const Dialect* dialect_ = &dialect_of("");
  std::string dbms_;
  std::string quote_;
  bool connected_ = false;
  bool has_schemas_ = true;
};

}  // namespace dataflow::connectors::odbc
