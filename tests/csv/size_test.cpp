#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/csv/source.h"

using namespace dataflow;
using namespace dataflow;

namespace {

constexpr std::size_t kMegabyte = 1'000'000;

/// Counts what it is given and keeps nothing.
class Counter final : public RowSink {
 public:
  [[nodiscard]] Result<void> begin_table(const TableShape&) override { return {}; }
  [[nodiscard]] Result<void> row(std::span<const Cell> cells) override {
    ++rows;
    for (const Cell& cell : cells) bytes += cell ? cell->size() : 0;
    return {};
  }
  void found(Finding) override {}
  std::size_t rows = 0;
  std::size_t bytes = 0;
};

/// The most memory this process ever had, in bytes; nothing where the system does not say.
std::optional<std::size_t> peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) * 1024;
  }
  return std::nullopt;
}

void write_large(const TemporaryFolder& folder, std::size_t size) {
  std::ofstream file(folder.path() / "t.csv", std::ios::binary);
  file << "person_id,forename,surname,date_of_birth,postcode,upn,ethnicity,note\n";
  for (std::size_t i = 0; file.tellp() < static_cast<std::streamoff>(size); ++i) {
    file << 1'000'000 + i << ",Forename,Surname,2011-04-05,ZZ99 3VZ,A123456789012,WBRI,";
    if (i % 4 == 0) file << "\"met, and said \"\"hello\"\"\nto the worker\"";
    file << '\n';
  }
}

}  // namespace

TEST_CASE("a file of 50 MB is read in flat memory", "[.slow]") {
  const TemporaryFolder folder;
  write_large(folder, 50 * kMegabyte);
  const auto connector = open_csv(folder);
  const auto tables = connector->describe();
  REQUIRE(tables);
  Counter counter;
  const auto before = peak_memory();
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(connector->read(*tables, counter));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const auto after = peak_memory();
  std::cout << counter.rows << " rows, " << 50.0 / seconds.count() << " MB/s\n";
  CHECK(counter.bytes > 30 * kMegabyte);
  if (before && after) CHECK(*after - *before < 4 * kMegabyte);
}
