#include <cstdlib>

#include "connectors/rest/api_profile.h"
#include "tests/rest/made_up_api.h"

using namespace dataflow;
using connectors::rest::ApiProfile;

namespace {

std::string faults_of(const std::string& text) {
  const TemporaryFolder folder;
  Faults faults;
  static_cast<void>(ApiProfile::read(folder.write("api.yaml", text), faults));
  std::string lines;
  for (auto fault : faults) {
    fault.file = "api.yaml";
    lines += describe(fault) + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("values arrive as the API wrote them, from wherever they stand in a row") {
  const MadeUpApi api(
      [](const SeenRequest&) {
        return json_page(R"([{"id":9007199254740993.0,"in":{"amount":1.50,"list":[1e3,"é"]},
                              "open":false,"seen":"2026-01-05T09:30:00.5","day":"2026-06-01"},
                             {"id":123456789012345678,"in":null,"open":null,"seen":"soon"}])");
      },
      "", R"(
    path: /children
    query: {status: "all & more"}
    rows: ""
    columns:
      id: /id
      amount: /in/amount
      first: /in/list/0
      list: {at: /in/list}
      open: /open
      seen: {at: /seen, kind: moment}
      day: /day
      never: {at: /never, optional: true}
)");
  KeptRows rows;
  REQUIRE(api.read(rows));
  CHECK(api.endpoint.seen().front().target == "/api/children?status=all%20%26%20more");
  CHECK(rows.tables["child"] ==
        std::vector<Row>{{"9007199254740993.0", "1.50", "1e3", R"([1e3,"é"])", "false",
                          "2026-01-05 09:30:00", "2026-06-01", std::nullopt},
                         {"123456789012345678", std::nullopt, std::nullopt, std::nullopt,
                          std::nullopt, "soon", std::nullopt, std::nullopt}});
}

TEST_CASE("only wished columns are passed on, in the order of the wish") {
  const MadeUpApi api([](const SeenRequest&) { return json_page(page_of(1, 1)); });
  KeptRows rows;
  REQUIRE(api.open()->read(std::vector<TableShape>{{"CHILD", {"Name"}}}, rows));
  CHECK(rows.tables["CHILD"] == std::vector<Row>{{"child 1"}});
  CHECK_FALSE(api.open()->read(std::vector<TableShape>{{"child", {"nam"}}}, rows));
}

TEST_CASE("a column that no row has is an error, unless the profile calls it optional") {
  std::string body = page_of(1, 2);
  const MadeUpApi api([&](const SeenRequest&) { return json_page(body); }, "", R"(
    path: /children
    rows: /data
    columns: {id: /id, name: /nam}
)");
  const auto error = api.refusal();
  CHECK(error.remedy == Remedy::stop);
  CHECK(error.what == "No row of 'child' has the column 'name'.");
  body = page_of(1, 0);
  KeptRows rows;
  CHECK(api.read(rows));
}

TEST_CASE("what is wrong in a profile is named with its place") {
  const auto faults = faults_of(R"(base_path: api
tables:
  child:
    path: /children?x=1
    rows: data
    paging: {kind: curser, size: 1}
    columns: {id: id, ID: /x, born: {at: /b, kind: date}}
  CHILD: {path: /x, rows: /x, columns: {a: /a}, paging: {kind: page}}
)");
  for (const char* part :
       {"api.yaml:1:12", "api.yaml:4:11", "api.yaml:5:11", "Did you mean 'cursor'", "api.yaml:7:19",
        "Two columns", "text, moment", "Two tables", "total", "key"}) {
    INFO(faults);
    INFO(part);
    CHECK(contains(faults, part));
  }
}

TEST_CASE("a source that cannot say who is asking is refused before it asks") {
  MadeUpApi api([](const SeenRequest&) { return json_page(page_of(1, 1)); });
  const auto refused = [&] {
    const auto source = connectors::open_rest(api.options, api.clock);
    REQUIRE_FALSE(source);
    CHECK(source.error().remedy == Remedy::stop);
    CHECK_FALSE(contains(describe(source.error()), "hunter2"));
  };
  api.options.secrets.clear();
  refused();
  api.use_tokens();
  api.options.secrets["key"] = Secret("hunter2");
  refused();
  api.options.secrets = {{"key", Secret("hunter2\nX: y")}};
  api.options.values.erase("token_url");
  refused();
  api.options.secrets = {{"key", Secret("hunter2")}};
  for (const char* url :
       {"http://localhost", "https://a@localhost", "https://localhost/?a=b", "x", "https://"}) {
    api.options.values["url"] = url;
    refused();
  }
}
