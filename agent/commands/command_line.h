// The command line: commands with their options, read by CLI11, which only this file's .cpp sees
// (its header takes longer to compile than all commands together).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace dataflow::commands {

/// One command while it is being described. A handle: copies mean the same command. Values that
/// options are read into must live until the program ends; share them with the chosen function.
class CommandOptions {
 public:
  explicit CommandOptions(CLI::App* command) : command_(command) {}

  /// --name VALUE. `value` holds the default.
  void text(const std::string& name, std::string& value, const std::string& says,
            const std::string& kind);
  /// --name DAY; anything but YYYY-MM-DD is a wrong command line.
  void day(const std::string& name, std::string& value, const std::string& says);
  /// --name NUMBER from `lowest` to `highest`.
  void number(const std::string& name, long& value, const std::string& says, long lowest,
              long highest);
  /// --name WORD, one of `words`.
  void choice(const std::string& name, std::string& value, const std::string& says,
              const std::vector<std::string>& words);
  /// A value without a name before it, such as a file; required.
  void argument(const std::string& name, std::string& value, const std::string& says);
  /// A whole number from 1 without a name before it; required.
  void argument(const std::string& name, long& value, const std::string& says);
  /// --name, without a value.
  void flag(const std::string& name, bool& value, const std::string& says);
  /// The one is only allowed together with the other.
  void needs(const std::string& one, const std::string& other);
  /// The two are not allowed together.
  void excludes(const std::string& one, const std::string& other);
  void required(const std::string& name);

 private:
  CLI::App* command_;
};

class CommandLine;

/// Commands that share a first word, such as `standard list` and `standard show`. A handle, too.
class CommandGroup {
 public:
  CommandGroup(CommandLine& line, CLI::App* group) : line_(line), group_(group) {}

  /// As CommandLine::add.
  CommandOptions add(const std::string& name, const std::string& says, std::function<int()> run);

 private:
  CommandLine& line_;
  CLI::App* group_;
};

/// What main does: describe the program, add the commands, read the arguments, run the chosen one.
class CommandLine {
 public:
  CommandLine(const std::string& says, const std::string& version, const std::string& footer);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// Adds a command; `run` is what it does when it is chosen, and gives the exit code.
  CommandOptions add(const std::string& name, const std::string& says, std::function<int()> run);

  /// Adds a word that commands follow.
  CommandGroup group(const std::string& name, const std::string& says);

  /// A wrong command line for this command has a code of its own.
  void set_usage_error(const std::string& command, int code);

  /// Reads the arguments and runs the command. Help goes to the standard output with code 0; a
  /// wrong command line is explained on the error stream with code `usage_error`.
  int run(int argc, char** argv, int usage_error);

 private:
  friend class CommandGroup;
  CommandOptions add_to(CLI::App& app, const std::string& name, const std::string& says,
                        std::function<int()> run);

  std::unique_ptr<CLI::App> app_;
  std::function<int()> chosen_;
  std::map<std::string, int> usage_errors_;  // by command
};

}  // namespace dataflow::commands
