#include <algorithm>
#include <array>

#include "connectors/synthetic/shapes/cin_xml.h"
#include "connectors/synthetic/shapes/eclipse.h"
#include "connectors/synthetic/shapes/liquidlogic.h"
#include "connectors/synthetic/shapes/mosaic.h"
#include "connectors/synthetic/shapes/rest_pages.h"
#include "connectors/synthetic/shapes/shape.h"
#include "connectors/synthetic/shapes/ssda903_csv.h"
#include "connectors/synthetic/shapes/write_tables.h"

namespace dataflow::synthetic {

namespace {

Result<void> write_ssd(const Holdings& holdings, const Target& target, Progress& progress) {
  return write_tables(holdings.tables, target, progress);
}

/// Writes the tables that a system's shape makes.
template <std::vector<Table> (*tables)(const Holdings&)>
Result<void> write_system(const Holdings& holdings, const Target& target, Progress& progress) {
  return write_tables(tables(holdings), target, progress);
}

constexpr std::array kShapes = {
    Shape{"ssd", "Standard Safeguarding Dataset", Shape::Form::tables, write_ssd},
    Shape{"liquidlogic", "Liquidlogic's tables, as in HDM.Child_Social", Shape::Form::tables,
          write_system<liquidlogic::tables>},
    Shape{"mosaic", "Mosaic's data mart", Shape::Form::tables, write_system<mosaic::tables>},
    Shape{"eclipse", "Eclipse's views", Shape::Form::tables, write_system<eclipse::tables>},
    Shape{"cin-xml", "file of the children in need census", Shape::Form::files, write_cin_xml},
    Shape{"ssda903-csv", "files of the SSDA903 return", Shape::Form::files, write_ssda903_csv},
    Shape{"rest", "pages of JSON for a web server, with their profile", Shape::Form::files,
          write_rest_pages},
};

}  // namespace

std::span<const Shape> shapes() {
  return kShapes;
}

const Shape* shape_named(std::string_view name) {
  const auto* found = std::find_if(kShapes.begin(), kShapes.end(),
                                   [&](const Shape& shape) { return shape.name == name; });
  return found == kShapes.end() ? nullptr : found;
}

}  // namespace dataflow::synthetic
