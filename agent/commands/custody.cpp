// dataflow-agent custody: what was sent of one child and when, for a subject access request.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/commands/viewing.h"
#include "agent/core/canonical_json.h"
#include "agent/ledger/child_history.h"

namespace dataflow::commands {

namespace {

struct CustodyOptions : PlanOptions {
  std::string child;
  bool json = false;
};

std::string as_text(const ledger::ChildHistory& history) {
  std::string text;
  for (const auto& sent : history.sent) {
    text += fmt::format("{}  delivery {}: {}{}\n", sent.at, sent.delivery, sent.outcome,
                        sent.status == 0 ? "" : fmt::format(" (status {})", sent.status));
    text += fmt::format("    document  sha-256 {}\n    sent      sha-256 {}\n",
                        sent.document_digest, sent.change_digest);
    if (!sent.receipt.empty()) text += fmt::format("    receipt   {}\n", sent.receipt);
  }
  if (history.sent.empty()) text += "Nothing of this child was ever sent.\n";
  for (const auto& done : history.done) {
    text += fmt::format("{}  {}: {}  (entry {})\n", done.at, done.event, done.detail, done.entry);
  }
  return text;
}

boost::json::object as_json(const ledger::ChildHistory& history) {
  boost::json::array sent;
  for (const auto& one : history.sent) {
    sent.push_back({{"delivery", one.delivery},
                    {"at", one.at},
                    {"outcome", one.outcome},
                    {"status", one.status},
                    {"document_digest", one.document_digest},
                    {"change_digest", one.change_digest},
                    {"receipt", one.receipt}});
  }
  boost::json::array done;
  for (const auto& one : history.done) {
    done.push_back(
        {{"entry", one.entry}, {"at", one.at}, {"event", one.event}, {"detail", one.detail}});
  }
  return {{"sent", std::move(sent)}, {"done", std::move(done)}};
}

Exit custody(const CustodyOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger_there();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto history = ledger::history_of(*ledger, options.child);
  if (!history) return report(surroundings, history.error(), Exit::ledger);
  const auto noted = note_viewing(*ledger, options.child, "custody", *clock_for(options));
  if (!noted) return report(surroundings, noted.error(), Exit::ledger);
  surroundings.out << (options.json ? canonical_json(as_json(*history)) + "\n" : as_text(*history));
  return Exit::done;
}

}  // namespace

void add_custody(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<CustodyOptions>();
  auto command =
      line.add("custody", "Show what was sent of one child and when, with digests and receipts",
               [=, &surroundings] { return static_cast<int>(custody(*options, surroundings)); });
  add_config_option(command, *options);
  command.text("child", options->child, "The child's identifier, la_child_id", "ID");
  command.required("child");
  command.flag("json", options->json, "Answer as JSON");
}

}  // namespace dataflow::commands
