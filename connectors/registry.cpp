#include "connectors/registry.h"

#include <algorithm>
#include <array>

#include "connectors/csv/csv_connector.h"
#include "connectors/odbc/odbc_connector.h"
#include "connectors/rest/rest_connector.h"
#include "connectors/singer/singer_connector.h"
#include "connectors/sqlite/sqlite_connector.h"
#include "connectors/synthetic/synthetic_connector.h"
#include "connectors/xlsx/xlsx_connector.h"
#include "connectors/xml/xml_connector.h"

namespace dataflow::connectors {

std::span<const Kind> kinds() {
  static const std::array table = {
      csv_kind(),  xlsx_kind(), xml_kind(),    sqlite_kind(),
      odbc_kind(), rest_kind(), singer_kind(), synthetic_kind(),
  };
  return table;
}

const Kind* find_kind(std::string_view name) {
  const auto known = kinds();
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const Kind& kind) { return kind.name == name; });
  return found == known.end() ? nullptr : &*found;
}

}  // namespace dataflow::connectors
