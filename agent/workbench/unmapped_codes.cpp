#include "agent/workbench/unmapped_codes.h"

#include <algorithm>

#include "agent/core/ascii.h"
#include "agent/mapping/block_sql.h"
#include "agent/mapping/code_table.h"
#include "agent/mapping/lineage.h"
#include "agent/mapping/records.h"
#include "agent/mapping/source_text.h"
#include "agent/sqlite/read_guard.h"

namespace dataflow::mapping {

namespace {

using standard::FieldKind;

constexpr int kFirstField = 3;  // of select_block()

/// The texts of one field that stand for no code, with the number of rows of each.
class Tally {
 public:
  Tally(const standard::CodeList& list, const CodeWords& words, FieldKind kind)
      : list_(list), words_(words), kind_(kind) {}

  /// The children come one after another: `child` is the place of the row's own.
  void add(std::int64_t child, std::string_view text) {
    if (kind_ == FieldKind::code) return add_item(child, ascii::trimmed(text));
    for (const auto item : ItemList(text)) add_item(child, item);
  }

  std::vector<UnmappedText> take() const {
    std::vector<UnmappedText> texts;
    for (const auto& [text, count] : counts_) {
      texts.push_back({text, count.rows, count.children, nearest_codes(text, list_)});
    }
    std::stable_sort(texts.begin(), texts.end(),
                     [](const auto& a, const auto& b) { return a.rows > b.rows; });
    return texts;
  }

 private:
  struct Count {
    std::int64_t rows = 0;
    std::int64_t children = 0;
    std::int64_t last_child = 0;  // places are counted from 1
  };

  void add_item(std::int64_t child, std::string_view text) {
    if (text.empty() || read_code(list_, words_, text) != nullptr) return;
    auto found = counts_.find(text);
    if (found == counts_.end()) found = counts_.emplace(text, Count()).first;
    Count& count = found->second;
    ++count.rows;
    if (count.last_child != child) ++count.children;
    count.last_child = child;
  }

  const standard::CodeList& list_;
  const CodeWords& words_;
  FieldKind kind_;
  std::map<std::string, Count, std::less<>> counts_;
};

bool is_coded(const standard::Field& field) {
  return field.kind == FieldKind::code || field.kind == FieldKind::codes;
}

class Search {
 public:
  Search(const MappingFile& mapping, const standard::Standard& standard,
         const sqlite::Database& database, Day today)
      : standard_(standard),
        database_(database),
        words_(words_on(mapping.codes, today)),
        origins_(mapping, database) {}

  Result<void> block(const Block& block, const Block* parent) {
    std::map<std::size_t, Tally> tallies;
    for (std::size_t i = 0; i < block.fields.size(); ++i) {
      const auto& field = *block.fields[i].first;
      if (is_coded(field)) {
        tallies.emplace(i, Tally(*standard_.code_list(field.code_list), words_, field.kind));
      }
    }
    if (tallies.empty()) return {};
    TRY(read(block, parent, tallies));
    for (const auto& [place, tally] : tallies) TRY(add(block, place, tally));
    return {};
  }

  std::vector<UnmappedField> take() { return std::move(found_); }

 private:
  Result<void> read(const Block& block, const Block* parent,
                    std::map<std::size_t, Tally>& tallies) const {
    const sqlite::ReadGuard guard(database_, kAuthor);
    TRY_ASSIGN(auto rows, database_.prepare(select_block(block, parent, Numbered::no)));
    while (true) {
      switch (rows.step()) {
        case sqlite::Step::failed:
          return rows.error();
        case sqlite::Step::done:
          return {};
        case sqlite::Step::row:
          break;
      }
      for (auto& [place, tally] : tallies)
        tally.add(rows.integer(0), rows.text(kFirstField + static_cast<int>(place)));
    }
  }

  Result<void> add(const Block& block, std::size_t place, const Tally& tally) {
    auto texts = tally.take();
    if (texts.empty()) return {};
    const auto& [field, expression] = block.fields[place];
    TRY_ASSIGN(const auto read, origins_.of(block.from, expression));
    std::vector<std::string> columns(read.begin(), read.end());
    found_.push_back(
        {field, field->code_list, std::move(columns), expression.line, std::move(texts)});
    return {};
  }

  const standard::Standard& standard_;
  const sqlite::Database& database_;
  const CodeWords words_;
  Lineage origins_;
  std::vector<UnmappedField> found_;
};

}  // namespace

Result<std::vector<UnmappedField>> unmapped_codes(const MappingFile& mapping,
                                                  const standard::Standard& standard,
                                                  const Staging& staging, Day today) {
  // Makes the lookups, the cohort and the keys that the blocks' SELECTs read.
  TRY_ASSIGN(const auto records, Records::open(mapping, standard, staging, today));
  const auto plan = plan_document(mapping, standard);
  Search search(mapping, standard, staging.database(), today);
  for (const auto& block : plan) {
    if (block.spec == nullptr) continue;
    TRY(search.block(*block.spec, block.below_item ? plan[block.parent].spec : nullptr));
  }
  return search.take();
}

}  // namespace dataflow::mapping
