// The SSD's rows about one person, as System C's edition of the dataset would hold them that day.
#pragma once

#include <cstdint>

#include "agent/core/day.h"
#include "connectors/synthetic/person.h"
#include "connectors/synthetic/ssd_schema.h"
#include "connectors/synthetic/staff.h"

namespace dataflow::synthetic {

/// What the rows of one person depend on besides the person.
struct Recording {
  const Staff& staff;
  std::uint64_t seed = 0;
  Day today;  ///< row ids that System C draws anew each night depend on it, and nothing else does
};

/// Dates are "YYYY-MM-DD 00:00:00"; whatever is not known is NULL.
[[nodiscard]] PersonRows rows_of(const Person& person, const Recording& recording);

/// Turns the order of the person's rows round in every table.
void turn_round(PersonRows& rows);

/// The tables of workers and teams.
[[nodiscard]] Row row_of(const Worker& worker, const Staff& staff);
[[nodiscard]] Row row_of(const Team& team, const Staff& staff);

}  // namespace dataflow::synthetic
