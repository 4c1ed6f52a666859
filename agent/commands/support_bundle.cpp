// dataflow-agent support-bundle: one archive for whoever maintains the agent, with nobody in it.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/status.h"
#include "agent/core/version.h"
#include "agent/service/machine.h"
#include "agent/support/archive.h"
#include "agent/support/figures.h"
#include "agent/support/hiding.h"
#include "agent/support/ledger_values.h"
#include "agent/support/log_end.h"
#include "agent/support/program.h"
#include "agent/support/reduced_settings.h"
#include "agent/support/secrets.h"

namespace dataflow::commands {

namespace {

using support::BundleFile;

struct BundleOptions : PlanOptions {
  std::string out = "support-bundle.zip";
  std::string without;
  std::string service = "dataflow-agent.service";
};

bool is_left_out(const BundleOptions& options, const std::string& name) {
  std::istringstream stream(options.without);
  for (std::string left_out; std::getline(stream, left_out, ',');) {
    if (left_out == name) return true;
  }
  return false;
}

/// Nothing, and a word of why, where there is none that this account may read.
Result<std::optional<BundleFile>> end_of_log(const BundleOptions& options, const app::Plan& plan,
                                             const Surroundings& surroundings) {
  if (is_left_out(options, "log.txt")) return std::optional<BundleFile>();
  const auto& file = plan.settings().log_file;
  if (!file.empty()) return support::end_of_log_file(file);
  TRY_ASSIGN(auto log, support::end_of_journal(options.service));
  if (!log) {
    surroundings.err << fmt::format(
        "The journal has no entry of {} that this account may read: there is no log.txt. Run this "
        "in the group systemd-journal.\n",
        options.service);
  }
  return log;
}

Result<std::vector<BundleFile>> gather(const BundleOptions& options, const app::Plan& plan,
                                       const ledger::Ledger& ledger,
                                       const Surroundings& surroundings) {
  TRY_ASSIGN(auto about, support::about(std::string(program_version()), service::describe_system(),
                                        plan, ledger));
  std::vector<BundleFile> files = {std::move(about),
                                   support::schedule_to_come(plan.settings(), SystemClock().now())};
  TRY_ASSIGN(auto settings, support::reduced_settings(options.config));
  TRY_ASSIGN(auto status, status_json(plan, ledger));
  files.push_back({"status.json", std::move(status), BundleFile::Form::json});
  TRY_ASSIGN(auto figures, support::figures(ledger));
  std::move(figures.begin(), figures.end(), std::back_inserter(files));
  TRY_ASSIGN(auto log, end_of_log(options, plan, surroundings));
  if (log) {
    support::leave_out(events::kSourceFile, *log);
    files.push_back(std::move(*log));
  }
  const auto folder = std::filesystem::absolute(options.config).parent_path().lexically_normal();
  settings.hidden.push_back(folder.string());
  support::hide(settings.hidden, files);
  files.push_back({"settings.yaml", std::move(settings.text)});
  TRY_ASSIGN(auto mapping, support::mapping_text(plan, surroundings.shipped));
  files.push_back(std::move(mapping));
  std::erase_if(files, [&](const BundleFile& file) { return is_left_out(options, file.name); });
  return files;
}

/// What the files are searched for.
struct Wanted {
  support::KnownValues values;
  std::size_t unread = 0;  ///< secrets that only the service is given
};

Result<Wanted> wanted(const app::Plan& plan, const ledger::Ledger& ledger,
                      const Surroundings& surroundings) {
  Wanted all;
  all.values.add_vocabulary(support::shipped_text(surroundings.shipped));
  TRY(support::add_ledger_values(ledger, plan.standard(), all.values));
  all.unread = support::add_secrets(plan.settings(), all.values);
  return all;
}

Exit support_bundle(const BundleOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger_to_read();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto all = wanted(*plan, *ledger, surroundings);
  if (!all) return report(surroundings, all.error(), Exit::ledger);
  const auto files = gather(options, *plan, *ledger, surroundings);
  if (!files) return report(surroundings, files.error(), Exit::failed);
  const auto clear = support::cleared(*files, all->values);
  if (!clear) return report(surroundings, clear.error(), Exit::failed);
  const auto written = support::write_archive(options.out, *clear);
  if (!written) return report(surroundings, written.error(), Exit::failed);
  surroundings.out << fmt::format(
      "{}: {} files, searched for {} values of the ledger and for {}; none is in it.\n",
      options.out, clear->size(), with_commas(static_cast<std::int64_t>(all->values.size())),
      all->unread == 0
          ? "all secrets"
          : fmt::format("the secrets, but for {} that only the service is given", all->unread));
  return Exit::done;
}

}  // namespace

void add_support_bundle(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<BundleOptions>();
  auto command = line.add(
      "support-bundle", "Write an archive for whoever maintains the agent, with nobody in it",
      [=, &surroundings] { return static_cast<int>(support_bundle(*options, surroundings)); });
  add_config_option(command, *options);
  command.text("out", options->out, "The archive to make", "FILE");
  command.text("without", options->without,
               "Leave these files out, parted by commas, such as log.txt", "NAMES");
  command.text("service", options->service,
               "The service whose log to take, where it goes to the journal", "NAME");
}

}  // namespace dataflow::commands
