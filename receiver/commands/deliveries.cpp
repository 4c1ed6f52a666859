#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/core/canonical_json.h"
#include "receiver/commands/command.h"
#include "receiver/commands/print.h"
#include "receiver/reports.h"
#include "receiver/store_file.h"

namespace dataflow::receiver {

namespace {

struct DeliveriesOptions {
  std::string store;
  bool json = false;
};

constexpr char kLine[] =
    "{:>8}  {:<24}  {:<7}  {:>6}  {:>8}  {:>7}  {:>7}  {:>6}  {:>10}  {:<9}  {}";

void print_row(const DeliveryRow& row) {
  print(fmt::format(kLine, row.id, row.received_at, row.la_code, row.status, row.children,
                    row.applied, row.repeats, row.purged, row.bytes, row.signature,
                    row.request_id));
}

void print_json(const DeliveryRow& row) {
  boost::json::object line{{"id", row.id},
                           {"received_at", row.received_at},
                           {"la_code", row.la_code},
                           {"request_id", row.request_id},
                           {"status", row.status},
                           {"children", row.children},
                           {"applied", row.applied},
                           {"repeats", row.repeats},
                           {"purged", row.purged},
                           {"bytes", row.bytes},
                           {"signature", row.signature}};
  if (!row.key_id.empty()) line.emplace("key_id", row.key_id);
  print(canonical_json(std::move(line)));
}

Result<void> list(const DeliveriesOptions& options) {
  TRY_ASSIGN(const auto store, open_store_to_read(options.store));
  if (options.json) return each_delivery(store, print_json);
  print(fmt::format(kLine, "delivery", "received", "council", "status", "children", "applied",
                    "repeats", "purged", "bytes", "signature", "request"));
  return each_delivery(store, print_row);
}

}  // namespace

void add_deliveries(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand("deliveries",
                                     "List the requests of known councils with what came of them.");
  const auto options = std::make_shared<DeliveriesOptions>();
  command->add_option("--store", options->store, "The SQLite file of the receiver")->required();
  command->add_flag("--json", options->json, "One JSON object a line");
  command->footer("The list holds no personal data.");
  command->callback([options, &exit] {
    const auto listed = list(*options);
    exit = listed ? Exit::ok : print(listed.error());
  });
}

}  // namespace dataflow::receiver
