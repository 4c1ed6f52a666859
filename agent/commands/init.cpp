// dataflow-agent init: asks what the agent has to know, tests each answer, writes the settings.
#include <iostream>

#include <fmt/format.h>

#include "agent/commands/check.h"
#include "agent/setup/answers_file.h"
#include "agent/setup/interview.h"
#include "agent/setup/placing.h"
#include "agent/setup/terminal.h"

namespace dataflow::commands {

namespace {

namespace fs = std::filesystem;

constexpr char kWelcome[] =
    "This asks what the agent has to know, tests each answer at once, and writes agent.yaml, a "
    "key\n"
    "pair and notes for others at the end. Nothing is written before: Ctrl-C leaves nothing "
    "behind.\n"
    "Enter takes what stands in [brackets]. Paths count from the folder of the settings file:\n";

struct InitOptions {
  std::string config = "agent.yaml";
  std::string answers;
  std::string owner;
  bool offline = false;
  bool replace = false;
};

Error stop(std::string where, std::string what, std::string hint) {
  return {Remedy::stop, std::move(where), std::move(what), std::move(hint)};
}

/// Who gets the files: --owner, or the service's account where the settings are the package's.
Result<std::optional<service::Account>> owner_of(const InitOptions& options,
                                                 const fs::path& config) {
  const bool named = !options.owner.empty();
  if (!named && !(service::may_give() && service::is_packaged(config))) {
    return std::optional<service::Account>();
  }
  const std::string name = named ? options.owner : service::kPackagedAccount;
  TRY_ASSIGN(auto account, service::find_account(name));
  if (named && !account) return stop(name, "There is no such account.", "Check --owner.");
  if (named && !service::may_give()) {
    return stop(name, "Only root can give files to another account.",
                "Run this as root, or as that account and without --owner.");
  }
  return account;
}

Result<void> check_free(const InitOptions& options, const fs::path& config) {
  if (options.replace) return {};
  const auto files = setup::in_the_way(config);
  if (files.empty()) return {};
  return stop(files.front().string(), "This file exists already and is not overwritten.",
              "Name another by --config, or say --replace. A signing key is never replaced.");
}

class Init {
 public:
  Init(const InitOptions& options, const Surroundings& surroundings)
      : options_(options),
        surroundings_(surroundings),
        progress_(show_progress(surroundings)),
        ground_{fs::absolute(options.config).lexically_normal(), surroundings.shipped,
                options.offline ? setup::Reach::offline : setup::Reach::tested, clock_, *progress_},
        draft_{ground_} {}

  Exit run() {
    if (auto free = check_free(options_, ground_.config); !free) return failed(free.error());
    auto owner = owner_of(options_, ground_.config);
    if (!owner) return failed(owner.error());
    placing_ = {options_.replace ? setup::Existing::replaced : setup::Existing::kept,
                std::move(*owner)};
    return options_.answers.empty() ? ask_person() : ask_file();
  }

 private:
  Exit failed(const Error& error) { return report(surroundings_, error, Exit::failed); }

  Exit ask_person() {
    auto& out = surroundings_.out;
    out << kWelcome << ground_.config.parent_path().string() << "\n";
    setup::Terminal terminal(std::cin, out, service::read_unseen);
    if (auto done = setup::interview(draft_, terminal); !done) return failed(done.error());
    out << "\nThese files will be written:\n";
    for (const auto& file : setup::files_of(draft_)) out << "  " << file.string() << "\n";
    const auto wanted = terminal.confirm("Write them?");
    if (!wanted) return failed(wanted.error());
    if (!*wanted) return failed(stop("init", "Nothing was written.", ""));
    return write();
  }

  Exit ask_file() {
    Faults faults;
    setup::AnswersFile answers(options_.answers, surroundings_.out, faults);
    if (faults.empty()) {
      if (auto done = setup::interview(draft_, answers); !done) return failed(done.error());
      answers.check_unasked(draft_);
    }
    if (faults.empty()) return write();
    sort_by_place(faults);
    drop_repeated(faults);
    for (const auto& fault : faults) surroundings_.err << describe(fault) << "\n";
    surroundings_.err << "Nothing was written.\n";
    return exit_of(faults, answers.failed());
  }

  /// That of the part that failed, where nothing else is wrong.
  static Exit exit_of(const Faults& faults, const std::vector<setup::Topic::Concern>& failed) {
    using About = setup::Topic::Concern;
    if (failed.empty() || failed.size() != faults.size()) return Exit::settings;
    switch (failed.front()) {
      case About::source:
        return Exit::source;
      case About::endpoint:
        return Exit::endpoint;
      case About::ledger:
        return Exit::ledger;
      case About::answers:
        break;
    }
    return Exit::settings;
  }

  Exit write() {
    const auto notes = setup::notes(draft_);
    if (!notes) return failed(notes.error());
    const auto placed = setup::place(draft_, *notes, placing_);
    if (!placed) return failed(placed.error());
    auto& out = surroundings_.out;
    out << "\nWritten:\n";
    for (const auto& file : setup::files_of(draft_)) out << "  " << file.string() << "\n";
    for (const auto& note : *notes) out << "\n---- " << note.file << "\n" << note.text;
    warn_of_ledger();
    return last_check();
  }

  /// A folder that was there already keeps its owner.
  void warn_of_ledger() {
    if (!placing_.owner) return;
    const auto folder =
        setup::placed_path(draft_, draft_.answers.text("ledger")).lexically_normal().parent_path();
    if (service::belongs_to(folder, *placing_.owner)) return;
    surroundings_.out << fmt::format(
        "\n{}: This folder belongs to another account. See that {} may make files there: the "
        "ledger will be one.\n",
        folder.string(), placing_.owner->name);
  }

  /// What could not be tested is left to a later check, which would only fail now.
  Exit last_check() {
    auto& out = surroundings_.out;
    PlanOptions plan_options;
    plan_options.config = ground_.config.string();
    out << "\n---- dataflow-agent check\n";
    for (const auto& reason : draft_.untested) out << reason << "\n";
    const auto exit = check(plan_options, surroundings_,
                            draft_.untested.empty() ? Checked::all : Checked::settings);
    if (exit != Exit::done) return exit;
    const auto command = [&](const char* name) {
      return fmt::format("{}dataflow-agent {} --config {}",
                         placing_.owner ? fmt::format("sudo -u {} ", placing_.owner->name) : "",
                         name, ground_.config.string());
    };
    out << fmt::format("\nNext, once the key is registered:\n    {}\nThen:\n    {}\n",
                       command("doctor"), command("preview"));
    return Exit::done;
  }

  const InitOptions& options_;
  const Surroundings& surroundings_;
  SystemClock clock_;
  std::unique_ptr<Progress> progress_;
  setup::Ground ground_;
  setup::Draft draft_;
  setup::Placing placing_;
};

}  // namespace

void add_init(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<InitOptions>();
  auto command =
      line.add("init", "Ask for the settings, test each answer, write agent.yaml and a key",
               [=, &surroundings] { return static_cast<int>(Init(*options, surroundings).run()); });
  command.text("config", options->config, "The settings file to write", "FILE");
  command.text("answers", options->answers,
               "Take the answers from this file and ask nobody: docs/init.md", "FILE");
  command.flag("offline", options->offline,
               "Do not ask source and endpoint, for installs before the firewall is open");
  command.flag("replace", options->replace,
               "Replace settings and notes that are there; never a signing key");
  command.text("owner", options->owner,
               "As root: the account that gets the files; dataflow-agent for /etc/dataflow-agent",
               "ACCOUNT");
}

}  // namespace dataflow::commands
