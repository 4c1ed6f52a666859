#include "connectors/synthetic/shapes/mosaic.h"

namespace dataflow::synthetic::mosaic {

std::vector<Table> tables(const Holdings& holdings) {
  std::vector<Table> tables;
  add_people(tables, holdings);
  add_workflow(tables, holdings);
  add_casework(tables, holdings);
  add_forms(tables, holdings);
  add_care(tables, holdings);
  add_leavers(tables, holdings);
  add_staff(tables, holdings);
  return tables;
}

std::string group_of(std::string_view step) {
  return "SG" + std::string(step);
}

}  // namespace dataflow::synthetic::mosaic
