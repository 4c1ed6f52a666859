// dataflow-agent files: which files a run read, so that anybody who has them can show it.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/commands/command.h"
#include "agent/core/canonical_json.h"
#include "agent/ledger/source_files.h"

namespace dataflow::commands {

namespace {

struct FilesOptions : PlanOptions {
  long run = 0;  // 0: the newest that took effect
  bool json = false;
};

Result<ledger::Run> chosen_run(const ledger::Ledger& ledger, long number) {
  TRY_ASSIGN(auto run, number == 0 ? ledger::newest_run(ledger, ledger::Which::settled)
                                   : ledger::run_of(ledger, number));
  if (run) return std::move(*run);
  return Error{Remedy::stop, "files",
               number == 0 ? "No run has settled yet." : "There is no run of that number.",
               "'dataflow-agent status' tells the newest."};
}

std::string as_text(const ledger::Run& run, const std::vector<SourceFile>& files) {
  std::string text = fmt::format("Run {} for {}, {}\n", run.id, run.day.text(), run.state);
  for (const auto& file : files) {
    text += fmt::format("{}  {}\n    {} bytes, {} rows, written {}\n", file.digest.hex(), file.name,
                        with_commas(static_cast<std::int64_t>(file.bytes)), with_commas(file.rows),
                        file.written);
  }
  if (files.empty()) text += "It read no files.\n";
  return text;
}

boost::json::object as_json(const ledger::Run& run, const std::vector<SourceFile>& files) {
  boost::json::array list;
  for (const auto& file : files) {
    list.push_back({{"name", file.name},
                    {"bytes", static_cast<std::int64_t>(file.bytes)},
                    {"sha256", file.digest.hex()},
                    {"written", file.written},
                    {"rows", file.rows}});
  }
  return {{"run", run.id},
          {"day", run.day.text()},
          {"state", run.state},
          {"digest", files.empty() ? "" : ledger::digest_of(files).hex()},
          {"files", std::move(list)}};
}

Exit files(const FilesOptions& options, const Surroundings& surroundings) {
  const auto plan = load_plan(options, surroundings);
  if (!plan) return Exit::settings;
  const auto ledger = plan->open_ledger_to_read();
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto run = chosen_run(*ledger, options.run);
  if (!run) return report(surroundings, run.error(), Exit::failed);
  const auto read = ledger::files_of(*ledger, run->id);
  if (!read) return report(surroundings, read.error(), Exit::ledger);
  surroundings.out << (options.json ? canonical_json(as_json(*run, *read)) + "\n"
                                    : as_text(*run, *read));
  return Exit::done;
}

}  // namespace

void add_files(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<FilesOptions>();
  auto command =
      line.add("files", "Show which files a run read: name, size, time, rows and SHA-256",
               [=, &surroundings] { return static_cast<int>(files(*options, surroundings)); });
  add_config_option(command, *options);
  command.number("run", options->run, "That run instead of the newest that took effect", 1,
                 1'000'000'000);
  command.flag("json", options->json, "Answer as JSON");
}

}  // namespace dataflow::commands
