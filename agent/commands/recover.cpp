// dataflow-agent recover: sets a ledger aside that cannot be used, and makes another.
#include <fmt/format.h>

#include "agent/app/ledger_key.h"
#include "agent/commands/command.h"
#include "agent/flow/rebuilding.h"
#include "agent/ledger/audit.h"
#include "agent/ledger/recovery.h"
#include "agent/ledger/schema.h"
#include "agent/service/instance.h"

namespace dataflow::commands {

namespace {

struct RecoverOptions : PlanOptions {
  std::string from;
  std::string received;
  bool anew = false;
  std::string by;
  std::string reason;
};

/// What the new ledger is made of, for the audit trail and the screen.
std::string source_of(const RecoverOptions& options) {
  if (!options.from.empty()) return "a copy of the ledger";
  return options.received.empty() ? "nothing" : "what the endpoint holds";
}

/// Fills the file with the new ledger, and says what has to be known about it.
Result<std::string> make_another(const RecoverOptions& options, const app::Plan& plan,
                                 const std::filesystem::path& file, const Secret& key,
                                 Instant now) {
  const std::string& council = plan.settings().council;
  if (!options.from.empty()) {
    TRY(ledger::restore_ledger(file, options.from, council, key));
    return std::string(
        "Every child is sent once more, because what was sent after the copy is not known. What "
        "was sent since, and has left the source, stays at the endpoint.\n");
  }
  TRY_ASSIGN(const auto ledger, ledger::Ledger::open(file, council, key));
  if (options.received.empty()) {
    return std::string(
        "The next run sends every child, once somebody approves it. What has left the source "
        "since it was sent stays at the endpoint.\n");
  }
  TRY_ASSIGN(const auto count, flow::rebuild(ledger, plan.standard(), options.received, now));
  return fmt::format("{} known to be at the endpoint. The next run sends what differs.\n",
                     children(count));
}

/// The new ledger is made beside the old one, which is set aside only when the other is finished.
Result<std::string> recover(const RecoverOptions& options, const app::Plan& plan, Instant now) {
  TRY(ledger::check_reason("recover", options.by, options.reason));
  const auto& settings = plan.settings();
  TRY_ASSIGN(const auto instance, service::Instance::of(settings.ledger));
  const std::filesystem::path making = settings.ledger.string() + ".recovering";
  std::error_code ignored;
  std::filesystem::remove(making, ignored);  // what an attempt left that failed
  TRY_ASSIGN(const Secret key, app::read_ledger_key(settings.ledger_key));
  TRY_ASSIGN(const auto known, make_another(options, plan, making, key, now));
  {
    TRY_ASSIGN(const auto ledger, ledger::Ledger::open(making, settings.council, key));
    const auto how =
        fmt::format("from {} by {}: {}", source_of(options), options.by, options.reason);
    TRY(ledger::record_event(ledger, ledger::kRecovered, "", how, now));
    TRY(ledger::empty_log(ledger.database()));
  }
  TRY_ASSIGN(const auto renamed, ledger::put_in_place(making, settings.ledger, now));
  std::string text;
  for (const auto& file : renamed) text += fmt::format("Set aside: {}\n", file.string());
  return text + fmt::format("A ledger was made from {}.\n", source_of(options)) + known;
}

Exit recover(const RecoverOptions& options, const Surroundings& surroundings) {
  const int ways = int{!options.from.empty()} + int{!options.received.empty()} + int{options.anew};
  if (ways != 1) {
    surroundings.err << "One of --from, --received and --anew was expected.\n";
    return Exit::usage;
  }
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto done = recover(options, *plan, clock_for(options)->now());
  if (!done) return report(surroundings, done.error(), Exit::ledger);
  surroundings.out << *done;
  return Exit::done;
}

}  // namespace

void add_recover(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<RecoverOptions>();
  auto command = line.add(
      "recover", "Set a ledger aside that cannot be used, and make another; stop the service first",
      [=, &surroundings] { return static_cast<int>(recover(*options, surroundings)); });
  add_config_option(command, *options);
  command.text("from", options->from, "A copy that 'backup' wrote", "FILE");
  command.text("received", options->received,
               "What the endpoint holds, as 'dataflow-receiver export' writes it", "FILE");
  command.flag("anew", options->anew, "An empty one: all children are sent again");
  command.text("by", options->by, "Who decides", "NAME");
  command.text("reason", options->reason, "Why, for whoever reads the audit trail", "TEXT");
  command.required("by");
  command.required("reason");
}

}  // namespace dataflow::commands
