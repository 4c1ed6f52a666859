// A Connector reads tables from one kind of source, and never writes to it.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/secret.h"
#include "agent/core/snapshot.h"

namespace dataflow::connectors {

/// Whether all rows of one read() show the source as it stood at one moment, or at several.
enum class Moment { one, several };

/// One thing that a source says of itself, or of what the agent may do there, for council IT.
struct Remark {
  enum class Weight {
    note,
    warning,  ///< it works, but should be otherwise: the agent could write, or nothing is encrypted
  };
  std::string about;  ///< "driver", "rights", "encryption", "collation", "time zone"
  Weight weight = Weight::note;
  std::string says;  ///< one sentence, without a secret and without a value of a record
};

/// All that a source says of itself.
struct Examination {
  std::vector<Remark> remarks;
  /// Whose GRANTs it understands: sqlserver, oracle, postgresql or mysql; empty where it knows
  /// none.
  std::string dialect;
  /// The wishes under the names that a GRANT needs, such as "HDM.person"; empty: as they are.
  std::vector<TableShape> granted = {};
};

/// One source, opened for one run after another. For one thread at a time.
class Connector {
 public:
  virtual ~Connector() = default;

  /// Every table the source offers with its columns. Reads no rows, or as few as it must.
  [[nodiscard]] virtual Result<std::vector<TableShape>> describe() = 0;

  /// Reads these columns of these tables, each table once, in the order given, all as the source
  /// stood at one moment where the source can promise that. The columns exist: the caller has
  /// asked describe(). Stops at the sink's first error and returns it.
  ///
  /// Errors: remedy wait when trying again may help (source locked, connection lost), stop when a
  /// person must act. They name tables, columns, files and lines, never a value.
  [[nodiscard]] virtual Result<void> read(std::span<const TableShape> wishes, RowSink& sink) = 0;

  /// What read() promises. Tables of several moments may not fit together, so by default they are
  /// read twice, and believed when both reads are equal.
  [[nodiscard]] virtual Moment moment() const { return Moment::several; }

  /// Asks the source about itself, and whether the agent's account could write to what it reads,
  /// for 'doctor --source'. Writes nothing and reads no record. Errors: as describe().
  [[nodiscard]] virtual Result<Examination> examine(std::span<const TableShape> /*wishes*/) {
    return Examination();
  }
};

/// One setting under `source:` that a kind of connector understands.
struct Option {
  enum class Type {
    text,
    path,
    profile,  ///< a file that says how a kind of source is read: a path, or the name of a shipped
              ///< one
    whole_number,
    flag,
    day,
    secret
  };
  std::string name;
  Type type = Type::text;
  bool required = false;
  std::string help;        ///< one sentence, shown in the documentation, in faults and by `init`
  std::string needs = {};  ///< the option without which this one means nothing; empty: none
  std::vector<std::string> instead_of = {};  ///< where one of these is given, this one is not asked
};

/// The settings under `source:` after they were checked against the kind's options. Paths are
/// absolute.
struct Options {
  std::map<std::string, std::string> values;
  std::map<std::string, Secret> secrets = {};  ///< those of the type secret, read from their places

  [[nodiscard]] std::string text(const std::string& name, const std::string& otherwise = "") const;
  /// Whether it is given, as a value or as a secret.
  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] long whole_number(const std::string& name, long otherwise) const;
  [[nodiscard]] bool flag(const std::string& name, bool otherwise) const;
  /// Empty where it is not given.
  [[nodiscard]] Secret secret(const std::string& name) const;
};

/// A kind of source: its name in the settings, what it takes, and how to open one.
struct Kind {
  std::string name;
  std::string summary;  ///< one sentence
  std::vector<Option> options;
  Result<std::unique_ptr<Connector>> (*open)(const Options& options);
};

}  // namespace dataflow::connectors
