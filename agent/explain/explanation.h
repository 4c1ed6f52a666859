// An Explanation says of one child why each field says what it says, back to the rows of the
// source.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/core/finding.h"
#include "agent/explain/conversion.h"
#include "agent/mapping/column_references.h"
#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

struct LookupUse;

/// A column of one row, with its value as it was staged.
struct ColumnUse {
  ColumnReference column;
  std::optional<std::string> raw;  ///< without white space at its ends; nothing for NULL
  bool personal = true;            ///< whether it may tell who the child is
  std::vector<LookupUse> lookup;   ///< one when the column is a lookup's
};

/// The columns of one row.
using RowUse = std::vector<ColumnUse>;

/// Where a column of a lookup came from.
struct LookupUse {
  const Lookup* lookup = nullptr;
  Expression take;                 ///< the expression of the column
  std::optional<std::string> key;  ///< what was looked up; nothing when that is NULL or not known
  std::int64_t rows = 0;           ///< how many rows have that key
  std::int64_t passing = 0;        ///< how many of them `where` lets through
  std::vector<RowUse> chosen;      ///< the row that was taken, or all rows of the group
  sqlite::Reads beyond;            ///< what queries inside its expressions read
};

/// One value of the document, or a value, object or list that is absent.
struct ValueExplanation {
  std::string path;        ///< "social_care_episodes[0].referral_date"
  std::string keyed_path;  ///< the same with keys for places: "social_care_episodes[E1]...."
  const standard::Field* field = nullptr;
  std::string value;                     ///< JSON; empty when absent
  std::string absent;                    ///< why it is absent, one sentence
  const Block* block = nullptr;          ///< null when the mapping has no block for it
  std::optional<Expression> expression;  ///< nothing when the mapping has none for it
  RowUse columns;                        ///< what the expression reads of its row
  sqlite::Reads beyond;                  ///< what queries inside the expression read
  Conversion conversion;
  std::vector<RowUse> left_out;   ///< of an absent object or list: rows that `where` leaves out
  std::vector<Finding> findings;  ///< of this path
};

/// Where a child stands.
enum class Standing {
  built,     ///< it has a document
  held,      ///< it has none until the findings of weight hold are mended
  excluded,  ///< a rule of the cohort leaves it out
  unknown,   ///< no row of the cohort's table has this identifier
};

/// Why a child is not in the cohort.
struct Exclusion {
  const CohortRule* rule = nullptr;
  std::vector<RowUse> rows;  ///< what the rule reads, for each row of the person
  sqlite::Reads beyond;
};

/// Refers to the mapping and the standard, which must outlive it.
struct ChildExplanation {
  std::string child;
  const MappingFile* mapping = nullptr;  ///< the variant that the rows were read with; may be null
  Standing standing = Standing::unknown;
  std::optional<Exclusion> exclusion;    ///< of an excluded child
  std::vector<Finding> findings;         ///< all of the child's
  std::vector<ValueExplanation> values;  ///< of a built or held child, in the document's order
};

}  // namespace dataflow::mapping
