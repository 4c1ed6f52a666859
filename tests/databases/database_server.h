// A DatabaseServer is a real PostgreSQL or MariaDB for one test program, ended with it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "connectors/connector.h"

namespace dataflow {

/// Runs tests/databases/server.py. Throws where that fails. For one thread.
class DatabaseServer {
 public:
  /// The one of this program, started when it is first asked for: "postgresql" or "mariadb".
  static DatabaseServer& of(const std::string& kind);

  /// What has to be installed first; empty when all is there. Starts the server.
  [[nodiscard]] static std::string lacks(const std::string& kind);

  ~DatabaseServer();
  DatabaseServer(const DatabaseServer&) = delete;
  DatabaseServer& operator=(const DatabaseServer&) = delete;

  /// Runs SQL as the owner of everything, and gives what it printed: a row a line.
  std::string sql(const std::string& text);

  /// The settings of a source for `reader`, who may SELECT from the schema `cms` and no more.
  [[nodiscard]] connectors::Options options() const;

  [[nodiscard]] const std::string& fact(const std::string& name) const { return facts_.at(name); }

 private:
  explicit DatabaseServer(const std::string& kind);
  struct Pipes;
  std::unique_ptr<Pipes> pipes_;
  std::map<std::string, std::string> facts_;
};

}  // namespace dataflow
