#include "connectors/synthetic/shapes/eclipse.h"

namespace dataflow::synthetic::eclipse {

std::vector<Table> tables(const Holdings& holdings) {
  std::vector<Table> tables;
  add_people(tables, holdings);
  add_classifications(tables, holdings);
  add_forms(tables, holdings);
  add_care(tables, holdings);
  add_relationships(tables, holdings);
  return tables;
}

}  // namespace dataflow::synthetic::eclipse
