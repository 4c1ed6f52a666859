#include "agent/workbench/grants.h"

#include <catch2/catch.hpp>

namespace dataflow::mapping {

namespace {

const std::vector<GrantWish> kTables = {
    {{"HDM.Child Social", {"id", "2nd name"}}}, {{"plan", {"id"}}}, {{"rows_only", {}}}};

/// Without the comments.
std::string grants(Dialect dialect, const std::string& account) {
  std::string lines;
  std::string script = grant_script(dialect, account, kTables);
  for (std::size_t at = 0; at < script.size();) {
    const std::size_t end = script.find('\n', at);
    const auto line = script.substr(at, end - at);
    if (!line.starts_with("--")) lines += line + "\n";
    at = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("the grants are for exactly the columns that are read, in each dialect") {
  CHECK(grants(Dialect::sqlserver, "agent") ==
        "GRANT SELECT ON HDM.[Child Social] (id, [2nd name]) TO agent;\n"
        "GRANT SELECT ON plan (id) TO agent;\n"
        "GRANT SELECT ON rows_only TO agent;\n");
  CHECK(grants(Dialect::postgresql, "agent") ==
        "GRANT SELECT (id, \"2nd name\") ON HDM.\"Child Social\" TO agent;\n"
        "GRANT SELECT (id) ON plan TO agent;\n"
        "GRANT SELECT ON rows_only TO agent;\n");
  CHECK(grants(Dialect::mysql, "agent@10.0.0.%") ==
        "GRANT SELECT (id, `2nd name`) ON HDM.`Child Social` TO `agent`@`10.0.0.%`;\n"
        "GRANT SELECT (id) ON plan TO `agent`@`10.0.0.%`;\n"
        "GRANT SELECT ON rows_only TO `agent`@`10.0.0.%`;\n");
  CHECK(grants(Dialect::oracle, "agent") ==
        "CREATE OR REPLACE VIEW \"dataflow_Child Social\" AS SELECT id, \"2nd name\" FROM "
        "HDM.\"Child Social\";\n"
        "GRANT SELECT ON \"dataflow_Child Social\" TO agent;\n"
        "CREATE OR REPLACE VIEW dataflow_plan AS SELECT id FROM plan;\n"
        "GRANT SELECT ON dataflow_plan TO agent;\n"
        "GRANT SELECT ON rows_only TO agent;\n");
}

TEST_CASE("a column that a source may lack is named before the grant that would fail without it") {
  const std::vector<GrantWish> tables = {{{"plan", {"id", "note"}}, {"note"}}};
  CHECK(grant_script(Dialect::postgresql, "agent", tables)
            .find("-- Leave out what your database does not have of note.\n"
                  "GRANT SELECT (id, note) ON plan TO agent;\n") != std::string::npos);
}

TEST_CASE("a name cannot end its quotes, so a script never does what a name says") {
  const std::vector<GrantWish> evil = {{{"a]; DROP TABLE b --", {"x\"y`z]"}}}};
  CHECK(grant_script(Dialect::sqlserver, "u]", evil)
            .find("GRANT SELECT ON [a]]; DROP TABLE b --] ([x\"y`z]]]) TO [u]]];") !=
        std::string::npos);
  CHECK(grant_script(Dialect::postgresql, "u\"", evil).find("(\"x\"\"y`z]\")") !=
        std::string::npos);
  CHECK(grant_script(Dialect::mysql, "u`@h", evil).find("`x\"y``z]`") != std::string::npos);
}

TEST_CASE("a dialect is found by the name that people type") {
  CHECK(dialect_named("oracle") == Dialect::oracle);
  CHECK(dialect_named("mysql") == Dialect::mysql);
  CHECK(dialect_named("") == Dialect::sqlserver);
}

}  // namespace dataflow::mapping
