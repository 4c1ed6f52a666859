#include "connectors/xlsx/shared_strings.h"

#include "connectors/xlsx/bounds.h"
#include "connectors/xlsx/text.h"

namespace dataflow::connectors::xlsx {

class SharedStrings::Handler final : public XmlHandler {
 public:
  Handler(SharedStrings& strings, std::string_view place) : strings_(strings), place_(place) {}

  Result<Go> begin(std::string_view name, const Attributes& attributes) override {
    text_.begin(name, attributes);
    return Go::on;
  }
  Result<Go> end(std::string_view name) override {
    text_.end(name);
    if (name != "si") return Go::on;
    const std::string text = text_.take();
    const bool fits = text.size() <= kMostCellBytes && strings_.ends_.size() < kMostShared &&
                      strings_.texts_.size() + text.size() <= kMostSharedBytes;
    if (!fits) {
      return Error{Remedy::stop, std::string(place_),
                   "the texts of the workbook are longer or more than Excel allows.",
                   "Check where the workbook comes from, and export it again in smaller pieces."};
    }
    strings_.texts_ += text;
    strings_.ends_.push_back(strings_.texts_.size());
    return Go::on;
  }
  void text(std::string_view text) override { text_.text(text); }

 private:
  SharedStrings& strings_;
  std::string_view place_;
  RichText text_;
};

Result<SharedStrings> SharedStrings::read(Part& part, std::string_view place) {
  SharedStrings strings;
  Handler handler(strings, place);
  TRY(read_xml(part, handler, place));
  return strings;
}

std::optional<std::string_view> SharedStrings::find(std::size_t number) const {
  if (number >= ends_.size()) return std::nullopt;
  const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(texts_).substr(begin, ends_[number] - begin);
}

}  // namespace dataflow::connectors::xlsx
