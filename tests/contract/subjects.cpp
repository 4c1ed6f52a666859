#include "tests/contract/subjects.h"

#include <array>

namespace dataflow::contract {

std::span<const Entry> all_subjects() {
  static const std::array table = {
      Entry{"sqlite", "SQLite", make_sqlite, lacks_nothing},
      Entry{"csv", "a folder of CSV files", make_csv, lacks_nothing},
      Entry{"xml", "an XML file", make_xml, lacks_nothing},
      Entry{"rest", "an API over HTTPS", make_rest, lacks_nothing},
      Entry{"singer", "a Singer tap", make_singer, lacks_nothing},
      Entry{"odbc", "PostgreSQL", make_postgresql, postgresql_lacks},
      Entry{"odbc", "MariaDB", make_mariadb, mariadb_lacks},
  };
  return table;
}

}  // namespace dataflow::contract
