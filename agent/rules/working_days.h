// Working days in England and Wales: Monday to Friday without bank holidays.
#pragma once

#include "agent/core/day.h"

namespace dataflow::rules {

/// Whether the day is a bank holiday, by the Banking and Financial Dealings Act 1971 and its usual
/// proclamations: New Year, Good Friday, Easter Monday, the two in May, the one in August,
/// Christmas and Boxing Day, each moved to the next working day from a weekend; and the single ones
/// that were proclaimed since 2020.
[[nodiscard]] bool is_bank_holiday(Day day);

[[nodiscard]] bool is_working_day(Day day);

/// Working days after `from` up to and including `to`; 0 when `to` is not later.
[[nodiscard]] int working_days(Day from, Day to);

}  // namespace dataflow::rules
