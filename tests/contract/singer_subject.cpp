#include <catch2/catch.hpp>

#include "connectors/singer/singer_connector.h"
#include "tests/contract/json_rows.h"
#include "tests/contract/subjects.h"
#include "tests/temporary_folder.h"

namespace dataflow::contract {

namespace {

std::string schema_of(const Table& table) {
  std::string properties;
  for (const auto& column : table.columns) {
    properties +=
        (properties.empty() ? "" : ",") + json_text(column.name) +
        (column.type == Type::moment ? R"(:{"type":"string","format":"date-time"})" : R"(:{})");
  }
  return R"({"type":"object","properties":{)" + properties + "}}";
}

std::string messages_of(const Table& table) {
  const std::string stream = R"(,"stream":)" + json_text(table.name);
  std::string lines = R"({"type":"SCHEMA")" + stream + R"(,"key_properties":[],"schema":)" +
                      schema_of(table) + "}\n";
  for (const auto& row : table.rows) {
    lines += R"({"type":"RECORD")" + stream + R"(,"record":)" + json_row(table, row) + "}\n";
  }
  return lines;
}

/// A tap in Python that gives what lies in a folder: a catalog, and a file of messages a stream.
class SingerSubject final : public Subject {
 public:
  void fill(const Tables& tables) override {
    for (const auto& file : folder_.files()) std::filesystem::remove(folder_.path() / file);
    std::string streams;
    for (std::size_t i = 0; i < tables.size(); ++i) {
      const Table& table = tables[i];
      const std::string id = "t" + std::to_string(i);
      folder_.write(id + ".jsonl", messages_of(table));
      streams += (i == 0 ? "" : ",") + (R"({"tap_stream_id":")" + id) + R"(","stream":)" +
                 json_text(table.name) + R"(,"schema":)" + schema_of(table) + R"(,"metadata":[]})";
    }
    folder_.write("catalog.json", R"({"streams":[)" + streams + "]}");
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(Trouble trouble) override {
    std::string tap = std::string(DATAFLOW_PYTHON) + " -B '" DATAFLOW_CONTRACT_TAP "' --folder '" +
                      folder_.path().string() + "'";
    if (trouble == Trouble::lost_midway) tap += " --dies";
    if (trouble == Trouble::too_slow) tap += " --hangs";
    auto source = connectors::singer_kind().open(
        {{{"tap", tap},
          {"zone", "drop"},
          {"timeout_seconds", trouble == Trouble::too_slow ? "1" : "60"}}});
    REQUIRE(source);
    return std::move(*source);
  }

  [[nodiscard]] bool can(Can what) const override { return what != Can::refuse_who_asks; }

  [[nodiscard]] std::optional<std::string> shown(
      Type type, const std::optional<std::string>& value) const override {
    return shown_from_json(type, value);
  }

  [[nodiscard]] std::string contents() override {
    std::string all;
    for (const auto& file : folder_.files()) {
      all += file + "\n" + TemporaryFolder::bytes_of(folder_.path() / file);
    }
    return all;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

std::unique_ptr<Subject> make_singer() {
  return std::make_unique<SingerSubject>();
}

}  // namespace dataflow::contract
