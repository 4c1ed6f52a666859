// dataflow-agent trust-codes: that the codes which a field has now are right.
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/ledger/source_memory.h"

namespace dataflow::commands {

namespace {

struct TrustOptions : PlanOptions {
  std::string field;
  std::string by;
  std::string reason;
};

Exit trust_codes(const TrustOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger_there();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto known = ledger::forget_codes(*ledger, options.field, options.by, options.reason,
                                          clock_for(options)->now());
  if (!known) return report(surroundings, known.error(), Exit::failed);
  if (*known == 0) {
    return report(surroundings,
                  {Remedy::stop, options.field, "No run has seen codes of this field.",
                   "Finding S23 names the fields whose codes changed: 'dataflow-agent findings'."},
                  Exit::failed);
  }
  surroundings.out << fmt::format("The next run takes the codes of {} for right.\n", options.field);
  return Exit::done;
}

}  // namespace

void add_trust_codes(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<TrustOptions>();
  auto command = line.add(
      "trust-codes", "Say that a field whose codes changed as a whole is right, and let it go",
      [=, &surroundings] { return static_cast<int>(trust_codes(*options, surroundings)); });
  add_config_option(command, *options);
  command.argument("field", options->field, "The path of the field in the standard");
  command.text("by", options->by, "Who decides", "NAME");
  command.text("reason", options->reason, "Why, for whoever reads the audit trail", "TEXT");
  command.required("by");
  command.required("reason");
}

}  // namespace dataflow::commands
