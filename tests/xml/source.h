// A source made of XML files for one test.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "connectors/xml/xml_connector.h"
#include "tests/connectors/kept_rows.h"
#include "tests/shown_result.h"
#include "tests/temporary_folder.h"

namespace dataflow {

/// Families with children and their visits, in every form a profile can name.
inline constexpr std::string_view kProfile = R"(root: Message
tables:
  head:
    at: .
    columns: {year: Header/Year}
  child:
    in: head
    at: Children/Child
    columns:
      number: {number: true}
      year: {of: head, column: year}
      id: Ids/Id
      kind: Ids/Id/@kind
      note: Note
  visit:
    in: child
    at: Visits/Visit
    columns:
      number: {number: true}
      child: {of: child, column: id}
      child_number: {of: child, column: number}
      year: {of: child, column: year}
      day: .
      seen: "@seen"
)";

using Settings = std::map<std::string, std::string>;

/// A folder with a profile and files, read as a source.
class XmlFolder {
 public:
  explicit XmlFolder(std::string_view profile = kProfile) { folder_.write("p.yaml", profile); }

  void write(const std::string& name, std::string_view bytes) const { folder_.write(name, bytes); }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  [[nodiscard]] Result<std::unique_ptr<connectors::Connector>> open(Settings settings = {}) const {
    if (!settings.contains("file")) settings.try_emplace("folder", folder_.path().string());
    settings.try_emplace("profile", (folder_.path() / "p.yaml").string());
    return connectors::xml_kind().open({std::move(settings)});
  }

  /// Describes the source, then reads all columns of all tables.
  [[nodiscard]] Result<KeptRows> read(Settings settings = {}) const {
    TRY_ASSIGN(const auto connector, open(std::move(settings)));
    TRY_ASSIGN(const auto tables, connector->describe());
    KeptRows rows;
    TRY(connector->read(tables, rows));
    return rows;
  }

  /// The error without the folder: "t.xml:3: what hint"; empty when there is none.
  [[nodiscard]] std::string error(Settings settings = {}) const {
    const auto rows = read(std::move(settings));
    if (rows) return "";
    const std::string text = describe(rows.error());
    const std::string prefix = (folder_.path() / "").string();
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
  }

 private:
  TemporaryFolder folder_;
};

/// The rows of a source of one file with these bytes.
inline Result<KeptRows> rows_of(std::string_view bytes) {
  const XmlFolder folder;
  folder.write("t.xml", bytes);
  return folder.read();
}

inline std::string error_of(std::string_view bytes) {
  const XmlFolder folder;
  folder.write("t.xml", bytes);
  return folder.error();
}

/// A small right file.
inline constexpr std::string_view kSmall =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<Message>\n"
    " <Header><Year>2026</Year></Header>\n"
    " <Children>\n"
    "  <Child><Ids><Id kind=\"a\">A1</Id></Ids>\n"
    "   <Visits><Visit seen=\"1\">2026-01-01</Visit><Visit>2026-01-02</Visit></Visits></Child>\n"
    "  <Child><Ids><Id>A2</Id></Ids><Note/><Visits><Visit/></Visits></Child>\n"
    " </Children>\n"
    "</Message>\n";

}  // namespace dataflow
