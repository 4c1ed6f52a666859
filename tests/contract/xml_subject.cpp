#include <utility>

#include <catch2/catch.hpp>

#include "connectors/xml/xml_connector.h"
#include "tests/contract/subjects.h"
#include "tests/temporary_folder.h"

namespace dataflow::contract {

namespace {

std::string text_in_xml(const std::string& value) {
  std::string text;
  for (const char c : value) {
    if (c == '&' || c == '<' || c == '\r') {
      text += "&#" + std::to_string(static_cast<int>(c)) + ";";
    } else {
      text += c;
    }
  }
  return text;
}

std::string element(const std::string& name, const std::string& content) {
  return "<" + name + ">" + content + "</" + name + ">";
}

/// Tables and columns are numbered elements, so that any name can be theirs in the profile.
std::string xml_of(const Tables& tables) {
  std::string all;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    std::string rows;
    for (const auto& row : tables[t].rows) {
      std::string cells;
      for (std::size_t c = 0; c < row.size(); ++c) {
        if (row[c]) cells += element("c" + std::to_string(c), text_in_xml(*row[c]));
      }
      rows += element("row", cells) + "\n";
    }
    all += element("t" + std::to_string(t), rows) + "\n";
  }
  return element("source", all);
}

std::string profile_of(const Tables& tables) {
  std::string profile = "root: source\ntables:\n";
  for (std::size_t t = 0; t < tables.size(); ++t) {
    profile +=
        "  \"" + tables[t].name + "\":\n    at: t" + std::to_string(t) + "/row\n    columns:\n";
    for (std::size_t c = 0; c < tables[t].columns.size(); ++c) {
      profile += "      \"" + tables[t].columns[c].name + "\": c" + std::to_string(c) + "\n";
    }
  }
  return profile;
}

/// A file in UTF-8. To lose it is to have it replaced while it is read.
class XmlSubject final : public Subject {
 public:
  void fill(const Tables& tables) override {
    folder_.write("source.xml", xml_of(tables));
    folder_.write("profile.yaml", profile_of(tables));
  }

  [[nodiscard]] std::unique_ptr<connectors::Connector> open(Trouble trouble) override {
    losing_ = trouble == Trouble::lost_midway;
    auto source =
        connectors::xml_kind().open({{{"file", (folder_.path() / "source.xml").string()},
                                      {"profile", (folder_.path() / "profile.yaml").string()}}});
    REQUIRE(source);
    return std::move(*source);
  }

  [[nodiscard]] bool can(Can what) const override { return what == Can::be_lost_midway; }

  [[nodiscard]] std::optional<std::string> shown(
      Type /*type*/, const std::optional<std::string>& value) const override {
    return value == "" ? std::nullopt : value;
  }

  void row_arrived() override {
    if (std::exchange(losing_, false)) folder_.write("source.xml", "<source>");
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
  bool losing_ = false;
};

}  // namespace

std::unique_ptr<Subject> make_xml() {
  return std::make_unique<XmlSubject>();
}

}  // namespace dataflow::contract
