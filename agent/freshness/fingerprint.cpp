#include "agent/freshness/fingerprint.h"

#include <algorithm>
#include <map>
#include <utility>

#include "agent/core/digest.h"
#include "agent/freshness/code_changes.h"
#include "agent/freshness/column_changes.h"

namespace dataflow::freshness {

namespace {

/// The fields of codes that the mapping fills.
std::set<std::string> coded_fields(const mapping::MappingFile& mapping) {
  std::set<std::string> fields;
  for (const auto& block : mapping.blocks) {
    for (const auto& [field, expression] : block.fields) {
      const bool coded =
          field->kind == standard::FieldKind::code || field->kind == standard::FieldKind::codes;
      if (coded) fields.insert(field->path);
    }
  }
  return fields;
}

}  // namespace

ledger::SourceSeen seen_of(std::vector<TableShape> tables, const mapping::CodeCounts& counts) {
  ledger::SourceSeen seen{std::move(tables), {}};
  for (const auto& [path, field] : counts.by_path()) {
    for (const auto& [code, uses] : field->codes)
      seen.codes.push_back({path, code->code, true, uses});
    for (const auto& [text, uses] : field->texts) {
      seen.codes.push_back({path, sha256(text).hex(), false, uses});
    }
  }
  std::sort(seen.codes.begin(), seen.codes.end(), [](const auto& a, const auto& b) {
    return std::tie(a.field, a.code) < std::tie(b.field, b.code);
  });
  return seen;
}

Changes changes(const ledger::SourceSeen& seen, const ledger::SourceMemory& memory,
                const mapping::MappingFile& mapping, Day today) {
  Changes changes;
  for (const auto& table : seen.tables) {
    auto finding = column_changes(table, memory.columns, today);
    if (finding) changes.findings.push_back(std::move(*finding));
  }
  for (const auto& path : coded_fields(mapping)) {
    const CodeChanges field(path, seen.codes, memory.codes, today);
    for (auto& finding : field.findings()) changes.findings.push_back(std::move(finding));
    if (field.replaced()) changes.replaced.insert(path);
  }
  return changes;
}

ledger::SourceSeen to_remember(ledger::SourceSeen seen, const Changes& changes) {
  std::erase_if(seen.codes,
                [&](const ledger::CodeUse& use) { return changes.replaced.count(use.field) != 0; });
  return seen;
}

}  // namespace dataflow::freshness
