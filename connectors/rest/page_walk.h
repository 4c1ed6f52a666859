// A PageWalk goes from one page of a table to the next, and notices when the rows move meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "agent/core/result.h"
#include "connectors/rest/api.h"
#include "connectors/rest/api_profile.h"

namespace dataflow::connectors::rest {

/// Pages are asked for one by one, while others write. What a walk notices is an error of remedy
/// wait: a row that comes twice, a total that changes or is not reached, a cursor or an address
/// that comes again, and with offsets any row before the page that appeared or vanished: each page
/// there begins with the last row of the one before, which must still be in its place.
class PageWalk {
 public:
  /// The arguments must outlive it. `base` is the address of the API with its base path.
  PageWalk(const ApiTable& table, const std::string& base);

  /// The address of the page to ask for, and its name in errors.
  [[nodiscard]] const std::string& target() const { return target_; }
  [[nodiscard]] std::string where() const;

  /// The rows of the page at the target that have not been passed on yet; the walk then stands
  /// before the next page. They belong to `answer`.
  [[nodiscard]] Result<std::vector<const json::Value*>> rows_of(const Answer& answer);

  /// Whether all pages have been walked.
  [[nodiscard]] bool at_end() const { return at_end_; }

 private:
  using Rows = std::vector<const json::Value*>;

  [[nodiscard]] Result<Rows> rows_in(const json::Value& document) const;
  [[nodiscard]] Result<void> check_total(const json::Value& document);
  [[nodiscard]] Result<void> check_overlap(Rows& rows);
  [[nodiscard]] Result<void> take_keys(const Rows& rows);
  [[nodiscard]] Result<void> go_on(const Answer& answer, const Rows& rows);
  [[nodiscard]] Result<void> go_to_cursor(const json::Value& document);
  [[nodiscard]] Result<void> go_to_link(const Answer& answer);
  [[nodiscard]] Result<void> go_to_offset(const Rows& rows);
  [[nodiscard]] Result<void> go_to_number(const Rows& rows);
  [[nodiscard]] Result<void> go_to(std::string target);
  [[nodiscard]] Result<void> end();
  /// What names the next page in the document; nothing where it is the last.
  [[nodiscard]] Result<std::optional<std::string>> next_in_page(const json::Value& document) const;
  [[nodiscard]] std::string target_with(const std::string& value) const;
  [[nodiscard]] Error moved(std::string what) const;
  [[nodiscard]] Error misfit(std::string what, std::string hint) const;

  const ApiTable& table_;
  const std::string& base_;
  std::string target_;
  std::uint64_t page_ = 1;
  std::uint64_t rows_ = 0;  // that came, without repetition
  std::optional<std::uint64_t> total_;
  bool repeats_ = false;   // this page begins with the last row of the one before
  bool confirms_ = false;  // this page has to be empty
  bool at_end_ = false;
  std::string last_key_;
  std::unordered_set<std::string> keys_;
  std::unordered_set<std::string> targets_;
};

}  // namespace dataflow::connectors::rest
