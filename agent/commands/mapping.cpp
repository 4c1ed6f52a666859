// dataflow-agent mapping: the commands for whoever writes a mapping.
#include "agent/commands/mapping.h"

#include "agent/freshness/reading.h"

namespace dataflow::commands {

std::variant<mapping::Staging, Exit> stage_source(const app::Plan& plan,
                                                  const Surroundings& surroundings) {
  const auto source = plan.open_source();
  if (!source) return report(surroundings, source.error(), Exit::source);
  const auto progress = show_progress(surroundings);
  Faults faults;
  SystemClock clock;
  auto staging = freshness::look_at_source(
      {**source, plan.mapping(), plan.standard(), plan.settings().source.terms, clock, *progress},
      faults);
  if (!staging) return report(surroundings, faults, staging.error());
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
