#include "agent/ledger/disk_space.h"

#include <filesystem>

#include <fmt/format.h>

namespace dataflow::ledger {

namespace {

constexpr std::uintmax_t kMegabyte = 1'000'000;

Error too_little(const Ledger& ledger, const DiskSpace& space, std::int64_t needed,
                 std::string_view consequence) {
  return {
      Remedy::wait, ledger.database().name(),
      fmt::format("The disk has {} MB left, less than {} MB: {}", space.free, needed, consequence),
      "Free some space; the agent goes on by itself."};
}

}  // namespace

std::string_view name_of(DiskState state) {
  switch (state) {
    case DiskState::enough:
      return "enough";
    case DiskState::paused:
      return "paused";
    case DiskState::stopped:
      break;
  }
  return "stopped";
}

Result<DiskSpace> disk_space(const Ledger& ledger, const DiskLimits& limits) {
  std::error_code problem;
  const auto found = std::filesystem::space(ledger.database().name(), problem);
  if (problem) {
    return Error{Remedy::stop, ledger.database().name(),
                 "The system does not tell how much space is left: " + problem.message() + ".", ""};
  }
  DiskSpace space{static_cast<std::int64_t>(found.available / kMegabyte), DiskState::enough};
  if (space.free < limits.pause_below) space.state = DiskState::paused;
  if (space.free < limits.stop_below) space.state = DiskState::stopped;
  return space;
}

Result<void> check_space_to_read(const Ledger& ledger, const DiskLimits& limits) {
  TRY_ASSIGN(const auto space, disk_space(ledger, limits));
  if (space.state == DiskState::enough) return {};
  return too_little(ledger, space, limits.pause_below, "the source is not read.");
}

Result<void> check_space_to_deliver(const Ledger& ledger, const DiskLimits& limits) {
  TRY_ASSIGN(const auto space, disk_space(ledger, limits));
  if (space.state != DiskState::stopped) return {};
  return too_little(ledger, space, limits.stop_below, "nothing is delivered.");
}

}  // namespace dataflow::ledger
