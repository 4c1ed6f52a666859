#include "connectors/synthetic/shapes/former_numbers.h"

namespace dataflow::synthetic {

Look newest_former_numbers(const Holdings& holdings) {
  using namespace ssd::linked_identifiers;
  Look numbers;
  Look since;
  each_row(holdings, TableId::linked_identifiers, [&](const SsdRow& row) {
    if (row[identifier_type] != "Former Unique Pupil Number") return;
    if (!row[person_id] || !row[identifier_value]) return;
    const std::string person(*row[person_id]);
    const std::string number(*row[identifier_value]);
    const std::string from(row[valid_from_date].value_or(""));
    const auto known = numbers.find(person);
    const bool newer = known == numbers.end() || from > since[person] ||
                       (from == since[person] && number < known->second);
    if (!newer) return;
    numbers[person] = number;
    since[person] = from;
  });
  return numbers;
}

}  // namespace dataflow::synthetic
