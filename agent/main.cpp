// dataflow-agent: reads the command line and runs the command it names.
#include <exception>
#include <iostream>

#include "agent/commands/command.h"
#include "agent/core/version.h"
#include "agent/service/program_location.h"

namespace {

using namespace dataflow;

constexpr char kSays[] =
    "Reads a council's children's social care records, builds each child's document in the\n"
    "DfE's standard, and delivers what changed.\n\n"
    "Start with:  dataflow-agent init\n"
    "             dataflow-agent check --config agent.yaml\n"
    "             dataflow-agent preview --config agent.yaml\n"
    "             dataflow-agent run --once --config agent.yaml";

constexpr char kExitCodes[] =
    "Exit codes: 0 done, 2 wrong command line, 3 faults in the settings or the mapping,\n"
    "4 the source cannot be read, 5 the endpoint did not take everything, 6 the ledger,\n"
    "7 the balance has a remainder, 8 the brake holds the run, 9 the audit trail or a receipt\n"
    "was changed, 1 anything else. health has those of a Nagios plugin: 0 OK, 1 WARNING,\n"
    "2 CRITICAL, 3 UNKNOWN.";

int run(int argc, char** argv) {
  const commands::Surroundings surroundings{service::shipped_folder(), std::cout, std::cerr};
  commands::CommandLine line(kSays, "dataflow-agent " + std::string(program_version()), kExitCodes);
  commands::add_init(line, surroundings);
  commands::add_check(line, surroundings);
  commands::add_doctor(line, surroundings);
  commands::add_preview(line, surroundings);
  commands::add_explain(line, surroundings);
  commands::add_run(line, surroundings);
  commands::add_status(line, surroundings);
  commands::add_health(line, surroundings);
  commands::add_schedule(line, surroundings);
  commands::add_approve(line, surroundings);
  commands::add_reject(line, surroundings);
  commands::add_verify(line, surroundings);
  commands::add_replay(line, surroundings);
  commands::add_recover(line, surroundings);
  commands::add_trust_codes(line, surroundings);
  commands::add_rotate_key(line, surroundings);
  commands::add_audit(line, surroundings);
  commands::add_custody(line, surroundings);
  commands::add_backup(line, surroundings);
  commands::add_upgrade(line, surroundings);
  commands::add_support_bundle(line, surroundings);
  commands::add_balance(line, surroundings);
  commands::add_files(line, surroundings);
  commands::add_findings(line, surroundings);
  commands::add_synthesise(line, surroundings);
  commands::add_mapping(line, surroundings);
  commands::add_standard(line, surroundings);
  return line.run(argc, argv, static_cast<int>(commands::Exit::usage));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& broken) {
    std::cerr << "dataflow-agent: " << broken.what() << "\n";
    return static_cast<int>(dataflow::commands::Exit::failed);
  }
}
