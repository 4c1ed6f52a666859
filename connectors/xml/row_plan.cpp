#include "connectors/xml/row_plan.h"

#include <algorithm>

#include "connectors/wishes.h"

namespace dataflow::connectors::xml {

namespace {

Spot& below(Spot& spot, const std::vector<std::string>& elements) {
  Spot* at = &spot;
  for (const auto& element : elements) {
    auto& next = at->inside[element];
    if (!next) next = std::make_unique<Spot>();
    at = next.get();
  }
  return *at;
}

class Planning {
 public:
  Planning(const XmlProfile& profile, const TableShape& wish) : profile_(profile) {
    plan_.wish = wish;
    plan_.root = profile.root;
    const auto shapes = profile.shapes();
    const auto* table = find_table(shapes, wish.table);
    add_levels(static_cast<std::size_t>(table - shapes.data()));
    for (const auto& name : wish.columns) {
      add_cell(chain_.back(), find_column(*table, name).value());
    }
  }

  [[nodiscard]] RowPlan take() { return std::move(plan_); }

 private:
  void add_levels(std::size_t table) {
    for (std::optional<std::size_t> one = table; one; one = profile_.tables[*one].inside) {
      chain_.insert(chain_.begin(), *one);
    }
    Spot* spot = &below(plan_.top, {profile_.root});
    for (const std::size_t place : chain_) {
      spot = &below(*spot, profile_.tables[place].at);
      spot->row_of = plan_.levels.size();
      rows_.push_back(spot);
      plan_.levels.push_back({profile_.tables[place].name, {}});
    }
  }

  void add_cell(std::size_t table, std::size_t place) {
    const XmlColumn& column = profile_.tables[table].columns[place];
    if (column.kind == XmlColumn::Kind::above) return add_cell(column.table, column.column);
    const auto found = std::find(chain_.begin(), chain_.end(), table);
    const auto level = static_cast<std::size_t>(found - chain_.begin());
    const Slot slot{level, plan_.levels[level].columns.size()};
    plan_.cells.push_back({slot, column.kind == XmlColumn::Kind::number});
    if (column.kind == XmlColumn::Kind::number) return;
    plan_.levels[level].columns.push_back(column.name);
    Spot& spot = below(*rows_[level], column.path.elements);
    auto& takers =
        column.path.attribute.empty() ? spot.texts : spot.attributes[column.path.attribute];
    takers.push_back(slot);
  }

  const XmlProfile& profile_;
  RowPlan plan_;
  std::vector<std::size_t> chain_;  // the tables of the levels: their places in the profile
  std::vector<Spot*> rows_;         // where the rows of each level stand
};

}  // namespace

RowPlan RowPlan::of(const XmlProfile& profile, const TableShape& wish) {
  return Planning(profile, wish).take();
}

}  // namespace dataflow::connectors::xml
