// dataflow-agent mapping test: runs the examples that a mapping file holds.
#include "agent/commands/mapping.h"

#include <fmt/format.h>

#include "agent/mapping/check.h"
#include "agent/workbench/mapping_tests.h"
#include "agent/workbench/named_tables.h"

namespace dataflow::commands {

namespace {

namespace fs = std::filesystem;

struct TestOptions {
  std::string file;
  std::string standard = "dfe-csc/1.0.1";
};

/// A mapping that can be tested, with the tables it reads and its tests.
struct Bench {
  mapping::MappingFile mapping;
  std::vector<TableShape> offered;
  std::vector<mapping::MappingTest> tests;
};

/// Every fault of the file at once.
Result<Bench> set_up(const fs::path& file, const standard::Standard& standard, Faults& faults) {
  Bench bench;
  bench.mapping = mapping::MappingFile::draft(file, standard, faults);
  TRY_ASSIGN(bench.offered, mapping::tables_named(bench.mapping, standard));
  static_cast<void>(mapping::columns_read(bench.mapping, standard, bench.offered, faults));
  Faults of_tests;
  bench.tests = mapping::read_mapping_tests(file, standard, bench.offered, of_tests);
  faults.insert(faults.end(), of_tests.begin(), of_tests.end());
  return bench;
}

std::string place(const std::string& file, std::size_t line) {
  return fmt::format("{}:{}", file, line);
}

void show(const Surroundings& surroundings, const std::string& file,
          const mapping::MappingTest& test, const std::vector<mapping::Unmet>& unmet) {
  const std::string variant = test.variant.empty() ? "" : test.variant + ": ";
  surroundings.out << fmt::format("{}  {}{}\n", unmet.empty() ? "pass" : "FAIL", variant,
                                  test.says);
  for (const auto& [expectation, found] : unmet) {
    surroundings.out << fmt::format("      {}: {} {}: expected {}, found {}.\n",
                                    place(file, expectation.line), expectation.child,
                                    expectation.path, expectation.value.value_or("nothing"), found);
  }
}

Exit run_tests(const Bench& bench, const standard::Standard& standard,
               const Surroundings& surroundings) {
  std::size_t failed = 0;
  for (const auto& test : bench.tests) {
    const auto unmet = mapping::run_mapping_test(bench.mapping, standard, bench.offered, test);
    if (!unmet) {
      const Error& why = unmet.error();
      return report(surroundings,
                    {why.remedy, place(bench.mapping.file, test.line), why.what, why.hint},
                    Exit::failed);
    }
    if (!unmet->empty()) ++failed;
    show(surroundings, bench.mapping.file, test, *unmet);
  }
  surroundings.out << fmt::format("{} of {} tests passed.\n", bench.tests.size() - failed,
                                  bench.tests.size());
  return failed == 0 ? Exit::done : Exit::failed;
}

Exit test(const TestOptions& options, const Surroundings& surroundings) {
  Faults faults;
  const auto print = [&] {
    sort_by_place(faults);
    for (const auto& fault : faults) surroundings.err << describe(fault) << "\n";
    return Exit::settings;
  };
  const auto standard =
      standard::Standard::load(surroundings.shipped / "standards" / options.standard, faults);
  if (!standard) return print();
  const auto bench = set_up(options.file, *standard, faults);
  if (!bench) return report(surroundings, bench.error(), Exit::failed);
  if (!faults.empty()) return print();
  if (bench->tests.empty()) {
    return report(surroundings,
                  {Remedy::stop, options.file, "It holds no tests.",
                   "Write some under 'tests:'; docs/mapping.md shows how."},
                  Exit::failed);
  }
  return run_tests(*bench, *standard, surroundings);
}

}  // namespace

void add_mapping_test(CommandGroup& group, const Surroundings& surroundings) {
  auto options = std::make_shared<TestOptions>();
  auto command =
      group.add("test", "Run the examples under 'tests:' in a mapping file; needs no source",
                [=, &surroundings] { return static_cast<int>(test(*options, surroundings)); });
  command.argument("FILE", options->file, "The mapping file");
  command.text("standard", options->standard, "The standard it maps to", "NAME/VERSION");
}

}  // namespace dataflow::commands
