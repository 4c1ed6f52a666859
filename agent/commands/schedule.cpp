// dataflow-agent schedule: when runs begin.
#include <array>

#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/schedule/rota.h"

namespace dataflow::commands {

namespace {

struct ScheduleOptions : PlanOptions {
  std::string words;
  std::string from;
  long days = 14;
};

using schedule::Schedule;

/// "Mon 2026-06-01 06:30  2026-06-01T05:30:00.000Z"
std::string line_of(const Schedule& schedule, Instant due) {
  constexpr std::array<const char*, 7> kNames = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const Day day = schedule.zone().day_of(due);
  const auto time = schedule.zone().time_of_day(due).count();
  return fmt::format("{} {} {:02}:{:02}  {}\n", kNames.at(day.weekday() - 1), day.text(), time / 60,
                     time % 60, rfc3339(due));
}

void print(const Schedule& schedule, Day from, long days, std::ostream& out) {
  for (int i = 0; i < days; ++i) {
    for (const Instant due : schedule.due_on(from.plus(i))) out << line_of(schedule, due);
  }
}

Exit show(const ScheduleOptions& options, const Surroundings& surroundings) {
  const auto begin = [&](const Schedule& schedule) {
    const auto today = schedule.zone().day_of(SystemClock().now());
    print(schedule, Day::parse(options.from).value_or(today), options.days, surroundings.out);
  };
  if (!options.words.empty()) {
    const auto schedule = Schedule::parse(options.words);
    if (!schedule) return report(surroundings, schedule.error(), Exit::usage);
    begin(*schedule);
    return Exit::done;
  }
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto& [schedule, delay] = *plan->settings().rota;
  surroundings.out << fmt::format("'{}' in {}. Council {} begins {} seconds after each time.\n",
                                  schedule.text(), schedule.zone().name(), plan->settings().council,
                                  delay.count());
  begin(schedule);
  return Exit::done;
}

}  // namespace

void add_schedule(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<ScheduleOptions>();
  auto command =
      line.add("schedule", "Show when runs begin, on the wall and in UTC",
               [=, &surroundings] { return static_cast<int>(show(*options, surroundings)); });
  add_config_option(command, *options);
  command.text("words", options->words, "Another schedule than that of the settings", "SCHEDULE");
  command.day("from", options->from, "From that day on; today");
  command.number("days", options->days, "For so many days", 1, 4000);
}

}  // namespace dataflow::commands
