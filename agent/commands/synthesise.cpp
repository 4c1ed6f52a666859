// dataflow-agent synthesise: makes up a council, as a database or as CSV files, with its events.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "agent/commands/command.h"
#include "connectors/synthetic/council.h"
#include "connectors/synthetic/shapes/shape.h"
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
  std::string format;
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
  if (options.size != "usual" && options.size != "large") {
    return unknown("size", options.size, {"usual", "large"});
  }
  settings.size = options.size == "large" ? synthetic::Size::large : synthetic::Size::usual;
  if (!options.mess.empty()) {
    TRY_ASSIGN(settings.mess, synthetic::Mess::parse(options.mess));
  }
  return settings;
}

std::vector<std::string> shape_names() {
  std::vector<std::string> names;
  for (const auto& shape : synthetic::shapes()) names.emplace_back(shape.name);
  return names;
}

Result<synthetic::Target> target_of(const SynthesiseOptions& options,
                                    const synthetic::Shape& shape) {
  if (shape.form == synthetic::Shape::Form::files) {
    if (options.format.empty()) return synthetic::Target{options.to};
    return Error{Remedy::stop, "--format",
                 fmt::format("The shape '{}' has files of its own.", shape.name),
                 "Leave --format out."};
  }
  if (options.format == "csv") {
    return synthetic::Target{options.to, synthetic::Container::csv_folder};
  }
  if (options.format.empty() || options.format == "sqlite") return synthetic::Target{options.to};
  return unknown("format", options.format, {"sqlite", "csv"});
}

struct Wish {
  synthetic::Settings settings;
  const synthetic::Shape* shape = nullptr;
  synthetic::Target target;
};

/// Everything the command line asks for, before a council is made.
Result<Wish> wish_of(const SynthesiseOptions& options) {
  Wish wish;
  TRY_ASSIGN(wish.settings, settings_of(options));
  wish.shape = synthetic::shape_named(options.shape);
  if (wish.shape == nullptr) return unknown("shape", options.shape, shape_names());
  TRY_ASSIGN(wish.target, target_of(options, *wish.shape));
  return wish;
}

Result<void> write(const SynthesiseOptions& options, const Wish& wish,
                   const synthetic::Council& council, const std::vector<synthetic::Event>& events,
                   Progress& progress) {
  TRY(wish.shape->write({council.tables(progress), council.date()}, wish.target, progress));
  if (options.events.empty()) return {};
  return synthetic::write_events(options.events, events);
}

Exit synthesise(const SynthesiseOptions& options, const Surroundings& surroundings) {
  const auto wish = wish_of(options);
  if (!wish) return report(surroundings, wish.error(), Exit::usage);
  const auto progress = show_progress(surroundings);
  synthetic::Council council(wish->settings, *progress);
  const auto events = council.advance_to(wish->settings.day);
  const auto written = write(options, *wish, council, events, *progress);
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
  command.text("shape", options->shape,
               fmt::format("Whose tables or files: {}", fmt::join(shape_names(), ", ")), "SHAPE");
  command.text("mess", options->mess,
               "What to spoil: all, or names with rates as in upn_short=0.01,id_twice", "DIALS");
  command.text("format", options->format, "Tables as sqlite, or as csv for a folder of files",
               "FORMAT");
  command.text("to", options->to, "The database or folder to write", "PATH");
  command.text("events", options->events, "Also write what happened up to that day, as JSON lines",
               "FILE");
  command.required("to");
}

}  // namespace dataflow::commands
