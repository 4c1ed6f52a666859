#include "connectors/xlsx/workbook.h"

#include <utility>

#include "connectors/xlsx/bounds.h"
#include "connectors/xlsx/relations.h"
#include "connectors/xlsx/text.h"
#include "connectors/xlsx/xml.h"

namespace dataflow::connectors::xlsx {

class Workbook::Handler final : public XmlHandler {
 public:
  Handler(Workbook& workbook, const Relations& relations)
      : workbook_(workbook), relations_(relations) {}

  Result<Go> begin(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") {
      const auto since = attributes.get("date1904");
      if (since == "1" || since == "true") workbook_.epoch_ = Epoch::of_1904;
    } else if (name == "sheet") {
      add(attributes);
    }
    return Go::on;
  }
  Result<Go> end(std::string_view) override { return Go::on; }
  void text(std::string_view) override {}

 private:
  void add(const Attributes& attributes) {
    const Relation* relation = relations_.find(attributes.get("id"));
    if (relation == nullptr || relation->type != "worksheet") return;
    const auto state = attributes.get("state");
    workbook_.sheets_.push_back({unescaped(attributes.get("name")), relation->part,
                                 state == "hidden" || state == "veryHidden"});
  }

  Workbook& workbook_;
  const Relations& relations_;
};

Result<Workbook> Workbook::open(std::string bytes, std::string place) {
  const Digest digest = sha256(bytes);
  const std::uint64_t size = bytes.size();
  TRY_ASSIGN(auto archive, Archive::open(std::move(bytes), std::move(place)));
  Workbook workbook(std::move(archive));
  workbook.digest_ = digest;
  workbook.size_ = size;
  TRY(workbook.read());
  return workbook;
}

Result<void> Workbook::read() {
  TRY_ASSIGN(const auto top, Relations::read(archive_, ""));
  const std::string part = top.part_of_type("officeDocument");
  TRY_ASSIGN(const auto relations, Relations::read(archive_, part));
  TRY_ASSIGN(auto bytes, archive_.part(part, kMostSmallPartBytes));
  Handler handler(*this, relations);
  TRY(read_xml(bytes, handler, archive_.place()));
  if (const auto styles = relations.part_of_type("styles"); !styles.empty()) {
    TRY_ASSIGN(auto styles_part, archive_.part(styles, kMostSmallPartBytes));
    TRY_ASSIGN(styles_, Styles::read(styles_part, archive_.place()));
  }
  if (const auto shared = relations.part_of_type("sharedStrings"); !shared.empty()) {
    TRY_ASSIGN(auto shared_part, archive_.part(shared, kMostPartBytes));
    TRY_ASSIGN(shared_, SharedStrings::read(shared_part, archive_.place()));
  }
  return {};
}

}  // namespace dataflow::connectors::xlsx
