#include <fmt/format.h>

#include "agent/core/presence.h"
#include "agent/service/machine.h"
#include "agent/setup/topics.h"

namespace dataflow::setup {

namespace {

namespace fs = std::filesystem;

/// Where the packaged service keeps what it writes; /etc is for settings.
std::string usual_ledger(const Draft& draft) {
  return service::is_packaged(draft.ground.config) ? "/var/lib/dataflow-agent/agent.db"
                                                   : "agent.db";
}

std::vector<Question> ledger_questions(const Draft& draft) {
  return {
      {"ledger", "The file of the ledger, on a local disk",
       "The agent's memory: what was accepted, what waits. It is encrypted by the key in the file "
       "beside it, whose name ends in .key. Back it up with dataflow-agent backup. docs/ledger.md",
       usual_ledger(draft)},
      {"schedule", "When the source is read",
       "In plain words (every weekday at 06:30 and 12:00, every 4 hours) or as a cron expression. "
       "docs/settings.md#schedule",
       "every day at 06:30"},
  };
}

fs::path nearest_folder(fs::path folder) {
  std::error_code ignored;
  while (!fs::is_directory(folder, ignored) && folder != folder.parent_path()) {
    folder = folder.parent_path();
  }
  return folder;
}

Trial try_ledger(Draft& draft, const Tell& tell) {
  const auto file = placed_path(draft, draft.answers.text("ledger")).lexically_normal();
  const auto folder = nearest_folder(file.parent_path());
  if (!service::may_write(folder)) {
    return Trial::failure(fmt::format("{}: This account may not write there.", folder.string()));
  }
  if (service::volume_of(folder) == service::Volume::network) {
    return Trial::failure(
        fmt::format("{}: This is a network drive, on which a database can be "
                    "damaged. Name a folder on a local disk.",
                    folder.string()));
  }
  std::error_code problem;
  const auto space = fs::space(folder, problem);
  constexpr std::uintmax_t kMegabyte = 1'000'000;
  const auto free = space.available / kMegabyte;
  const auto needed = static_cast<std::uintmax_t>(DiskLimits().pause_below);
  if (problem || free < needed) {
    return Trial::failure(
        fmt::format("{}: There are not the {} MB of free space that reading the "
                    "source takes.",
                    folder.string(), needed));
  }
  tell(is_missing(file) ? fmt::format("The disk of the ledger is local and has {} MB.", free)
                        : "There is a ledger already: it is used as it is.");
  return {};
}

}  // namespace

Topic ledger_topic() {
  return {"The ledger and the schedule", Topic::Concern::ledger, ledger_questions, try_ledger};
}

}  // namespace dataflow::setup
