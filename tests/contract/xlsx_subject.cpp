#include <catch2/catch.hpp>

#include "connectors/xlsx/xlsx_connector.h"
#include "tests/contract/subjects.h"
#include "tests/temporary_folder.h"
#include "tests/xlsx/made_workbook.h"

namespace dataflow::contract {

namespace {

/// XML, with the one character that XML does not keep as workbooks write it.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\r')
      out += "_x000D_";
    else
      out += c;
  }
  return out;
}

std::string cell_of(Type type, const std::optional<std::string>& value) {
  if (!value) return "<c/>";
  switch (type) {
    case Type::key:
    case Type::whole:
    case Type::decimal:
      return "<c><v>" + *value + "</v></c>";
    case Type::boolean:
      return "<c t=\"b\"><v>" + *value + "</v></c>";
    default:
      return "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(*value) +
             "</t></is></c>";
  }
}

std::string sheet_of(const Table& table) {
  std::string xml = "<worksheet><sheetData><row>";
  for (const auto& column : table.columns) xml += cell_of(Type::text, column.name);
  xml += "</row>";
  for (const auto& row : table.rows) {
    xml += "<row>";
    for (std::size_t i = 0; i < row.size(); ++i) xml += cell_of(table.columns[i].type, row[i]);
    xml += "</row>";
  }
  return xml + "</sheetData></worksheet>";
}

std::string workbook_of(const Tables& tables) {
  const std::string relation =
      R"(<Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/)";
  std::map<std::string, std::string> parts;
  std::string sheets;
  std::string relations;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::string id = "r" + std::to_string(i);
    sheets += "<sheet name=\"" + escaped(tables[i].name) + "\" r:id=\"" + id + "\"/>";
    relations += relation + "worksheet\" Id=\"" + id + "\" Target=\"" + id + ".xml\"/>";
    parts["xl/" + id + ".xml"] = sheet_of(tables[i]);
  }
  parts["_rels/.rels"] = "<Relationships>" + relation +
                         "officeDocument\" Id=\"w\" Target=\"xl/workbook.xml\"/></Relationships>";
  parts["xl/workbook.xml"] = "<workbook><sheets>" + sheets + "</sheets></workbook>";
  parts["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relations + "</Relationships>";
  return zipped(parts);
}

/// One workbook, whose sheets are the tables. To lose it is to have it replaced while it is read.
class XlsxSubject final : public Subject {
 public:
  void fill(const Tables& tables) override { folder_.write(kFile, workbook_of(tables)); }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(Trouble trouble) override {
    losing_ = trouble == Trouble::lost_midway;
    auto source = connectors::xlsx_kind().open({{{"file", (folder_.path() / kFile).string()}}});
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
    if (std::exchange(losing_, false)) folder_.write(kFile, "");
  }

  [[nodiscard]] std::string contents() override {
    return TemporaryFolder::bytes_of(folder_.path() / kFile);
  }

 private:
  static constexpr char kFile[] = "council.xlsx";
  TemporaryFolder folder_;
  bool losing_ = false;
};

}  // namespace

std::unique_ptr<Subject> make_xlsx() {
  return std::make_unique<XlsxSubject>();
}

}  // namespace dataflow::contract
