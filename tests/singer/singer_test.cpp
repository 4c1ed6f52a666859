#include <fstream>

#include "tests/singer/made_up_tap.h"

using namespace dataflow;

TEST_CASE("a tap is asked what it has") {
  const auto tables = MadeUpTap().open()->describe();
  REQUIRE(tables);
  CHECK(*tables == std::vector<TableShape>{MadeUpTap::kChild, MadeUpTap::kVisit});
}

TEST_CASE("values arrive as the tap wrote them, table after table, however they are mixed") {
  KeptRows rows;
  REQUIRE(MadeUpTap("", {{"zone", "drop"}}).read(rows));
  REQUIRE(rows.shapes == std::vector<TableShape>{MadeUpTap::kChild, MadeUpTap::kVisit});
  CHECK(rows.tables["child"] ==
        std::vector<Row>{
            {"9007199254740993", "Anné \"A\"", "1.50", "2026-06-05 23:30:00", "true",
             R"({"a":[1.0,null],"b":"x"})"},
            {"123456789012345678", std::nullopt, "1e3", std::nullopt, "false", std::nullopt}});
  CHECK(rows.tables["visit"] == std::vector<Row>{{"1", "2026-06-01"}, {"1", "2026-06-01"}});
}

TEST_CASE("only wished columns are read, in the order of the wish, whatever their capitals") {
  KeptRows rows;
  const TableShape wish{"CHILD", {"Amount", "ID"}};
  REQUIRE(MadeUpTap().open()->read(std::vector<TableShape>{wish}, rows));
  CHECK(rows.tables["CHILD"] ==
        std::vector<Row>{{"1.50", "9007199254740993"}, {"1e3", "123456789012345678"}});
}

TEST_CASE("the tap is told to select the wished columns with their key, and no others") {
  const MadeUpTap tap;
  KeptRows rows;
  REQUIRE(tap.open()->read(std::vector<TableShape>{{"child", {"amount"}}}, rows));
  const auto note = json::parse(tap.note());
  REQUIRE(note);
  const auto catalog = json::parse(note->member("catalog")->text);
  REQUIRE(catalog);
  std::map<std::string, std::string> selected;
  for (const auto& stream : catalog->member("streams")->items) {
    for (const auto& entry : stream.member("metadata")->items) {
      selected[*stream.text_of("stream") + json::serialised(*entry.member("breadcrumb"))] =
          entry.member("metadata")->member("selected")->text;
    }
  }
  CHECK(selected[R"(child[])"] == "true");
  CHECK(selected[R"(child["properties","id"])"] == "true");
  CHECK(selected[R"(child["properties","amount"])"] == "true");
  CHECK(selected[R"(child["properties","name"])"] == "false");
  CHECK(selected[R"(visit[])"] == "false");
  CHECK(note->member("catalog")->text.find(R"("inclusion":"available")") != std::string::npos);
}

TEST_CASE("a tap gets its configuration and one's own catalog by their paths") {
  const TemporaryFolder folder;
  const auto config = folder.write("config.json", "{}");
  const auto catalog = folder.write(
      "catalog.json",
      R"({"streams":[{"stream":"child","schema":{"properties":{"id":{},"name":{}}}}]})");
  const MadeUpTap tap("", {{"config", config.string()}, {"catalog", catalog.string()}});
  const auto tables = tap.open()->describe();
  REQUIRE(tables);
  CHECK(*tables == std::vector<TableShape>{{"child", {"id", "name"}}});
  KeptRows rows;
  REQUIRE(tap.read(rows));
  CHECK(tap.note().find("\"--config\", \"" + config.string()) != std::string::npos);
  CHECK(tap.note().find("\"--catalog\", \"" + catalog.string()) != std::string::npos);
  CHECK(tap.note().find("--state") == std::string::npos);
}

TEST_CASE("a tap gets none of the agent's secrets and none of its files") {
  REQUIRE(::setenv("CSC_CLIENT_SECRET", "hunter2", 1) == 0);
  const MadeUpTap tap;
  const std::ofstream open_file(tap.folder().path() / "open");
  REQUIRE(tap.open()->describe());
  ::unsetenv("CSC_CLIENT_SECRET");
  CHECK(tap.note().find("hunter2") == std::string::npos);
  CHECK(tap.note().find("\"PATH\"") != std::string::npos);
  const auto note = json::parse(tap.note());
  REQUIRE(note);
  // Its three streams, its note, and the folder that it lists.
  CHECK(note->member("files")->items.size() == 5);
}

TEST_CASE("of records with one key the last counts") {
  KeptRows rows;
  REQUIRE(MadeUpTap("again").read(rows));
  REQUIRE(rows.tables["child"].size() == 2);
  CHECK(rows.tables["child"][0][0] == "9007199254740993");
  CHECK(rows.tables["child"][0][2] == std::nullopt);
}

TEST_CASE("an empty stream is an empty table, a stream in silence is an error") {
  KeptRows rows;
  REQUIRE(MadeUpTap("empty").read(rows));
  CHECK(rows.shapes.size() == 2);
  CHECK(rows.rows == 0);
  CHECK(MadeUpTap("silent stream").refusal().what == "It wrote nothing of the stream 'visit'.");
  CHECK(MadeUpTap("nothing").refusal().remedy == Remedy::stop);
}

TEST_CASE("a last line without its end counts") {
  KeptRows rows;
  REQUIRE(MadeUpTap("no line end").read(rows));
  CHECK(rows.tables["child"].size() == 3);
}

TEST_CASE("versions of a table are followed as long as there is one of it") {
  KeptRows rows;
  REQUIRE(MadeUpTap("versions ahead").read(rows));
  CHECK(rows.tables["visit"].size() == 1);
  CHECK(MadeUpTap("versions").refusal().remedy == Remedy::wait);
  CHECK(MadeUpTap("other version").refusal().remedy == Remedy::wait);
}

TEST_CASE("many rows come through") {
  KeptRows rows;
  REQUIRE(MadeUpTap("many").read(rows));
  CHECK(rows.tables["visit"].size() == 100'002);
}
