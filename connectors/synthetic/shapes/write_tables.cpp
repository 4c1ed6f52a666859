#include "connectors/synthetic/shapes/write_tables.h"

#include "connectors/synthetic/writers.h"

namespace dataflow::synthetic {

Result<void> write_tables(const std::vector<Table>& tables, const Target& target,
                          Progress& progress) {
  if (target.container == Container::csv_folder) {
    return write_csv_folder(target.path, tables, progress);
  }
  return write_database(target.path, tables, progress);
}

}  // namespace dataflow::synthetic
