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

const char* word_for(Step::Outcome outcome) {
  switch (outcome) {
    case Step::Outcome::passed:
      return "pass";
    case Step::Outcome::failed:
      return "FAIL";
    case Step::Outcome::left_out:
      break;
  }
  return "-";
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
    if (options.json) {
      surroundings.out << canonical_json(boost::json::object{
                              {"step", step.name},
                              {"outcome", step.outcome == Step::Outcome::passed   ? "passed"
                                          : step.outcome == Step::Outcome::failed ? "failed"
                                                                                  : "left_out"},
                              {"says", step.says}})
                       << "\n";
    } else {
      surroundings.out << fmt::format("{:<5} {:<26} {}\n", word_for(step.outcome), step.name,
                                      step.says)
                       << std::flush;
    }
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
