// libFuzzer over the XML reader: one choice says how long the pieces are in which the rest is read.

#include <string>
#include <vector>

#include "connectors/xml/row_builder.h"
#include "connectors/xml/row_plan.h"
#include "connectors/xml/xml_profile.h"
#include "tests/fuzz/choosing.h"
#include "tests/fuzz/promise.h"

namespace {

using namespace dataflow;
using namespace dataflow::connectors::xml;

/// Rows b in rows a of a document r, with a column of each kind.
XmlProfile made_up_profile() {
  using Kind = XmlColumn::Kind;
  XmlTable outer{"a", std::nullopt, {"a"}, {}};
  outer.columns = {{"id", Kind::text, {{"id"}, ""}, 0, 0}, {"number", Kind::number, {}, 0, 0}};
  XmlTable inner{"b", 0, {"c", "b"}, {}};
  inner.columns = {{"id", Kind::above, {}, 0, 0},
                   {"number", Kind::above, {}, 0, 1},
                   {"own", Kind::text, {}, 0, 0},
                   {"x", Kind::text, {{}, "x"}, 0, 0}};
  return {"r", {std::move(outer), std::move(inner)}};
}

class Counting final : public RowSink {
 public:
  explicit Counting(std::size_t columns) : columns_(columns) {}
  [[nodiscard]] Result<void> begin_table(const TableShape& /*shape*/) override { return {}; }
  [[nodiscard]] Result<void> row(std::span<const Cell> cells) override {
    promise(cells.size() == columns_, "a row has a cell for each column");
    for (const Cell& cell : cells) {
      promise(!cell || !cell->empty(), "an empty text is nothing");
      read += "|" + std::string(cell.value_or("-"));
    }
    return {};
  }
  void found(Finding /*finding*/) override {}
  std::string read;

 private:
  std::size_t columns_;
};

/// What was read before the end or the first error, and whether there was none.
std::pair<std::string, bool> read(const RowPlan& plan, std::string_view bytes, std::size_t piece) {
  RowBuilder builder(plan);
  Counting rows(plan.wish.columns.size());
  dataflow::xml::Parser parser("t.xml", builder);
  bool right = true;
  for (; right && !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    right = parser.take(bytes.substr(0, piece)).has_value() && builder.pass(rows).has_value();
  }
  right = right && parser.finish().has_value() && builder.pass(rows).has_value();
  return {rows.read, right};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const XmlProfile profile = made_up_profile();
  static const RowPlan plan = RowPlan::of(profile, profile.shapes().back());
  Choosing input(data, size);
  const std::size_t piece = 1 + input.one_of(64);
  const auto whole = read(plan, input.rest(), size + 1);
  const auto pieces = read(plan, input.rest(), piece);
  promise(whole.second == pieces.second, "where a file is cut does not make it right or wrong");
  promise(!whole.second || whole == pieces, "where a file is cut does not change what is read");
  return 0;
}
