// A Shape is the way in which a system, or a return, lays out the records of a made-up council.
//
// Every shape begins with the same tables, those of the Standard Safeguarding Dataset, so that the
// DfE's documents that a mapping builds from any of them can be held against each other. A shape
// moves values to the places that the other system has for them. It decides nothing about a child:
// what it needs and the dataset lacks follows from the ids in the rows alone.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/progress.h"
#include "agent/core/result.h"
#include "connectors/synthetic/table.h"

namespace dataflow::synthetic {

/// What a council holds on one day: what every shape begins with.
struct Holdings {
  std::vector<Table> tables;  ///< in the order of TableId (ssd_schema.h)
  Day today;
};

/// How tables are kept. Shapes that are files of their own have no choice of it.
enum class Container { database, csv_folder };

/// What a shape is written to. `path` is a database or a folder, as the shape or the container has
/// it; what was there before is replaced file by file.
struct Target {
  std::filesystem::path path;
  Container container = Container::database;
};

/// Writes the holdings in one shape. Errors: remedy stop, naming the file.
using Writer = Result<void> (*)(const Holdings& holdings, const Target& target, Progress& progress);

struct Shape {
  enum class Form {
    tables,  ///< tables, kept in either container
    files,   ///< files of its own; the container means nothing
  };

  std::string_view name;     ///< as it is typed: "liquidlogic"
  std::string_view summary;  ///< a few words about what it holds, for --help
  Form form;
  Writer write;
};

/// Every shape, in the order in which they are listed. A new shape is one line in shapes.cpp.
[[nodiscard]] std::span<const Shape> shapes();

/// The shape of that name; null when there is none.
[[nodiscard]] const Shape* shape_named(std::string_view name);

}  // namespace dataflow::synthetic
