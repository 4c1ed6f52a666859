// A Rule says what is wrong with a child's data, as the DfE's censuses or this project number it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/finding.h"
#include "agent/standard/field.h"

namespace dataflow::standard {

/// What a rule is asked about.
enum class Subject {
  building,  ///< judged while the document is built: the rule has no SQL
  block,     ///< each row of one object or list of the document
  council,   ///< all children together
};

struct Rule {
  std::string number;  ///< "1105", "1560Q" of the DfE's censuses; F, O numbers are ours
  std::string says;    ///< one sentence for the data lead: what is wrong
  std::string hint;    ///< what to do about it
  Weight weight = Weight::warn;
  std::vector<std::string> fields;  ///< paths of the standard; a finding points to the first
  Subject subject = Subject::building;
  std::string block;        ///< the path of the object or list; empty for the child itself
  std::string breaks;       ///< SQL that is true for a row that breaks the rule
  std::optional<Day> from;  ///< first day the rule holds; open when absent
  std::optional<Day> to;    ///< last day the rule holds; open when absent
  std::string file;
  std::size_t line = 0;    ///< of `breaks`
  std::size_t column = 0;  ///< of `breaks`

  [[nodiscard]] bool holds_on(Day day) const {
    return (!from || *from <= day) && (!to || day <= *to);
  }
};

/// Data that is never sent and that rules may ask for, such as the date of death. A mapping that
/// can fill it does.
struct Beside {
  std::string name;
  std::string on;    ///< the path of the keyed list an entry belongs to; empty for the child
  std::string says;  ///< what it is, one sentence
  Field entry;       ///< a list whose members are the values
};

/// What rules.yaml holds.
struct RuleBook {
  std::vector<Rule> rules;      ///< in the file's order
  std::vector<Beside> besides;  ///< in the file's order

  [[nodiscard]] const Rule* find(std::string_view number) const;
  [[nodiscard]] const Beside* beside(std::string_view name) const;
};

/// The name under which rules know an object or list: the last part of its path, "child" for the
/// document itself.
[[nodiscard]] std::string block_name(const Field& field);

}  // namespace dataflow::standard
