#include "agent/freshness/reading.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "agent/freshness/meter.h"
#include "agent/freshness/refresh_mark.h"
#include "agent/freshness/table_sums.h"
#include "agent/mapping/check.h"
#include "agent/mapping/optional_columns.h"
#include "connectors/wishes.h"

namespace dataflow::freshness {

namespace {

/// The error that these faults of a mapping come to; there is one at least.
Error misfit(const Faults& faults) {
  return {Remedy::stop, faults.front().file,
          fmt::format("The mapping does not fit the source: {} fault{}, the first in line {}: {}",
                      faults.size(), faults.size() == 1 ? "" : "s", faults.front().line,
                      faults.front().what),
          "Run 'dataflow-agent check' for all of them."};
}

/// What a source offers, and what of it the mapping reads.
struct Offer {
  std::vector<TableShape> offered;
  std::optional<std::vector<TableShape>> wishes;  ///< nothing where the mapping does not fit
};

Result<Offer> ask(connectors::Connector& source, const mapping::MappingFile& mapping,
                  const standard::Standard& standard, Faults& faults) {
  Offer offer;
  TRY_ASSIGN(offer.offered, source.describe());
  offer.wishes = mapping::columns_read(mapping, standard, offer.offered, faults);
  return offer;
}

/// The wished tables with all the columns that the source offers.
std::vector<TableShape> whole_tables(const Offer& offer) {
  std::vector<TableShape> tables;
  for (const auto& wish : *offer.wishes) {
    if (const auto* table = connectors::find_table(offer.offered, wish.table)) {
      tables.push_back(*table);
    }
  }
  return tables;
}

/// Asks the source for its mark, where the terms say that it has one.
class MarkReader {
 public:
  MarkReader(const ReadingParts& parts, std::span<const TableShape> offered)
      : parts_(parts),
        offered_(offered),
        words_(mapping::words_on(parts.mapping.codes, parts.clock.today())),
        functions_{&parts.standard, &words_, parts.clock.today(),
                   standard::Window::at(parts.clock.today(), parts.mapping.window)} {}

  [[nodiscard]] Result<std::string> read() const {
    const auto& ready = parts_.terms.ready;
    if (!ready) return std::string();
    return read_mark(parts_.source, offered_, *ready, functions_, parts_.mapping.nulls);
  }

 private:
  const ReadingParts& parts_;
  std::span<const TableShape> offered_;
  mapping::CodeWords words_;
  mapping::FunctionContext functions_;
};

/// Reads tables, each time through a meter of its own.
class Reader {
 public:
  Reader(const ReadingParts& parts, std::span<const TableShape> wishes)
      : parts_(parts), wishes_(wishes), pace_(parts.terms.load, parts.clock) {}

  /// Gives the cost of this read.
  [[nodiscard]] Result<std::vector<ledger::TableRows>> read(RowSink& sink) {
    Meter meter(sink, pace_, parts_.clock, parts_.progress, parts_.stop);
    TRY(parts_.source.read(wishes_, meter));
    return meter.finish();
  }

  /// Reads twice, and adds up what that cost. An error unless both reads are equal.
  [[nodiscard]] Result<std::vector<ledger::TableRows>> read_twice(RowSink& sink) {
    SummingSink first(&sink);
    TRY_ASSIGN(auto tables, read(first));
    SummingSink second(nullptr);
    TRY_ASSIGN(const auto again, read(second));
    TRY(check_equal(first.sums(), second.sums()));
    for (std::size_t i = 0; i < tables.size(); ++i) {
      tables[i].bytes += again[i].bytes;
      tables[i].milliseconds += again[i].milliseconds;
    }
    return tables;
  }

 private:
  const ReadingParts& parts_;
  std::span<const TableShape> wishes_;
  Pace pace_;
};

bool reads_twice(const ReadingParts& parts) {
  if (parts.terms.reads != Reads::as_needed) return parts.terms.reads == Reads::twice;
  return parts.source.moment() == connectors::Moment::several;
}

}  // namespace

Result<std::optional<std::vector<TableShape>>> columns_to_read(connectors::Connector& source,
                                                               const mapping::MappingFile& mapping,
                                                               const standard::Standard& standard,
                                                               Faults& faults) {
  TRY_ASSIGN(auto offer, ask(source, mapping, standard, faults));
  return std::move(offer.wishes);
}

Result<Reading> read_source(const ReadingParts& parts, const std::string& mark_before,
                            Faults& faults) {
  TRY(Pace(parts.terms.load, parts.clock).check_hours());
  TRY_ASSIGN(const auto offer, ask(parts.source, parts.mapping, parts.standard, faults));
  if (!offer.wishes) return misfit(faults);
  const MarkReader marks(parts, offer.offered);
  TRY_ASSIGN(auto mark, marks.read());
  if (parts.terms.ready) {
    TRY(check_refreshed(*parts.terms.ready, mark, mark_before, parts.clock.today()));
  }
  TRY_ASSIGN(auto staging,
             mapping::Staging::create(mapping::with_optional(*offer.wishes, parts.mapping),
                                      parts.mapping.nulls));
  Reader reader(parts, *offer.wishes);
  TRY_ASSIGN(auto tables, reads_twice(parts) ? reader.read_twice(staging) : reader.read(staging));
  TRY_ASSIGN(const auto mark_after, marks.read());
  TRY(check_not_refreshed(mark, mark_after));
  TRY(staging.finish());
  return Reading{std::move(staging), whole_tables(offer), std::move(tables), std::move(mark)};
}

Result<mapping::Staging> look_at_source(const ReadingParts& parts, Faults& faults) {
  const SourceTerms once{std::nullopt, Reads::once, parts.terms.load};
  TRY_ASSIGN(auto reading, read_source({parts.source, parts.mapping, parts.standard, once,
                                        parts.clock, parts.progress, parts.stop},
                                       "", faults));
  return std::move(reading.staging);
}

}  // namespace dataflow::freshness
