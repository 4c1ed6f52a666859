// The ChildTable holds the current state of each child, one canonical document a child.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include "agent/core/clock.h"
#include "agent/core/digest.h"
#include "agent/sqlite/database.h"
#include "agent/standard/field.h"

namespace dataflow::receiver {

/// What a child object that was sent has done to the state.
enum class Effect {
  applied,  ///< the state is now what it says
  repeat,   ///< it was the one last applied: nothing was touched
  purged,   ///< the child's document is gone
  outdated  ///< nothing: a request that was signed later has been applied before
};

[[nodiscard]] std::string_view name_of(Effect effect);

/// What came of one object.
struct Applied {
  Effect effect = Effect::applied;
  Digest digest;  ///< SHA-256 of the object's canonical JSON as it was sent
};

/// For one thread. Writes in the transaction that the caller has begun. The database and the field
/// must outlive it.
class ChildTable {
 public:
  [[nodiscard]] static Result<std::unique_ptr<ChildTable>> open(const sqlite::Database& database,
                                                                const standard::Field& document);

  /// Applies the object to what is held of the child, by the rules of merge.h. `sent` is an object
  /// that follows the standard; it is used up. `signed_at` is when the request was signed; what is
  /// not signed is never outdated.
  [[nodiscard]] Result<Applied> apply(std::string_view la_code, std::string_view child,
                                      boost::json::value& sent, std::optional<Instant> signed_at);

 private:
  /// What is known of a child before the object is applied.
  struct Row {
    std::optional<std::int64_t> id;  // none when the child was never sent
    bool is_repeat = false;
    boost::json::value document;            // null when there is none
    std::optional<std::int64_t> signed_at;  // seconds; none when no signed request was applied
  };

  explicit ChildTable(const standard::Field& document) : document_(document) {}

  Result<Row> find(std::string_view la_code, std::string_view child, const Digest& digest,
                   const boost::json::storage_ptr& memory);
  Result<void> change(Row& row, std::string_view la_code, std::string_view child,
                      const Applied& applied, boost::json::value& sent, std::string& document);
  Result<void> write(const Row& row, std::string_view la_code, std::string_view child,
                     const Digest& digest, const std::string* document);
  Result<void> note_repeat(const Row& row, std::optional<std::int64_t> signed_at);

  const standard::Field& document_;
  Hasher hasher_;
  boost::json::parser parser_;
  sqlite::Statement find_;
  sqlite::Statement insert_;
  sqlite::Statement update_;
  sqlite::Statement note_repeat_;
};

}  // namespace dataflow::receiver
