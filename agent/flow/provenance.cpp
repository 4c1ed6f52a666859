#include "agent/flow/provenance.h"

#include <fmt/format.h>

#include "agent/standard/place.h"

namespace dataflow::flow {

Result<Provenance> Provenance::open(const mapping::MappingFile& mapping,
                                    const standard::Standard& standard,
                                    const sqlite::Database& database) {
  Provenance provenance(standard);
  TRY_ASSIGN(const auto fields, mapping::Lineage(mapping, database).of_fields());
  for (const auto& [path, columns] : fields) {
    provenance.columns_.emplace(path, mapping::in_one_line(columns));
  }
  return provenance;
}

/// Of an object or list: the columns of its key.
std::string Provenance::columns_of(const std::string& path) const {
  const auto found = columns_.find(path);
  if (found != columns_.end()) return found->second;
  const auto* field = standard_.find(path);
  const auto* key = field == nullptr ? nullptr : field->key_member();
  if (key == nullptr) return "";
  const auto of_key = columns_.find(key->path);
  return of_key == columns_.end() ? "" : of_key->second;
}

void Provenance::trace(const std::string& child, Finding& finding) const {
  finding.source = columns_of(standard::standard_path(finding.path));
  // The innermost item that has a key is the row; without one it is the child's own.
  std::string item = finding.place;
  std::string key = child;
  const auto* list = &standard_.document();
  while (!item.empty()) {
    const std::size_t close = item.rfind(']');
    if (close == std::string::npos) break;
    const std::size_t open = item.rfind('[', close);
    item.resize(close + 1);
    const auto* field = standard_.find(standard::standard_path(item));
    if (field != nullptr && field->key_member() != nullptr) {
      key = item.substr(open + 1, close - open - 1);
      list = field;
      break;
    }
    item.resize(open);
  }
  const std::string columns = columns_of(list->path);
  if (!columns.empty()) finding.row = fmt::format("{} = {}", columns, key);
}

}  // namespace dataflow::flow
