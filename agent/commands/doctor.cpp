// dataflow-agent doctor: whether everything on the way to the endpoint is as it should be.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/core/canonical_json.h"
#include "agent/delivery/check_up.h"

namespace dataflow::commands {

namespace {

using delivery::Step;

constexpr char kNobody[] = "REHEARSAL0000000001";

struct DoctorOptions : PlanOptions {
  bool rehearse = false;
  bool json = false;
};

/// An outcome in a column that people read, and in JSON.
struct Words {
  const char* shown;
  const char* in_json;
};

Words words_for(Step::Outcome outcome) {
  switch (outcome) {
    case Step::Outcome::passed:
      return {"pass", "passed"};
    case Step::Outcome::failed:
      return {"FAIL", "failed"};
    case Step::Outcome::left_out:
      break;
  }
  return {"-", "left_out"};
}

std::string as_text(const Step& step) {
  return fmt::format("{:<5} {:<26} {}", words_for(step.outcome).shown, step.name, step.says);
}

std::string as_json(const Step& step) {
  return canonical_json(boost::json::object{
      {"step", step.name}, {"outcome", words_for(step.outcome).in_json}, {"says", step.says}});
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
  const SystemClock clock;
  const auto endpoint = plan->open_endpoint(clock);
  if (!endpoint) return report(surroundings, endpoint.error(), Exit::settings);
  const auto changes = options.rehearse ? rehearsal(plan->standard()) : std::vector<Change>();
  const auto tell = [&](const Step& step) {
    surroundings.out << (options.json ? as_json(step) : as_text(step)) << std::endl;
  };
  const bool well = delivery::check_up(**endpoint, changes, plan->standard().id(), tell);
  return well ? Exit::done : Exit::endpoint;
}

}  // namespace

void add_doctor(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<DoctorOptions>();
  auto command =
      line.add("doctor", "Check the way to the endpoint step by step; nothing personal leaves",
               [=, &surroundings] { return static_cast<int>(doctor(*options, surroundings)); });
  add_config_option(command, *options);
  command.flag("rehearse", options->rehearse,
               "Also send a child who never was, and purge it again");
  command.flag("json", options->json, "Answer as JSON, one object a line");
}

}  // namespace dataflow::commands
