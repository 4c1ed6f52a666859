#include <catch2/catch.hpp>

#include "connectors/synthetic/synthetic_connector.h"
#include "tests/synthetic/made.h"

namespace dataflow::connectors {

namespace {

using synthetic::Council;
using synthetic::Rows;
using synthetic::Tables;

std::unique_ptr<Connector> opened(std::map<std::string, std::string> values) {
  return synthetic_kind().open(Options{std::move(values)}).value();
}

/// Keeps what it is given, up to so many rows.
class Sink final : public RowSink {
 public:
  explicit Sink(std::size_t most = 1000000) : most_(most) {}

  Result<void> begin_table(const TableShape& shape) override {
    shapes.push_back(shape);
    return {};
  }
  Result<void> row(std::span<const Cell> cells) override {
    if (rows.size() == most_) return Error{Remedy::wait, "sink", "It is full.", ""};
    auto& row = rows.emplace_back();
    for (const auto& cell : cells)
      row.emplace_back(cell ? std::optional(std::string(*cell)) : std::nullopt);
    return {};
  }
  void found(Finding) override {}

  std::vector<TableShape> shapes;
  std::vector<synthetic::Row> rows;

 private:
  std::size_t most_;
};

}  // namespace

TEST_CASE("the made-up source describes all its tables") {
  const auto shapes = opened({{"children", "20"}})->describe().value();
  const auto tables = Council(synthetic::settings_for(20, 1)).tables();
  REQUIRE(shapes.size() == tables.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) CHECK(shapes[i] == tables[i].shape());
}

TEST_CASE("it reads the columns that are wished for, in that order, without case") {
  auto source = opened({{"children", "40"}, {"seed", "7"}});
  Sink sink;
  const std::vector<TableShape> wishes = {
      {"ssd_cin_plans", {"CINP_REFERRAL_ID", "cinp_person_id"}}};
  REQUIRE(source->read(wishes, sink).has_value());
  const Tables tables{Council(synthetic::settings_for(40, 7))};
  const Rows plans = tables["ssd_cin_plans"];
  REQUIRE(sink.shapes == wishes);
  REQUIRE(sink.rows.size() == plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i) {
    CHECK(sink.rows[i][0] == plans.at(i, "cinp_referral_id"));
    CHECK(sink.rows[i][1] == plans.at(i, "cinp_person_id"));
  }
}

TEST_CASE("it shows the day, the mess and the size it is asked for") {
  auto source = opened({{"children", "60"},
                        {"seed", "7"},
                        {"day", "3"},
                        {"first_day", "2026-09-01"},
                        {"size", "large"},
                        {"mess", "all=0.2"}});
  auto settings = synthetic::messy(60, "all=0.2");
  settings.first_day = Day::parse("2026-09-01").value();
  settings.size = synthetic::Size::large;
  Council council(settings);
  council.advance_to(3);
  const auto tables = council.tables();
  for (const auto& table : tables) {
    Sink sink;
    const std::vector<TableShape> wishes = {table.shape()};
    REQUIRE(source->read(wishes, sink).has_value());
    CHECK(sink.rows.size() == table.rows());
  }
}

TEST_CASE("it can be read again and again with the same result") {
  auto source = opened({{"children", "30"}});
  const std::vector<TableShape> wishes = {{"ssd_person", {"pers_person_id", "pers_surname"}}};
  Sink first;
  Sink second;
  REQUIRE(source->read(wishes, first).has_value());
  REQUIRE(source->read(wishes, second).has_value());
  CHECK(first.rows == second.rows);
}

TEST_CASE("it stops at the sink's first error and gives it back") {
  auto source = opened({{"children", "30"}});
  Sink sink(5);
  const std::vector<TableShape> wishes = {{"ssd_person", {"pers_person_id"}}};
  const auto result = source->read(wishes, sink);
  REQUIRE_FALSE(result);
  CHECK(result.error().remedy == Remedy::wait);
  CHECK(sink.rows.size() == 5);
}

TEST_CASE("it says which table or column there is not") {
  auto source = opened({{"children", "5"}});
  Sink sink;
  const std::vector<TableShape> no_table = {{"ssd_nobody", {"id"}}};
  CHECK(source->read(no_table, sink).error().where == "ssd_nobody");
  const std::vector<TableShape> no_column = {{"ssd_person", {"pers_shoe_size"}}};
  CHECK(source->read(no_column, sink).error().what.find("pers_shoe_size") != std::string::npos);
}

TEST_CASE("options out of range are refused") {
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"children", "0"},
                                                        {"children", "5000000"},
                                                        {"day", "0"},
                                                        {"first_day", "2026-02-30"},
                                                        {"size", "huge"},
                                                        {"mess", "nonsense"}}) {
    CAPTURE(name);
    const auto source = synthetic_kind().open(Options{{{name, value}}});
    REQUIRE_FALSE(source);
    CHECK(source.error().remedy == Remedy::stop);
    CHECK_FALSE(source.error().hint.empty());
  }
}

TEST_CASE("every option has a name and a sentence") {
  CHECK(synthetic_kind().name == "synthetic");
  CHECK(synthetic_kind().options.size() == 6);
  for (const auto& option : synthetic_kind().options) {
    CHECK_FALSE(option.name.empty());
    CHECK(option.help.ends_with('.'));
    CHECK_FALSE(option.required);
  }
}

}  // namespace dataflow::connectors
