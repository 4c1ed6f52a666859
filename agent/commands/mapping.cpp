// dataflow-agent mapping: the commands for whoever writes a mapping.
#include "agent/commands/mapping.h"

#include "agent/flow/source_reading.h"

namespace dataflow::commands {

std::variant<mapping::Staging, Exit> stage_source(const app::Plan& plan,
                                                  const Surroundings& surroundings) {
  const auto source = plan.open_source();
  if (!source) return report(surroundings, source.error(), Exit::source);
  Faults faults;
  const auto wishes = flow::columns_to_read(**source, plan.mapping(), plan.standard(), faults);
  if (!wishes) return report(surroundings, wishes.error(), Exit::source);
  if (!*wishes) {
    sort_by_place(faults);
    for (const auto& fault : faults) surroundings.err << describe(fault) << "\n";
    return Exit::settings;
  }
  const auto progress = show_progress(surroundings);
  auto staging = flow::read_source(**source, **wishes, plan.mapping(), *progress);
  if (!staging) return report(surroundings, staging.error(), Exit::source);
  return std::move(*staging);
}

void add_mapping(CommandLine& line, const Surroundings& surroundings) {
  auto group = line.group("mapping", "Help for whoever writes a mapping");
  add_mapping_test(group, surroundings);
  add_mapping_coverage(group, surroundings);
  add_mapping_columns(group, surroundings);
  add_mapping_codes(group, surroundings);
}

}  // namespace dataflow::commands
