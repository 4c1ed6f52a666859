// An API of a made-up council over a real socket with real TLS, and a source that reads it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "connectors/rest/rest_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/endpoint/scripted_endpoint.h"
#include "tests/hand_clock.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

namespace dataflow {

/// A page of rows {"id": N, "name": "child N"}, with members besides.
inline std::string page_of(int first, int count, const std::string& besides = "") {
  std::string rows;
  for (int i = first; i < first + count; ++i) {
    const std::string number = std::to_string(i);
    rows +=
        (rows.empty() ? "" : ",") + ("{\"id\":" + number) + R"(,"name":"child )" + number + "\"}";
  }
  return "{\"data\":[" + rows + "]" + besides + "}";
}

inline ScriptedReply json_page(const std::string& body) {
  return {200, body, {}, false};
}

class MadeUpApi {
 public:
  static constexpr char kTable[] = R"(
    path: /children
    rows: /data
    key: /id
    columns: {id: /id, name: /name}
)";

  explicit MadeUpApi(ScriptedEndpoint::Script script, const std::string& paging = "",
                     const std::string& table = kTable)
      : endpoint(folder_.path() / "tls", std::move(script)) {
    const std::string profile = "base_path: /api\ntables:\n  child:" + table +
                                (paging.empty() ? "" : "    paging: {" + paging + "}\n");
    options.values = {{"url", endpoint.url()},
                      {"profile", folder_.write("api.yaml", profile).string()},
                      {"ca_file", endpoint.ca_file().string()},
                      {"timeout_seconds", "20"}};
    options.secrets["key"] = Secret("k3y");
  }

  void use_tokens() {
    options.secrets = {{"client_secret", Secret("hunter2")}};
    options.values["token_url"] = endpoint.url() + "/token";
    options.values["client_id"] = "council";
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open() const {
    auto source = connectors::open_rest(options, clock);
    REQUIRE(source);
    return std::move(*source);
  }

  [[nodiscard]] Result<void> read(KeptRows& rows) const { return read(*open(), rows); }
  [[nodiscard]] static Result<void> read(connectors::Connector& source, KeptRows& rows) {
    const auto tables = source.describe();
    REQUIRE(tables);
    return source.read(*tables, rows);
  }

  /// The names of all rows that were read, when all went well.
  [[nodiscard]] std::size_t rows_read() const {
    KeptRows rows;
    const auto read = this->read(rows);
    REQUIRE(read);
    for (std::size_t i = 0; i < rows.rows; ++i) {
      REQUIRE(rows.tables["child"][i][0] == std::to_string(i));
    }
    return rows.rows;
  }

  [[nodiscard]] Error refusal() const {
    KeptRows rows;
    const auto read = this->read(rows);
    REQUIRE_FALSE(read);
    const std::string text = describe(read.error());
    for (const char* secret : {"child 1", "hunter2", "k3y", "c0rs0r"}) {
      CHECK(text.find(secret) == std::string::npos);
    }
    return read.error();
  }

 private:
  TemporaryFolder folder_;

 public:
  ScriptedEndpoint endpoint;
  connectors::Options options;
  std::shared_ptr<HandClock> clock = std::make_shared<HandClock>();
};

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The whole number behind `name=` in a query, or `otherwise`.
inline int number_in(const std::string& target, const std::string& name, int otherwise) {
  const auto at = target.find(name + "=");
  return at == std::string::npos ? otherwise : std::stoi(target.substr(at + name.size() + 1));
}

}  // namespace dataflow
