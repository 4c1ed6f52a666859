// Corrections: what a council sets right by hand for a while, one child and one value at a time.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/fault.h"
#include "agent/core/record.h"
#include "agent/mapping/mapping_file.h"
#include "agent/standard/standard.h"

namespace dataflow::corrections {

enum class Action {
  set,    ///< the value stands in the place of what the source gives
  clear,  ///< the field is left out
  hold,   ///< the child does not go
};

/// One row of the file.
struct Correction {
  std::size_t line = 0;  ///< in the file
  std::string child;     ///< la_child_id
  std::string path;      ///< "social_care_episodes[E1].closure_date"; empty for a hold of the child
  Action action = Action::set;
  std::string json;  ///< canonical JSON of the value, for set
  Day from;          ///< first day it holds
  Day until;         ///< last day it holds
};

/// The rules under which corrections are listed among the findings.
inline constexpr char kHeldRule[] = "C01";       ///< a correction holds the child
inline constexpr char kCorrectedRule[] = "C02";  ///< a correction changes a value
inline constexpr char kNoPlaceRule[] = "C03";    ///< a correction finds nothing to change
inline constexpr char kExpiredRule[] = "C04";    ///< corrections have expired

/// The corrections of a file on one day. The standard must outlive it.
class Corrections {
 public:
  /// Reads the file; where the path is empty, there are no corrections. It is a CSV file with the
  /// columns child, path, action (set, clear or hold), value, reason, by, from and until. Every
  /// correction needs a reason, a name and both days; a value has to fit its field; keys cannot be
  /// corrected. Every fault is added with its line; what is right is kept.
  [[nodiscard]] static Corrections read(const std::filesystem::path& file,
                                        const standard::Standard& standard,
                                        const mapping::MappingFile& mapping, Day today,
                                        Faults& faults);

  /// Changes a record by the corrections that hold today, and adds a finding for each of them.
  void apply(Record& record) const;

  /// About the file as a whole: corrections that have expired.
  [[nodiscard]] std::vector<Finding> findings() const;

  /// Those that hold today, by child.
  [[nodiscard]] const std::map<std::string, std::vector<Correction>>& today() const {
    return today_;
  }

 private:
  explicit Corrections(const standard::Standard& standard) : standard_(&standard) {}

  const standard::Standard* standard_;
  std::map<std::string, std::vector<Correction>> today_;
  std::size_t expired_ = 0;
};

}  // namespace dataflow::corrections
