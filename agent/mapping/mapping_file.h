// A mapping file, as its writer wrote it: YAML whose values are SQL expressions over source tables.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agent/core/digest.h"
#include "agent/core/fault.h"
#include "agent/core/snapshot.h"
#include "agent/mapping/local_codes.h"
#include "agent/standard/standard.h"
#include "agent/standard/window.h"

namespace dataflow::mapping {

/// What refusals call whoever wrote the SQL of a mapping.
inline constexpr std::string_view kAuthor = "A mapping";

/// A piece of SQL with its place in the file.
struct Expression {
  std::string sql;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// One row per key, made before the blocks are read. With `order` the first row of each key is
/// taken; without, the rows of a key are one group and `take` holds aggregates.
struct Lookup {
  std::string name;
  Expression from;
  Expression key;
  std::optional<Expression> where;
  std::optional<Expression> order;
  std::vector<std::pair<std::string, Expression>> take;
};

/// What children are grouped by, such as the team: a lookup with the column "value".
struct Group {
  std::string name;  ///< "team"
  Lookup lookup;     ///< its table's name cannot clash with one of a source
};

/// A condition that a person must meet to be in the cohort.
struct CohortRule {
  std::string rule;  ///< a short name, shown in the balance
  std::string says;  ///< one sentence on who is left out
  Expression when;   ///< a person for whom this is not true is left out
};

struct Cohort {
  Expression from;
  Expression child;
  std::vector<CohortRule> rules;
};

/// One object or list of the document, read by one SELECT.
struct Block {
  const standard::Field* field = nullptr;  ///< the object or list; the document itself for `child`
  Expression from;
  Expression owner;  ///< the child's id for blocks of the child, the parent item's key otherwise
  std::optional<Expression> where;
  std::optional<Expression> order;
  std::vector<std::pair<const standard::Field*, Expression>> fields;
  std::size_t line = 0;
};

/// Data beside the document, for rules only: it is never sent.
struct BesideBlock {
  const standard::Beside* beside = nullptr;
  Expression from;
  Expression child;                ///< the child's id
  std::optional<Expression> item;  ///< the key of the list's item it belongs to
  std::optional<Expression> where;
  std::vector<std::pair<const standard::Field*, Expression>> fields;
};

/// What a source may lack: these columns of a table, which are then empty.
struct OptionalColumns {
  TableShape shape;
  bool and_table = false;  ///< the table itself may be missing
};

/// Where the source says which version of its own layout it has.
struct VersionQuery {
  Expression from;
  Expression value;   ///< an aggregate: the version, or NULL
  std::string known;  ///< the newest version that the mapping knows, such as "1.4.3"
};

struct Variant;

struct MappingFile {
  std::string file;
  Digest digest;     ///< of the file as it was read
  std::string name;  ///< "ssd"; of a variant "ssd/systemc"
  std::string says;
  standard::WindowRule window;
  std::vector<std::string> nulls;  ///< texts that mean nothing; "x*" stands for all that begin so
  std::vector<OptionalColumns> optional;  ///< in the order of the file
  std::optional<VersionQuery> version;
  LocalCodes codes;
  std::vector<Lookup> lookups;  ///< in the file's order; a later one may use an earlier
  Cohort cohort;
  std::vector<Block> blocks;  ///< parents before their children
  std::vector<BesideBlock> besides;
  std::vector<Group> groups;
  std::vector<Variant> variants;  ///< in the file's order; a variant has none

  /// Reads the file and checks it against the standard: every block and field must exist there,
  /// keys must be mapped, code words must lead to codes. `tests:` is not read (mapping_tests.h).
  /// Adds every fault to `faults`; nothing is returned when there was one. The standard must
  /// outlive the result.
  [[nodiscard]] static std::optional<MappingFile> read(const std::filesystem::path& file,
                                                       const standard::Standard& standard,
                                                       Faults& faults);

  /// The same, but gives what could be read of a file with faults, so that its SQL can be checked,
  /// too. What could not be read is left out or has no SQL. Never run it.
  [[nodiscard]] static MappingFile draft(const std::filesystem::path& file,
                                         const standard::Standard& standard, Faults& faults);
};

/// What the mapping becomes for a source that fills the same columns differently.
struct Variant {
  std::string name;  ///< "systemc"
  std::string says;  ///< one sentence on the source it is for
  Expression when;   ///< the probe: whether the rows are of such a source; NULL: they do not tell
  MappingFile mapping;  ///< the whole of it, with what is different in its place
};

/// What the settings call a mapping without any of its variants.
inline constexpr std::string_view kPlain = "plain";

/// The variant of that name; null for kPlain, for an empty name and for one that is not there.
[[nodiscard]] const Variant* find_variant(const MappingFile& mapping, std::string_view name);

/// What `variant` in the settings can be: kPlain and the names of the variants.
[[nodiscard]] std::vector<std::string> variant_names(const MappingFile& mapping);

}  // namespace dataflow::mapping
