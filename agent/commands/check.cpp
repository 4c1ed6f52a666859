// dataflow-agent check: whether a run could succeed, without reading a row or sending a byte.
#include "agent/commands/check.h"

#include <fmt/format.h>

#include "agent/freshness/reading.h"
#include "agent/ledger/mark.h"

namespace dataflow::commands {

namespace {

/// Prints one line per part: what it is, and what is wrong with it.
class Checklist {
 public:
  explicit Checklist(const Surroundings& surroundings) : surroundings_(surroundings) {}

  void good(const std::string& part, const std::string& what) {
    surroundings_.out << fmt::format("{:<9} {}\n", part, what);
  }
  void bad(const std::string& part, const Error& error, Exit exit) {
    surroundings_.err << fmt::format("{:<9} {}\n", part, describe(error));
    if (worst_ == Exit::done) worst_ = exit;
  }
  void bad(const Faults& faults) {
    for (const auto& fault : faults) surroundings_.err << describe(fault) << "\n";
    worst_ = Exit::settings;
  }
  [[nodiscard]] Exit worst() const { return worst_; }

 private:
  const Surroundings& surroundings_;
  Exit worst_ = Exit::done;
};

void check_source(const app::Plan& plan, Checklist& list) {
  const auto source = plan.open_source();
  if (!source) return list.bad("source", source.error(), Exit::source);
  Faults faults;
  const auto wishes = freshness::columns_to_read(**source, plan.mapping(), plan.standard(), faults);
  if (!wishes) return list.bad("source", wishes.error(), Exit::source);
  if (!*wishes) {
    sort_by_place(faults);
    return list.bad(faults);
  }
  std::size_t columns = 0;
  for (const auto& table : **wishes) columns += table.columns.size();
  list.good("source", fmt::format("{}: the mapping reads {} columns of {} tables",
                                  plan.settings().source.kind.value, columns, (*wishes)->size()));
}

/// The mapping, and which of its variants a run would use.
std::string mapping_text(const app::Plan& plan) {
  const auto& mapping = plan.mapping();
  const std::string& wanted = plan.settings().variant.value;
  if (!wanted.empty()) return fmt::format("{}, variant {}", mapping.name, wanted);
  if (mapping.variants.empty()) return mapping.name;
  return fmt::format("{} (a run finds out from the rows which variant it is: {})", mapping.name,
                     fmt::join(mapping::variant_names(mapping), ", "));
}

void check_ledger(const app::Plan& plan, Checklist& list) {
  const auto& file = plan.settings().ledger;
  if (!ledger::was_made(file)) {
    return list.good("ledger", file.string() + " (the first run makes it)");
  }
  if (const auto ledger = plan.open_ledger_as_it_is(); ledger) {
    list.good("ledger", file.string());
  } else {
    list.bad("ledger", ledger.error(), Exit::ledger);
  }
}

void check_endpoint(const app::Plan& plan, Checklist& list) {
  const SystemClock clock;
  const auto endpoint = plan.open_endpoint(clock);
  if (!endpoint) return list.bad("endpoint", endpoint.error(), Exit::settings);
  list.good("key", settings::place_of(plan.settings().endpoint.signing_key));
  list.good("endpoint", plan.settings().endpoint.url + " (nothing was sent)");
}

struct CheckOptions : PlanOptions {
  bool settings_only = false;
};

}  // namespace

Exit check(const PlanOptions& options, const Surroundings& surroundings, Checked checked) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  Checklist list(surroundings);
  list.good("settings", options.config);
  list.good("standard", plan->standard().id());
  list.good("mapping", mapping_text(*plan));
  if (checked == Checked::settings) return list.worst();
  check_source(*plan, list);
  check_ledger(*plan, list);
  check_endpoint(*plan, list);
  return list.worst();
}

void add_check(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<CheckOptions>();
  auto command =
      line.add("check", "Check the settings, the mapping, the source and the keys; send nothing",
               [=, &surroundings] {
                 const auto checked = options->settings_only ? Checked::settings : Checked::all;
                 return static_cast<int>(check(*options, surroundings, checked));
               });
  add_config_option(command, *options);
  command.flag("settings-only", options->settings_only,
               "Only what needs no source and no secret: before a reload of the service");
}

}  // namespace dataflow::commands
