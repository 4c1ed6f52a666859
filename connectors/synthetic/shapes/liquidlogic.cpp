#include "connectors/synthetic/shapes/liquidlogic.h"

namespace dataflow::synthetic::liquidlogic {

std::vector<Table> tables(const Holdings& holdings) {
  std::vector<Table> tables;
  add_people(tables, holdings);
  add_casework(tables, holdings);
  add_forms(tables, holdings);
  add_care(tables, holdings);
  add_staff(tables, holdings);
  return tables;
}

void add_nobody(Table& table) {
  std::vector<Value> cells(table.types().size());
  cells.front() = kNobody;
  table.add(cells);
}

std::string form_of(std::string_view assessment) {
  return "FM" + std::string(assessment);
}

}  // namespace dataflow::synthetic::liquidlogic
