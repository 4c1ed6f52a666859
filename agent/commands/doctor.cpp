// dataflow-agent doctor: whether everything on the way to the endpoint is as it should be.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/doctor_source.h"
#include "agent/core/canonical_json.h"
#include "agent/delivery/check_up.h"
#include "agent/workbench/grants.h"

namespace dataflow::commands {

namespace {

using delivery::Step;

constexpr char kNobody[] = "REHEARSAL0000000001";

struct DoctorOptions : DoctorOfSource {
  bool rehearse = false;
  bool source = false;
};

const char* word_of(Step::Outcome outcome) {
  switch (outcome) {
    case Step::Outcome::passed:
      return "passed";
    case Step::Outcome::failed:
      return "failed";
    case Step::Outcome::left_out:
      break;
  }
  return "left_out";
}

std::string as_json(const Step& step) {
  return canonical_json(boost::json::object{
      {"step", step.name}, {"outcome", word_of(step.outcome)}, {"says", step.says}});
}

Change change_of(const boost::json::object& document) {
  Change change;
  change.body = canonical_json(document);
  change.digest = sha256(change.body);
  return change;
}

/// A child who never was comes, and goes again.
std::vector<Change> rehearsal(const standard::Standard& standard) {
  const auto* key = standard.document().key_member();
  const auto* purge = standard.document().purge_member();
  if (key == nullptr || purge == nullptr) return {};
  return {change_of({{key->name, kNobody}, {purge->name, false}}),
          change_of({{key->name, kNobody}, {purge->name, true}})};
}

Exit doctor(const DoctorOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  if (options.source) return doctor_source(options, *plan, surroundings);
  const SystemClock clock;
  const auto endpoint = plan->open_endpoint(clock);
  if (!endpoint) return report(surroundings, endpoint.error(), Exit::settings);
  const auto changes = options.rehearse ? rehearsal(plan->standard()) : std::vector<Change>();
  const auto tell = [&](const Step& step) {
    surroundings.out << (options.json ? as_json(step) : line_of(step)) << std::endl;
  };
  const bool well = delivery::check_up(**endpoint, changes, plan->standard().id(), tell);
  return well ? Exit::done : Exit::endpoint;
}

}  // namespace

void add_doctor(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<DoctorOptions>();
  auto command = line.add(
      "doctor",
      "Check the way to the endpoint, or the source, step by step; nothing personal leaves",
      [=, &surroundings] { return static_cast<int>(doctor(*options, surroundings)); });
  add_config_option(command, *options);
  command.flag("rehearse", options->rehearse,
               "Also send a child who never was, and purge it again");
  command.flag("source", options->source, "Check the source instead of the endpoint");
  command.text("grant-to", options->grant_to,
               "With --source: also write the GRANTs for this account or role", "NAME");
  command.choice("dialect", options->dialect, "With --grant-to: whose SQL to write",
                 mapping::dialect_names());
  command.needs("grant-to", "source");
  command.needs("dialect", "grant-to");
  command.excludes("rehearse", "source");
  command.flag("json", options->json, "Answer as JSON, one object a line");
}

}  // namespace dataflow::commands
