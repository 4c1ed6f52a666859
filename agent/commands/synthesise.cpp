// dataflow-agent synthesise: makes up a council, as a database or as CSV files, with its events.
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "connectors/synthetic/council.h"
#include "connectors/synthetic/writers.h"

namespace dataflow::commands {

namespace {

struct SynthesiseOptions {
  long children = 2000;
  long seed = 7;
  long day = 1;
  std::string first_day = "2026-06-01";
  std::string size = "usual";
  std::string shape = "ssd";
  std::string format = "sqlite";
  std::string mess;
  std::string to;
  std::string events;
};

Error unknown(const std::string& option, const std::string& value,
              const std::vector<std::string>& known) {
  return {Remedy::stop, "--" + option, fmt::format("'{}' is not known.", value),
          suggestion(value, known)};
}

Result<synthetic::Settings> settings_of(const SynthesiseOptions& options) {
  synthetic::Settings settings;
  settings.seed = static_cast<std::uint64_t>(options.seed);
  settings.children = static_cast<std::size_t>(options.children);
  settings.day = static_cast<int>(options.day);
  settings.first_day = Day::parse(options.first_day).value_or(settings.first_day);
  if (options.shape != "ssd") return unknown("shape", options.shape, {"ssd"});
  if (options.size != "usual" && options.size != "large") {
    return unknown("size", options.size, {"usual", "large"});
  }
  settings.size = options.size == "large" ? synthetic::Size::large : synthetic::Size::usual;
  if (!options.mess.empty()) {
    TRY_ASSIGN(settings.mess, synthetic::Mess::parse(options.mess));
  }
  return settings;
}

Result<void> write(const SynthesiseOptions& options, const synthetic::Council& council,
                   const std::vector<synthetic::Event>& events, Progress& progress) {
  const auto tables = council.tables(progress);
  if (options.format == "csv") {
    TRY(synthetic::write_csv_folder(options.to, tables, progress));
  } else if (options.format == "sqlite") {
    TRY(synthetic::write_database(options.to, tables, progress));
  } else {
    return unknown("format", options.format, {"sqlite", "csv"});
  }
  if (options.events.empty()) return {};
  return synthetic::write_events(options.events, events);
}

Exit synthesise(const SynthesiseOptions& options, const Surroundings& surroundings) {
  const auto settings = settings_of(options);
  if (!settings) return report(surroundings, settings.error(), Exit::usage);
  const auto progress = show_progress(surroundings);
  synthetic::Council council(*settings, *progress);
  const auto events = council.advance_to(settings->day);
  const auto written = write(options, council, events, *progress);
  if (!written) return report(surroundings, written.error(), Exit::failed);
  surroundings.out << fmt::format("Day {} ({}) of a made-up council of {} is in {}.\n",
                                  council.day(), council.date().text(), children(options.children),
                                  options.to);
  return Exit::done;
}

}  // namespace

void add_synthesise(CommandLine& line, const Surroundings& surroundings) {
  constexpr long kMost = 1'000'000;
  auto options = std::make_shared<SynthesiseOptions>();
  auto command =
      line.add("synthesise",
               "Make up a council whose records change from day to day; nobody in it "
               "exists",
               [=, &surroundings] { return static_cast<int>(synthesise(*options, surroundings)); });
  command.number("children", options->children, "How many children the collection covers", 1,
                 kMost);
  command.number("seed", options->seed, "Another seed, another council", 0, kMost);
  command.number("day", options->day, "The day of its life, from 1", 1, 10'000);
  command.day("first-day", options->first_day, "The date of day 1");
  command.text("size", options->size, "How much there is of each child: usual or large", "SIZE");
  command.text("shape", options->shape, "The tables: ssd (Standard Safeguarding Dataset)", "SHAPE");
  command.text("mess", options->mess,
               "What to spoil: all, or names with rates as in upn_short=0.01,id_twice", "DIALS");
  command.text("format", options->format, "sqlite, or csv for a folder of files", "FORMAT");
  command.text("to", options->to, "The database or folder to write", "PATH");
  command.text("events", options->events, "Also write what happened up to that day, as JSON lines",
               "FILE");
  command.required("to");
}

}  // namespace dataflow::commands
