#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>
#include <system_error>
#include <systemd/sd-journal.h>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "agent/core/clock.h"
#include "agent/support/log_end.h"

namespace dataflow::support {

namespace {

struct Closed {
  void operator()(sd_journal* journal) const { sd_journal_close(journal); }
};
using Journal = std::unique_ptr<sd_journal, Closed>;

/// `answer` is a negative errno, as sd-journal gives it.
Error unreadable(int answer) {
  return {Remedy::stop, "The journal",
          fmt::format("It cannot be read: {}.", std::generic_category().message(-answer)),
          "Leave the log out: --without log.txt."};
}

/// Empty where the entry does not have that field.
std::string field(sd_journal* journal, const char* name) {
  const void* data = nullptr;
  std::size_t size = 0;
  if (sd_journal_get_data(journal, name, &data, &size) < 0) return {};
  const std::string_view assignment(static_cast<const char*>(data), size);
  return std::string(assignment.substr(assignment.find('=') + 1));
}

/// The program's events, or what process 1 says of the service. Other processes cannot set a field
/// that begins with an underscore (systemd.journal-fields(7)).
int choose(sd_journal* journal, const std::string& service) {
  const auto match = [journal](const std::string& wanted) {
    return sd_journal_add_match(journal, wanted.data(), wanted.size());
  };
  if (const int answer = match("_SYSTEMD_UNIT=" + service); answer < 0) return answer;
  if (const int answer = sd_journal_add_disjunction(journal); answer < 0) return answer;
  if (const int answer = match("_PID=1"); answer < 0) return answer;
  return match("UNIT=" + service);
}

/// As a log file has it. Priorities are one digit, as syslog(3) numbers them: 3 is an error, and
/// what is worse has less.
std::string_view level_of(std::string_view priority) {
  if (priority.empty() || priority > "4") return "info";
  return priority == "4" ? "warning" : "error";
}

/// What systemd says as fields: its sentences begin with words that are surnames as well ("Main
/// process exited").
std::string said_by_systemd(sd_journal* journal) {
  constexpr std::array<std::pair<const char*, std::string_view>, 6> kFields = {
      {{"JOB_TYPE", "job"},
       {"JOB_RESULT", "is"},
       {"EXIT_CODE", "process"},
       {"EXIT_STATUS", "status"},
       {"UNIT_RESULT", "result"},
       {"N_RESTARTS", "restarts"}}};
  std::string text;
  for (const auto& [name, word] : kFields) {
    if (const auto value = field(journal, name); !value.empty()) {
      text += fmt::format(" {} {}", word, value);
    }
  }
  return text.empty() ? text : "systemd" + text;
}

/// Empty when the entry is not on the list.
std::string said_in(sd_journal* journal) {
  if (field(journal, "_PID") == "1") return said_by_systemd(journal);
  return field(journal, "DATAFLOW_EVENT").empty() ? std::string() : field(journal, "MESSAGE");
}

std::string line_of(sd_journal* journal) {
  const auto said = said_in(journal);
  std::uint64_t microseconds = 0;
  if (said.empty() || sd_journal_get_realtime_usec(journal, &microseconds) < 0) return {};
  const Instant at(std::chrono::milliseconds(microseconds / 1000));
  return fmt::format("{} {} {}\n", rfc3339(at), level_of(field(journal, "PRIORITY")), said);
}

/// The last lines that fit, the latest first.
Result<std::vector<std::string>> last_lines(sd_journal* journal) {
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  if (const int answer = sd_journal_seek_tail(journal); answer < 0) return unreadable(answer);
  for (;;) {
    const int answer = sd_journal_previous(journal);
    if (answer < 0) return unreadable(answer);
    if (answer == 0) return lines;
    auto line = line_of(journal);
    bytes += line.size();
    if (bytes > kMostOfLog) return lines;
    if (!line.empty()) lines.push_back(std::move(line));
  }
}

}  // namespace

Result<std::optional<BundleFile>> end_of_journal(const std::string& service) {
  sd_journal* opened = nullptr;
  if (const int answer = sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM);
      answer < 0) {
    return unreadable(answer);
  }
  const Journal journal(opened);
  if (const int answer = choose(journal.get(), service); answer < 0) return unreadable(answer);
  TRY_ASSIGN(const auto lines, last_lines(journal.get()));
  if (lines.empty()) return std::optional<BundleFile>();
  std::string text;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) text += *line;
  return std::optional(BundleFile{"log.txt", std::move(text)});
}

}  // namespace dataflow::support
