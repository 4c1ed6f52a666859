#include "agent/commands/command.h"

#include <chrono>
#include <unistd.h>

#include <fmt/format.h>

namespace dataflow::commands {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBeforeFirst{2000};
constexpr std::chrono::milliseconds kOnTerminal{200};
constexpr std::chrono::milliseconds kElsewhere{5000};

class ShownProgress final : public Progress {
 public:
  ShownProgress(std::ostream& err, bool terminal)
      : err_(err), terminal_(terminal), next_(Steady::now() + kBeforeFirst) {}
  ~ShownProgress() override {
    if (shown_ && terminal_) err_ << "\r\x1b[K" << std::flush;
  }
  ShownProgress(const ShownProgress&) = delete;
  ShownProgress& operator=(const ShownProgress&) = delete;

  void report(std::string_view step, std::uint64_t done, std::uint64_t total) override {
    const auto now = Steady::now();
    if (now < next_) return;
    next_ = now + (terminal_ ? kOnTerminal : kElsewhere);
    shown_ = true;
    const auto count = with_commas(static_cast<std::int64_t>(done));
    const auto of = total > 0 ? " of " + with_commas(static_cast<std::int64_t>(total)) : "";
    if (terminal_) {
      err_ << fmt::format("\r\x1b[K{}{} {}", count, of, step) << std::flush;
    } else {
      err_ << fmt::format("{}{} {}\n", count, of, step) << std::flush;
    }
  }

 private:
  std::ostream& err_;
  bool terminal_;
  Steady::time_point next_;
  bool shown_ = false;
};

}  // namespace

void add_config_option(CommandOptions& command, PlanOptions& options) {
  command.text("config", options.config, "The settings file", "FILE");
  command.flag("allow-plain-secret", options.allow_plain_secret,
               "For rehearsals with made-up data: secrets may stand in the settings file");
}

void add_today_option(CommandOptions& command, PlanOptions& options) {
  command.day("today", options.today, "For rehearsals: take this day for today");
}

std::unique_ptr<Clock> clock_for(const PlanOptions& options) {
  if (const auto day = Day::parse(options.today)) return std::make_unique<RehearsalClock>(*day);
  return std::make_unique<SystemClock>();
}

settings::PlainSecrets plain_secrets(const PlanOptions& options) {
  return options.allow_plain_secret ? settings::PlainSecrets::allowed
                                    : settings::PlainSecrets::refused;
}

std::unique_ptr<const app::Plan> read_plan(const PlanOptions& options,
                                           const Surroundings& surroundings, Faults& faults) {
  auto plan = app::Plan::load(options.config, surroundings.shipped, faults, options.standard,
                              plain_secrets(options));
  sort_by_place(faults);
  return plan;
}

std::unique_ptr<const app::Plan> load_plan(const PlanOptions& options,
                                           const Surroundings& surroundings) {
  Faults faults;
  auto plan = read_plan(options, surroundings, faults);
  for (const auto& fault : faults) surroundings.err << describe(fault) << "\n";
  return plan;
}

Exit report(const Surroundings& surroundings, const Error& error, Exit exit) {
  surroundings.err << describe(error) << "\n";
  return exit;
}

Exit report(const Surroundings& surroundings, Faults faults, const Error& error) {
  if (faults.empty()) return report(surroundings, error, Exit::source);
  sort_by_place(faults);
  for (const auto& fault : faults) surroundings.err << describe(fault) << "\n";
  return Exit::settings;
}

std::unique_ptr<Progress> show_progress(const Surroundings& surroundings) {
  return std::make_unique<ShownProgress>(surroundings.err, isatty(STDERR_FILENO) == 1);
}

std::string with_commas(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string children(std::int64_t number) {
  return with_commas(number) + (number == 1 ? " child" : " children");
}

}  // namespace dataflow::commands
