#include "connectors/xlsx/relations.h"

#include <algorithm>

#include "connectors/xlsx/bounds.h"
#include "connectors/xlsx/xml.h"

namespace dataflow::connectors::xlsx {

namespace {

/// "xl/" of "xl/workbook.xml".
std::string folder_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string::npos ? "" : part.substr(0, slash + 1);
}

/// The part that a target means to a part in that folder. A path with dots in it is taken as it
/// stands and found nowhere: no writer of workbooks needs one.
std::string resolved(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  while (target.starts_with("./")) target.remove_prefix(2);
  return folder + std::string(target);
}

}  // namespace

class Relations::Handler final : public XmlHandler {
 public:
  Handler(Relations& relations, std::string folder)
      : relations_(relations), folder_(std::move(folder)) {}

  Result<Go> begin(std::string_view name, const Attributes& attributes) override {
    const bool elsewhere = attributes.get("TargetMode") == "External";
    if (name != "Relationship" || elsewhere) return Go::on;
    const std::string_view type = attributes.get("Type");
    relations_.relations_[std::string(attributes.get("Id"))] = {
        std::string(type.substr(type.rfind('/') + 1)), resolved(folder_, attributes.get("Target"))};
    return Go::on;
  }
  Result<Go> end(std::string_view) override { return Go::on; }
  void text(std::string_view) override {}

 private:
  Relations& relations_;
  std::string folder_;
};

Result<Relations> Relations::read(const Archive& archive, const std::string& part) {
  const std::string folder = folder_of(part);
  const std::string name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  Relations relations;
  if (!archive.has(name)) return relations;
  TRY_ASSIGN(auto bytes, archive.part(name, kMostSmallPartBytes));
  Handler handler(relations, folder);
  TRY(read_xml(bytes, handler, archive.place()));
  return relations;
}

const Relation* Relations::find(std::string_view id) const {
  const auto found = relations_.find(id);
  return found == relations_.end() ? nullptr : &found->second;
}

std::string Relations::part_of_type(std::string_view type) const {
  const auto found = std::find_if(relations_.begin(), relations_.end(),
                                  [&](const auto& one) { return one.second.type == type; });
  return found == relations_.end() ? "" : found->second.part;
}

}  // namespace dataflow::connectors::xlsx
