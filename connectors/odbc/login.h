// A Login is what the settings say about how to connect, as ODBC's connection string.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "agent/core/result.h"
#include "agent/core/secret.h"
#include "connectors/connector.h"
#include "connectors/odbc/driver_family.h"

namespace dataflow::connectors::odbc {

/// The words of `connection_string` in their order, the values without their braces.
using Words = std::vector<std::pair<std::string, std::string>>;

/// Splits "A=b;C={d;e}". Nothing where it is no such list.
[[nodiscard]] Result<Words> words_in(const std::string& text);

struct Login {
  std::string dsn;     ///< or
  std::string driver;  ///< with what follows
  std::string server;
  std::string port;
  std::string database;
  std::string user;  ///< empty: the operating system says who it is
  Secret password;
  std::string ca_file;  ///< PEM; empty: what the driver or the machine trusts
  Words more;

  /// From the settings. Errors: a word in `connection_string` that may not be there, or too little
  /// to connect with. They name the word and never its value.
  [[nodiscard]] static Result<Login> of(const Options& options);

  /// For errors: what is connected to, without user or password.
  [[nodiscard]] std::string name() const;

  /// What ODBC wants, with the password in it.
  [[nodiscard]] Secret connection_string(DriverFamily family) const;
};

}  // namespace dataflow::connectors::odbc
