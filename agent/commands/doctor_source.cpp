#include "agent/commands/doctor_source.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "agent/freshness/check_up.h"
#include "agent/workbench/grants.h"

namespace dataflow::commands {

namespace {

using freshness::SourceStep;

const char* word_of(SourceStep::Outcome outcome) {
  switch (outcome) {
    case SourceStep::Outcome::passed:
      return "passed";
    case SourceStep::Outcome::warned:
      return "warned";
    case SourceStep::Outcome::failed:
      return "failed";
    case SourceStep::Outcome::left_out:
      break;
  }
  return "left_out";
}

class Teller {
 public:
  Teller(const DoctorOfSource& options, const Surroundings& surroundings)
      : options_(options), surroundings_(surroundings) {}

  void operator()(const SourceStep& step) const {
    write(options_.json
              ? canonical_json(boost::json::object{
                    {"step", step.name}, {"outcome", word_of(step.outcome)}, {"says", step.says}})
              : line_of(step));
  }

  void grants(const std::string& script) const {
    write(options_.json ? canonical_json(boost::json::object{{"grants", script}}) : "\n" + script);
  }

 private:
  void write(const std::string& line) const { surroundings_.out << line << std::endl; }

  const DoctorOfSource& options_;
  const Surroundings& surroundings_;
};

/// Of the last run that took effect; none where there is no ledger to ask.
std::vector<ledger::TableRows> rows_before(const app::Plan& plan) {
  const auto ledger = plan.open_ledger_to_read();
  if (!ledger) return {};
  auto tables = ledger::tables_before(*ledger);
  return tables ? std::move(*tables) : std::vector<ledger::TableRows>();
}

}  // namespace

Exit doctor_source(const DoctorOfSource& options, const app::Plan& plan,
                   const Surroundings& surroundings) {
  const Teller tell(options, surroundings);
  const auto source = plan.open_source();
  if (!source) {
    tell({"open", SourceStep::Outcome::failed, describe(source.error())});
    return Exit::source;
  }
  tell({"open", SourceStep::Outcome::passed,
        fmt::format("A source of the kind {}.", plan.settings().source.kind.value)});
  SystemClock clock;
  const auto progress = show_progress(surroundings);
  auto check = freshness::check_up(
      {**source, plan.mapping(), plan.standard(), plan.settings().source.terms, clock, *progress},
      rows_before(plan), tell);
  if (!options.grant_to.empty() && !check.wishes.empty()) {
    const auto dialect = options.dialect.empty() ? check.dialect : options.dialect;
    std::sort(check.wishes.begin(), check.wishes.end());
    tell.grants(mapping::grant_script(mapping::dialect_named(dialect), options.grant_to,
                                      mapping::wishes_to_grant(check.wishes, plan.mapping())));
  }
  return check.well ? Exit::done : Exit::source;
}

}  // namespace dataflow::commands
