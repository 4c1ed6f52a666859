#include "agent/commands/command_line.h"

#include <CLI/CLI.hpp>

#include "agent/core/day.h"

namespace dataflow::commands {

namespace {

std::string check_day(const std::string& text) {
  return Day::parse(text) ? "" : "a day such as 2026-06-01 was expected";
}

}  // namespace

void CommandOptions::text(const std::string& name, std::string& value, const std::string& says,
                          const std::string& kind) {
  auto* option = command_->add_option("--" + name, value, says)->type_name(kind);
  if (!value.empty()) option->capture_default_str();
}

void CommandOptions::day(const std::string& name, std::string& value, const std::string& says) {
  command_->add_option("--" + name, value, says)->type_name("YYYY-MM-DD")->check(check_day);
}

void CommandOptions::number(const std::string& name, long& value, const std::string& says,
                            long lowest, long highest) {
  command_->add_option("--" + name, value, says)
      ->capture_default_str()
      ->check(CLI::Range(lowest, highest));
}

void CommandOptions::choice(const std::string& name, std::string& value, const std::string& says,
                            const std::vector<std::string>& words) {
  auto* option = command_->add_option("--" + name, value, says)->check(CLI::IsMember(words));
  if (!value.empty()) option->capture_default_str();
}

void CommandOptions::argument(const std::string& name, std::string& value,
                              const std::string& says) {
  command_->add_option(name, value, says)->required();
}

void CommandOptions::argument(const std::string& name, long& value, const std::string& says) {
  command_->add_option(name, value, says)->required()->check(CLI::PositiveNumber);
}

void CommandOptions::flag(const std::string& name, bool& value, const std::string& says) {
  command_->add_flag("--" + name, value, says);
}

void CommandOptions::needs(const std::string& one, const std::string& other) {
  command_->get_option("--" + one)->needs(command_->get_option("--" + other));
}

void CommandOptions::excludes(const std::string& one, const std::string& other) {
  command_->get_option("--" + one)->excludes(command_->get_option("--" + other));
}

void CommandOptions::required(const std::string& name) {
  command_->get_option("--" + name)->required();
}

CommandLine::CommandLine(const std::string& says, const std::string& version,
                         const std::string& footer)
    : app_(std::make_unique<CLI::App>(says)) {
  app_->set_version_flag("--version", version);
  app_->require_subcommand(1);
  app_->footer(footer);
}

CommandLine::~CommandLine() = default;

CommandOptions CommandLine::add(const std::string& name, const std::string& says,
                                std::function<int()> run) {
  return add_to(*app_, name, says, std::move(run));
}

CommandGroup CommandLine::group(const std::string& name, const std::string& says) {
  auto* group = app_->add_subcommand(name, says);
  group->require_subcommand(1);
  return {*this, group};
}

CommandOptions CommandLine::add_to(CLI::App& app, const std::string& name, const std::string& says,
                                   std::function<int()> run) {
  auto* command = app.add_subcommand(name, says);
  command->callback([this, run = std::move(run)] { chosen_ = run; });
  return CommandOptions(command);
}

CommandOptions CommandGroup::add(const std::string& name, const std::string& says,
                                 std::function<int()> run) {
  return line_.add_to(*group_, name, says, std::move(run));
}

void CommandLine::set_usage_error(const std::string& command, int code) {
  usage_errors_[command] = code;
}

int CommandLine::run(int argc, char** argv, int usage_error) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    if (app_->exit(problem) == 0) return 0;
    for (const auto* command : app_->get_subcommands()) {
      const auto own = usage_errors_.find(command->get_name());
      if (own != usage_errors_.end()) return own->second;
    }
    return usage_error;
  }
  return chosen_();
}

}  // namespace dataflow::commands
