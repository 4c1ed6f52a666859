// A RowBuilder makes the rows of one table out of the elements of documents.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/core/finding.h"
#include "agent/xml/parser.h"
#include "connectors/xml/row_plan.h"

namespace dataflow::connectors::xml {

/// A value may be so many bytes long, and rows that wait for something above them have so many in
/// all.
inline constexpr std::size_t kLongestValue = std::size_t{16} << 20U;
inline constexpr std::size_t kMostWaiting = std::size_t{64} << 20U;

/// A row is complete when it has ended and each value that it takes from a row above is known, or
/// the row above has ended as well. Its numbers go on from one document to the next.
class RowBuilder final : public dataflow::xml::Events {
 public:
  /// The plan must outlive it.
  explicit RowBuilder(const RowPlan& plan);

  /// Errors have no place: the parser adds it. Remedy stop.
  [[nodiscard]] Result<void> begin(std::string_view element,
                                   std::span<const dataflow::xml::Attribute> attributes) override;
  [[nodiscard]] Result<void> end() override;
  [[nodiscard]] Result<void> text(std::string_view piece) override;

  /// Passes the rows that are complete, in the order of the document.
  [[nodiscard]] Result<void> pass(RowSink& sink);

  /// How many rows that were, so far.
  [[nodiscard]] std::int64_t passed() const { return passed_; }

  /// One for each column of the table that stood more than once in a row.
  [[nodiscard]] std::vector<Finding> findings() const;

 private:
  struct Row {
    std::vector<std::optional<std::string>> values;
    std::string number;
    bool ended = false;
    std::shared_ptr<Row> above;
  };
  struct Element {
    const Spot* spot;  // null: nothing in it is wished for
    std::string text;
  };

  void begin_row(std::size_t level);
  Result<void> end_row(std::size_t level);
  void keep(const Slot& slot, std::string_view value);
  [[nodiscard]] const Row& at_level(const Row& row, std::size_t level) const;
  [[nodiscard]] bool is_complete(const Row& row) const;
  Result<void> pass_row(const Row& row, RowSink& sink);

  const RowPlan& plan_;
  std::vector<Element> elements_;           // from the outermost in
  std::vector<std::shared_ptr<Row>> open_;  // one for each level
  std::vector<std::uint64_t> numbers_;      // of the last row at each level
  std::deque<std::shared_ptr<Row>> ended_;  // of the last level, not yet passed on
  std::size_t waiting_ = 0;                 // the bytes in them
  std::int64_t passed_ = 0;
  std::vector<std::uint64_t> repeated_;  // for each column of the last level
  std::vector<Cell> cells_;
};

}  // namespace dataflow::connectors::xml
