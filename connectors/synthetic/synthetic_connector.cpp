#include "connectors/synthetic/synthetic_connector.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "connectors/synthetic/council.h"

namespace dataflow::connectors {

namespace {

using synthetic::Council;
using synthetic::Settings;
using synthetic::Table;

constexpr long kMostChildren = 1000000;
constexpr long kMostDays = 3650;

Error wrong(const std::string& option, std::string what, std::string hint) {
  return {Remedy::stop, "source." + option, std::move(what), std::move(hint)};
}

/// Makes the council when it is first read: opening a source is to be quick.
class SyntheticConnector final : public Connector {
 public:
  explicit SyntheticConnector(Settings settings) : settings_(std::move(settings)) {}

  Result<std::vector<TableShape>> describe() override {
    std::vector<TableShape> shapes;
    for (const auto& table : tables()) shapes.push_back(table.shape());
    return shapes;
  }

  Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    for (const auto& wish : wishes) TRY(read_table(wish, sink));
    return {};
  }

  [[nodiscard]] Moment moment() const override { return Moment::one; }

 private:
  const std::vector<Table>& tables() {
    if (!tables_.empty()) return tables_;
    Council council(settings_);
    council.advance_to(settings_.day);
    return tables_ = council.tables();
  }

  Result<void> read_table(const TableShape& wish, RowSink& sink) {
    const auto& all = tables();
    const auto table = std::find_if(all.begin(), all.end(), [&](const Table& candidate) {
      return candidate.name() == wish.table;
    });
    if (table == all.end()) return Error{Remedy::stop, wish.table, "There is no such table.", ""};
    std::vector<std::size_t> places;
    for (const auto& column : wish.columns) {
      const auto place = table->column(column);
      if (!place) {
        return Error{Remedy::stop, wish.table,
                     fmt::format("There is no column '{}' in this table.", column), ""};
      }
      places.push_back(*place);
    }
    return send(*table, wish, places, sink);
  }

  static Result<void> send(const Table& table, const TableShape& wish,
                           const std::vector<std::size_t>& places, RowSink& sink) {
    TRY(sink.begin_table(wish));
    std::vector<Cell> all;
    std::vector<Cell> wanted(places.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      table.read(row, all);
      std::transform(places.begin(), places.end(), wanted.begin(),
                     [&](std::size_t place) { return all[place]; });
      TRY(sink.row(wanted));
    }
    return {};
  }

  Settings settings_;
  std::vector<Table> tables_;
};

Result<Settings> settings_of(const Options& options) {
  Settings settings;
  settings.seed = static_cast<std::uint64_t>(options.whole_number("seed", 1));
  const long children = options.whole_number("children", 1000);
  if (children < 1 || children > kMostChildren) {
    return wrong("children", "The number of children is out of range.",
                 fmt::format("Give a number from 1 to {}.", kMostChildren));
  }
  settings.children = static_cast<std::size_t>(children);
  const long day = options.whole_number("day", 1);
  if (day < 1 || day > kMostDays) {
    return wrong("day", "The day is out of range.",
                 fmt::format("Give a number from 1 to {}.", kMostDays));
  }
  settings.day = static_cast<int>(day);
  const std::string first = options.text("first_day", settings.first_day.text());
  const auto first_day = Day::parse(first);
  if (!first_day) return wrong("first_day", "This is no date.", "Write it as YYYY-MM-DD.");
  settings.first_day = *first_day;
  const std::string size = options.text("size", "usual");
  if (size != "usual" && size != "large") {
    return wrong("size", "There is no such size.", "Write usual or large.");
  }
  if (size == "large") settings.size = synthetic::Size::large;
  TRY_ASSIGN(settings.mess, synthetic::Mess::parse(options.text("mess")));
  return settings;
}

Result<std::unique_ptr<Connector>> open(const Options& options) {
  TRY_ASSIGN(auto settings, settings_of(options));
  return std::unique_ptr<Connector>(std::make_unique<SyntheticConnector>(std::move(settings)));
}

}  // namespace

const Kind& synthetic_kind() {
  static const Kind kind{
      "synthetic",
      "A made-up council, for demonstrations and rehearsals: no person in it exists.",
      {
          {"seed", Option::Type::whole_number, false,
           "Another seed, another council; 1 if absent."},
          {"children", Option::Type::whole_number, false,
           "How many children are in the collection on day 1; 1000 if absent."},
          {"day", Option::Type::whole_number, false,
           "Which day of the council's life to show, counted from 1; 1 if absent."},
          {"first_day", Option::Type::day, false,
           "The calendar date of day 1; 2026-06-01 if absent."},
          {"size", Option::Type::text, false,
           "How much is recorded per child: usual (about 1 KB sent) or large (about 5.5 KB)."},
          {"mess", Option::Type::text, false,
           "What spoils the data: dials with rates such as \"upn_short=0.01,id_twice\", or all."},
      },
      open};
  return kind;
}

}  // namespace dataflow::connectors
