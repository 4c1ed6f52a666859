// A workbook written part by part, for what no program would write.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <zip.h>

namespace dataflow {

/// Parts by their names, zipped.
inline std::string zipped(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_source_t* part = zip_source_buffer(archive, text.data(), text.size(), 0);
    if (zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8) < 0) {
      throw std::runtime_error("zip_file_add");
    }
  }
  if (zip_close(archive) != 0) throw std::runtime_error("zip_close");
  zip_stat_t stat;
  zip_source_stat(source, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(source);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

/// The parts of a workbook with one sheet of this XML within <worksheet>.
struct MadeWorkbook {
  std::string sheet;
  std::string shared;       ///< within <sst>
  std::string formats;      ///< within <numFmts>
  std::string cell_styles;  ///< within <cellXfs>
  std::string properties;   ///< the attributes of <workbookPr>
  std::string sheets = R"(<sheet name="t" sheetId="1" r:id="rId1"/>)";

  [[nodiscard]] std::map<std::string, std::string> parts() const {
    const std::string types =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const auto relation = [&](const std::string& id, const std::string& type,
                              const std::string& target) {
      return "<Relationship Id=\"" + id + "\" Type=\"" + types + type + "\" Target=\"" + target +
             "\"/>";
    };
    return {
        {"_rels/.rels", "<Relationships>" + relation("rId1", "officeDocument", "xl/workbook.xml") +
                            "</Relationships>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships>" + relation("rId1", "worksheet", "worksheets/sheet1.xml") +
             relation("rId2", "worksheet", "/xl/worksheets/sheet2.xml") +
             relation("rId3", "styles", "styles.xml") +
             relation("rId4", "sharedStrings", "sharedStrings.xml") +
             relation("rId5", "chartsheet", "chart.xml") + "</Relationships>"},
        {"xl/workbook.xml",
         "<workbook><workbookPr " + properties + "/><sheets>" + sheets + "</sheets></workbook>"},
        {"xl/worksheets/sheet1.xml", "<?xml version=\"1.0\"?><worksheet>" + sheet + "</worksheet>"},
        {"xl/worksheets/sheet2.xml",
         "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>"
         "</worksheet>"},
        {"xl/styles.xml", "<styleSheet><numFmts>" + formats + "</numFmts><cellXfs>" + cell_styles +
                              "</cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml", "<sst>" + shared + "</sst>"},
    };
  }
  [[nodiscard]] std::string bytes() const { return zipped(parts()); }
};

/// <sheetData> with a header "a" in A1 and the cells, each XML of a <c>, in A2, A3 and so on.
inline std::string below_header(const std::vector<std::string>& cells) {
  std::string data =
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>";
  for (const auto& cell : cells) data += "<row>" + cell + "</row>";
  return data + "</sheetData>";
}

}  // namespace dataflow
