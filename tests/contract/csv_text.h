// Writes a made-up table as a CSV file: every field that has a value stands in quotes.
#pragma once

#include <string>

#include "tests/contract/subject.h"

namespace dataflow::contract {

[[nodiscard]] std::string csv_of(const Table& table);

}  // namespace dataflow::contract
