// The tables of the Standard Safeguarding Dataset (SSD) that a made-up council fills, with the
// types that System C's edition gives their columns.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/synthetic/ssd_columns.h"

namespace dataflow::synthetic {

enum class TableId : std::size_t {
  person,
  address,
  disability,
  immigration_status,
  linked_identifiers,
  contacts,
  cin_episodes,
  cin_assessments,
  assessment_factors,
  cin_plans,
  cin_visits,
  s47_enquiry,
  initial_cp_conference,
  cp_plans,
  cla_episodes,
  cla_placement,
  permanence,
  care_leavers,
  sdq_scores,
  involvements,
  professionals,
  department,
};
inline constexpr std::size_t kTables = 22;

struct ColumnShape {
  std::string_view name;
  std::string_view type;
};

struct SsdTable {
  std::string_view name;
  std::span<const ColumnShape> columns;
  std::optional<std::size_t> person;  ///< the column that says whose row it is
};

/// All tables in the order of TableId. Contacts, visits and department feed no field of the DfE's
/// payload: they are there to be left unread.
[[nodiscard]] const std::array<SsdTable, kTables>& ssd_tables();
[[nodiscard]] inline const SsdTable& ssd_table(TableId id) {
  return ssd_tables()[static_cast<std::size_t>(id)];
}

/// One row; its cells follow the table's columns.
using Row = std::vector<std::optional<std::string>>;

/// Every row about one person, table by table.
class PersonRows {
 public:
  [[nodiscard]] std::vector<Row>& operator[](TableId id) {
    return tables_[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] const std::vector<Row>& operator[](TableId id) const {
    return tables_[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] std::array<std::vector<Row>, kTables>& all() { return tables_; }
  [[nodiscard]] const std::array<std::vector<Row>, kTables>& all() const { return tables_; }

  /// A new row of that table with every cell NULL.
  Row& add(TableId id) { return (*this)[id].emplace_back(ssd_table(id).columns.size()); }

 private:
  std::array<std::vector<Row>, kTables> tables_;
};

}  // namespace dataflow::synthetic
