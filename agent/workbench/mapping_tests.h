// Mapping tests are examples that a data lead writes into the mapping file: rows, and what they
// give.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/snapshot.h"
#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

/// The day on which a test runs that names none. Fixed, so that a test gives the same for ever.
inline constexpr char kTestDay[] = "2026-06-01";

/// What one child should come to.
struct Expectation {
  std::string child;
  /// A path in the document (standard/place.h), `cohort` for the rule that leaves the child out, or
  /// `held` for the number of a rule that holds it.
  std::string path;
  std::optional<std::string> value;  ///< as shown() writes it; nothing: it should not be there
  std::size_t line = 0;
};

struct MappingTest {
  /// Cells by column; a column that is not given is NULL.
  using Row = std::map<std::string, std::string>;

  std::string says;
  std::size_t line = 0;
  std::string variant;  ///< that the test stands under; empty: it reads the mapping without one
  Day today;
  std::map<std::string, std::vector<Row>> rows;  ///< by table
  std::vector<Expectation> expected;
};

/// An expectation that was not met.
struct Unmet {
  Expectation expectation;
  std::string found;
};

/// The tests under `tests:` in the mapping file, then those of its variants. Tables and columns
/// that are none of `offered`, and paths that the standard does not have, are faults with the
/// nearest right name.
[[nodiscard]] std::vector<MappingTest> read_mapping_tests(const std::filesystem::path& file,
                                                          const standard::Standard& standard,
                                                          const std::vector<TableShape>& offered,
                                                          Faults& faults);

/// Builds the documents of the test's rows, with the variant that the test stands under, and gives
/// every expectation that they do not meet. `offered` are the tables and columns that the mapping
/// reads. The Result is an error when the SQL fails on the rows.
[[nodiscard]] Result<std::vector<Unmet>> run_mapping_test(const MappingFile& file,
                                                          const standard::Standard& standard,
                                                          const std::vector<TableShape>& offered,
                                                          const MappingTest& test);

}  // namespace dataflow::mapping
