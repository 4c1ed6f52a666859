#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "receiver/commands/command.h"
#include "receiver/commands/print.h"
#include "receiver/reports.h"
#include "receiver/store_file.h"

namespace dataflow::receiver {

namespace {

struct ExportOptions {
  std::string store;
  std::string council;
};

Result<void> write_documents(const ExportOptions& options) {
  TRY_ASSIGN(const auto store, open_store_to_read(options.store));
  TRY(each_document(store, options.council, [](std::string_view document) { print(document); }));
  if (std::cout.flush()) return {};
  return Error{Remedy::stop, "standard output", "Not everything could be written.", ""};
}

}  // namespace

void add_export(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand(
      "export", "Write what is held of a council's children: canonical JSON, one child a line.");
  const auto options = std::make_shared<ExportOptions>();
  command->add_option("--store", options->store, "The SQLite file of the receiver")->required();
  command->add_option("--council", options->council, "The council's three digits")->required();
  command->footer("The lines are personal data. They are sorted by la_child_id, byte by byte.");
  command->callback([options, &exit] {
    const auto written = write_documents(*options);
    exit = written ? Exit::ok : print(written.error());
  });
}

}  // namespace dataflow::receiver
