// Coverage counts, over all documents, how often each field of the standard is filled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "agent/mapping/mapping_file.h"

namespace dataflow::mapping {

struct FieldCoverage {
  const standard::Field* field = nullptr;
  std::size_t line = 0;        ///< of its expression in the mapping file; 0 when it is not mapped
  std::int64_t places = 0;     ///< documents, or items of the list around it, where it could stand
  std::int64_t filled = 0;     ///< of these, where it does
  bool never_differs = false;  ///< two or more are filled, all with one value
};

/// Takes one document after another. Keeps one value per field in memory, and gives none out.
class Coverage {
 public:
  /// The standard must outlive it.
  Coverage(const MappingFile& mapping, const standard::Standard& standard);

  void add(const boost::json::value& document);

  /// All fields that can hold a value, in the standard's order.
  [[nodiscard]] std::vector<FieldCoverage> fields() const;

 private:
  struct Count {
    FieldCoverage coverage;
    std::string first;
    bool differs = false;
  };
  void add_fields(const standard::Field& field, const MappingFile& mapping);
  void count(const standard::Field& field, const boost::json::value* value, std::size_t& next);
  void count_items(const standard::Field& field, const boost::json::value* value,
                   std::size_t& next);
  static void count_value(Count& count, const boost::json::value* value);

  const standard::Standard& standard_;
  std::vector<Count> counts_;  // depth first, as count() comes to them
};

}  // namespace dataflow::mapping
