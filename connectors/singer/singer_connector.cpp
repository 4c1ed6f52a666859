#include "connectors/singer/singer_connector.h"

#include <utility>

#include <fmt/format.h>

#include "agent/core/private_file.h"
#include "connectors/singer/catalog.h"
#include "connectors/singer/catalog_file.h"
#include "connectors/singer/command_line.h"
#include "connectors/singer/reading.h"
#include "connectors/singer/tap.h"
#include "connectors/wishes.h"

namespace dataflow::connectors {

namespace {

using namespace singer;

/// What stands under `source:` for a tap.
struct TapSettings {
  std::vector<std::string> words;
  std::string config;
  std::string catalog;
  Zone zone = Zone::convert;
  Bounds bounds;
};

class SingerConnector final : public Connector {
 public:
  explicit SingerConnector(TapSettings settings) : settings_(std::move(settings)) {}

  [[nodiscard]] Result<std::vector<TableShape>> describe() override {
    described_.clear();
    TRY_ASSIGN(const Catalog catalog, this->catalog());
    described_ = catalog.tables();
    return described_;
  }

  [[nodiscard]] Result<void> read(std::span<const TableShape> wishes, RowSink& sink) override {
    TapRun run{command(), nullptr, settings_.bounds};
    Descriptor selection;
    run.words.emplace_back("--catalog");
    if (settings_.catalog.empty()) {
      TRY_ASSIGN(const Catalog catalog, this->catalog());
      TRY(check_wishes(wishes, {catalog.tables(), described_}, settings_.words.front()));
      TRY_ASSIGN(selection, write_catalog(catalog.selecting(wishes)));
      run.passed = &selection;
      run.words.push_back(path_of(selection));
    } else {
      run.words.push_back(settings_.catalog);
    }
    Reading reading(wishes, {described_, settings_.zone, settings_.bounds.output});
    TRY(run_tap(run, [&](std::string_view line) { return reading.take_line(line); }));
    return reading.pass_to(sink, settings_.words.front());
  }

 private:
  [[nodiscard]] std::vector<std::string> command() const {
    std::vector<std::string> words = settings_.words;
    if (settings_.config.empty()) return words;
    words.emplace_back("--config");
    words.push_back(settings_.config);
    return words;
  }

  [[nodiscard]] Result<Catalog> catalog() const {
    if (!settings_.catalog.empty()) {
      TRY_ASSIGN(const std::string text, read_file(settings_.catalog));
      return Catalog::parse(text, settings_.catalog);
    }
    std::string text;
    TapRun run{command(), nullptr, settings_.bounds};
    run.words.emplace_back("--discover");
    TRY(run_tap(run, [&](std::string_view line) {
      text.append(line).append("\n");
      return Result<void>();
    }));
    return Catalog::parse(text, settings_.words.front() + " --discover");
  }

  TapSettings settings_;
  std::vector<TableShape> described_;
};

std::uint64_t megabytes(const Options& options, const char* name, std::uint64_t otherwise) {
  const long given = options.whole_number(name, 0);
  return given <= 0 ? otherwise : static_cast<std::uint64_t>(given) << 20U;
}

Bounds bounds_in(const Options& options) {
  Bounds bounds;
  const long seconds = options.whole_number("timeout_seconds", 0);
  if (seconds > 0) bounds.time = std::chrono::seconds(seconds);
  bounds.output = megabytes(options, "most_megabytes", bounds.output);
  bounds.line = megabytes(options, "most_line_megabytes", bounds.line);
  bounds.memory = megabytes(options, "most_memory_megabytes", bounds.memory);
  return bounds;
}

Result<std::unique_ptr<Connector>> open_tap(const Options& options) {
  auto words = words_of(options.text("tap"));
  if (!words) {
    return Error{Remedy::stop, "source", "'tap' is no command line.",
                 "Write the program and its arguments, parted by spaces. A quote needs its end."};
  }
  const std::string zone = options.text("zone", "convert");
  if (zone != "convert" && zone != "drop") {
    return Error{Remedy::stop, "source", "'zone' is neither convert nor drop.", ""};
  }
  return std::unique_ptr<Connector>(std::make_unique<SingerConnector>(
      TapSettings{std::move(*words), options.text("config"), options.text("catalog"),
                  zone == "drop" ? Zone::drop : Zone::convert, bounds_in(options)}));
}

}  // namespace

const Kind& singer_kind() {
  using Type = Option::Type;
  static const Kind kind = {
      "singer",
      "The streams of a Singer tap, a program that reads one kind of system.",
      {{"tap", Type::text, true, "The program of the tap and its arguments."},
       {"config", Type::path, false, "The configuration of the tap, a file."},
       {"catalog", Type::path, false, "The catalog that selects the streams, a file."},
       {"zone", Type::text, false, "convert or drop: what becomes of the zone of a date-time."},
       {"timeout_seconds", Type::whole_number, false, "How long the tap may run."},
       {"most_megabytes", Type::whole_number, false, "How much the tap may write."},
       {"most_line_megabytes", Type::whole_number, false, "How long one message may be."},
       {"most_memory_megabytes", Type::whole_number, false, "How much memory the tap may take."}},
      open_tap};
  return kind;
}

}  // namespace dataflow::connectors
