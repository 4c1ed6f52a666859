// The shape of Liquidlogic (LCS): the warehouse tables of the schema HDM.Child_Social.
//
// Dimensions and facts, typed columns; look-ups that say which national code a local one stands
// for; texts that begin with their code; forms as one row per answer; -1 where there is nobody, and
// a row -1 in each dimension; 1900-01-01 where there is no day. Names of tables and columns are
// those that public extracts of councils read.
#pragma once

#include <vector>

#include "connectors/synthetic/shapes/rearrange.h"

namespace dataflow::synthetic::liquidlogic {

/// All tables of the shape.
[[nodiscard]] std::vector<Table> tables(const Holdings& holdings);

// Its parts: each adds the tables of one area.
void add_people(std::vector<Table>& tables, const Holdings& holdings);
void add_casework(std::vector<Table>& tables, const Holdings& holdings);
void add_forms(std::vector<Table>& tables, const Holdings& holdings);
void add_care(std::vector<Table>& tables, const Holdings& holdings);
void add_staff(std::vector<Table>& tables, const Holdings& holdings);

// What the system writes everywhere.
inline constexpr std::string_view kId = "nvarchar(48)";
inline constexpr std::string_view kCode = "nvarchar(48)";
inline constexpr std::string_view kText = "nvarchar(1000)";
inline constexpr std::string_view kDate = "datetime";
inline constexpr std::string_view kFlag = "nchar(1)";
inline constexpr std::string_view kNobody = "-1";
inline constexpr std::string_view kNoDay = "1900-01-01 00:00:00";
/// Before a local code, so that none is taken for a national one.
inline constexpr std::string_view kLocal = "L-";

/// Adds the row that stands for nobody: its first column is -1, all others are NULL.
void add_nobody(Table& table);

/// The form that an assessment was written in.
[[nodiscard]] std::string form_of(std::string_view assessment);

}  // namespace dataflow::synthetic::liquidlogic
