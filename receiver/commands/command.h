// The commands of dataflow-receiver, one file each.
#pragma once

namespace CLI {
class App;
}

namespace dataflow::receiver {

/// What the program ends with.
enum class Exit {
  ok = 0,
  usage = 2,     ///< the command line is wrong
  settings = 3,  ///< receiver.yaml, or what it names, has a fault
  failure = 4,   ///< anything else
};

/// Each adds one command with its options to the program. When the command line names it, it runs
/// while the line is parsed, and says in `exit` how it ended. `exit` must outlive the app.
void add_serve(CLI::App& app, Exit& exit);
void add_check(CLI::App& app, Exit& exit);
void add_keygen(CLI::App& app, Exit& exit);
void add_certificate(CLI::App& app, Exit& exit);
void add_export(CLI::App& app, Exit& exit);
void add_deliveries(CLI::App& app, Exit& exit);

}  // namespace dataflow::receiver
