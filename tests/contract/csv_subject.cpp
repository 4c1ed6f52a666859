#include <catch2/catch.hpp>

#include "connectors/csv/csv_connector.h"
#include "tests/contract/subjects.h"
#include "tests/temporary_folder.h"

namespace dataflow::contract {

namespace {

std::string field(const std::optional<std::string>& value) {
  if (!value) return "";
  std::string quoted = "\"";
  for (const char c : *value) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string csv_of(const Table& table) {
  std::string text;
  for (const auto& column : table.columns) text += (text.empty() ? "" : ",") + field(column.name);
  text += "\r\n";
  for (const auto& row : table.rows) {
    std::string line;
    for (const auto& value : row) line += (&value == &row.front() ? "" : ",") + field(value);
    // A row of one empty field needs its quotes: an empty line is no row.
    text += (line.empty() ? "\"\"" : line) + "\r\n";
  }
  return text;
}

/// A folder of files in UTF-8. To lose one is to have it replaced while it is read.
class CsvSubject final : public Subject {
 public:
  void fill(const Tables& tables) override {
    for (const auto& file : folder_.files()) std::filesystem::remove(folder_.path() / file);
    for (const auto& table : tables) folder_.write(table.name + ".csv", csv_of(table));
    first_ = tables.front().name + ".csv";
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(Trouble trouble) override {
    losing_ = trouble == Trouble::lost_midway;
    auto source =
        connectors::csv_kind().open({{{"folder", folder_.path().string()}, {"encoding", "utf-8"}}});
    REQUIRE(source);
    return std::move(*source);
  }

  [[nodiscard]] bool can(Can what) const override {
    return what == Can::be_lost_midway || what == Can::show_its_own_shape;
  }

  [[nodiscard]] std::optional<std::string> shown(
      Type /*type*/, const std::optional<std::string>& value) const override {
    return value == "" ? std::nullopt : value;
  }

  void row_arrived() override {
    if (std::exchange(losing_, false)) folder_.write(first_, "\"id\",\"name\",\"note\"\r\n");
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
  std::string first_;
  bool losing_ = false;
};

}  // namespace

std::unique_ptr<Subject> make_csv() {
  return std::make_unique<CsvSubject>();
}

}  // namespace dataflow::contract
