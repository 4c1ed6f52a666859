#include "agent/settings/settings.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "agent/settings/renamed_settings.h"
#include "agent/yaml/reader.h"

namespace dataflow::settings {

namespace {

using yaml::Node;

std::string read_council(const Node& node) {
  std::string code = node.text();
  const bool digits = code.size() == 3 && std::all_of(code.begin(), code.end(),
                                                      [](char c) { return c >= '0' && c <= '9'; });
  if (node.present() && !digits) {
    node.fault("The DfE's three-digit code of the council was expected, such as \"846\".");
  }
  return code;
}

RuleChoices read_rules(const Node& node) {
  RuleChoices choices;
  if (!node.present()) return choices;
  node.only({"hold", "warn", "ignore"});
  const auto read = [&](const char* name, std::vector<Placed>& into) {
    for (const auto& item : node.member(name).items()) into.push_back(placed_name(item));
  };
  read("hold", choices.hold);
  read("warn", choices.warn);
  read("ignore", choices.ignore);
  return choices;
}

void read_allowance(const Node& node, const char* what, Allowance& allowance) {
  if (!node.present()) return;
  node.only({what, "percent"});
  if (const auto count = node.member(what); count.present()) {
    allowance.count = count.whole_number(0, 1'000'000);
  }
  if (const auto percent = node.member("percent"); percent.present()) {
    allowance.percent = percent.whole_number(0, 100);
  }
}

void read_brake(BrakeLimits& brake, const Node& node) {
  if (!node.present()) return;
  node.only({"leaving", "changed", "field", "ids", "table", "first_send", "approvals"});
  read_allowance(node.member("leaving"), "children", brake.leaving);
  read_allowance(node.member("changed"), "children", brake.changed);
  read_allowance(node.member("field"), "children", brake.flipped);
  read_allowance(node.member("ids"), "children", brake.churned);
  read_allowance(node.member("table"), "rows", brake.shrunk);
  if (const auto first = node.member("first_send"); first.present()) {
    brake.first_send = first.one_of({"approved", "free"}) == "free"
                           ? BrakeLimits::FirstSend::free
                           : BrakeLimits::FirstSend::approved;
  }
  if (const auto approvals = node.member("approvals"); approvals.present()) {
    brake.approvals = approvals.whole_number(1, 2);
  }
}

void read_disk(DiskLimits& disk, const Node& node) {
  if (!node.present()) return;
  node.only({"pause_below_mb", "stop_below_mb"});
  constexpr std::int64_t kMost = 1'000'000'000;
  if (const auto pause = node.member("pause_below_mb"); pause.present()) {
    disk.pause_below = pause.whole_number(0, kMost);
  }
  if (const auto stop = node.member("stop_below_mb"); stop.present()) {
    disk.stop_below = stop.whole_number(0, kMost);
  }
  if (disk.stop_below > disk.pause_below) {
    node.fault("stop_below_mb is more than pause_below_mb.",
               "Reading pauses first, so that what waits can still be delivered.");
  }
}

void read_retention(RetentionLimits& retention, const Node& node) {
  if (!node.present()) return;
  node.only({"documents_days", "runs_days"});
  constexpr std::int64_t kMost = 36'500;
  if (const auto documents = node.member("documents_days"); documents.present()) {
    retention.documents = documents.whole_number(0, kMost);
  }
  if (const auto runs = node.member("runs_days"); runs.present()) {
    retention.runs = runs.whole_number(30, kMost);
  }
}

void read_log(Settings& settings, const Node& node) {
  if (!node.present()) return;
  node.only({"level", "file"});
  if (const auto level = node.member("level"); level.present()) {
    const std::string word = level.one_of({"info", "warning", "error"});
    settings.log_level = word == "error"     ? Severity::error
                         : word == "warning" ? Severity::warning
                                             : Severity::info;
  }
  if (const auto file = node.member("file"); file.present()) {
    settings.log_file = settings.resolve(file.text());
  }
}

/// The council spreads its runs by its own delay, so that not all councils come at once.
void read_rota(Settings& settings, const Node& root) {
  constexpr std::chrono::minutes kUsualSpread{10};
  constexpr std::int64_t kMostSpread = 120;
  const auto given = root.member("schedule");
  const auto spread = root.member("spread_minutes");
  const std::chrono::minutes most =
      spread.present() ? std::chrono::minutes(spread.whole_number(0, kMostSpread)) : kUsualSpread;
  const auto text = given.present() ? given.word() : std::string("every hour");
  if (text.empty()) return;  // which was a fault
  auto schedule = schedule::Schedule::parse(text);
  if (!schedule) {
    return (given.present() ? given : root).fault(schedule.error().what, schedule.error().hint);
  }
  settings.rota = {std::move(*schedule), schedule::delay_of(settings.council, most)};
}

void read_optional(Settings& settings, const Node& root) {
  if (const auto variant = root.member("variant"); variant.present()) {
    settings.variant = placed_name(variant);
  }
  if (const auto corrections = root.member("corrections"); corrections.present()) {
    settings.corrections = settings.resolve(corrections.text());
  }
  settings.rules = read_rules(root.member("rules"));
  read_log(settings, root.member("log"));
  read_brake(settings.brake, root.member("brake"));
  read_disk(settings.disk, root.member("disk"));
  if (const auto roll = root.member("window_roll"); roll.present()) {
    settings.window_roll =
        roll.one_of({"keep", "purge"}) == "purge" ? WindowRoll::purge : WindowRoll::keep;
  }
  if (const auto ids = root.member("ids"); ids.present()) {
    settings.ids = ids.one_of({"stable", "derived"}) == "derived" ? Ids::derived : Ids::stable;
  }
  read_retention(settings.retention, root.member("retention"));
  if (const auto days = root.member("purge_after_days"); days.present()) {
    settings.purge_after_days = days.whole_number(1, 366);
  }
  settings.monitoring = read_monitoring(settings.file.parent_path(), root);
  read_rota(settings, root);
}

/// As far as it has no faults, which the nodes note.
Settings read_all(const Node& root, const std::filesystem::path& file, PlainSecrets plain) {
  std::vector<std::string> known = {"council",          "source",     "mapping",     "standard",
                                    "endpoint",         "ledger",     "log",         "schedule",
                                    "spread_minutes",   "rules",      "corrections", "brake",
                                    "purge_after_days", "ledger_key", "disk",        "retention",
                                    "window_roll",      "ids",        "variant",     "alarms",
                                    "metrics",          "heartbeat"};
  const auto renamed = report_renamed(root);
  known.insert(known.end(), renamed.begin(), renamed.end());
  root.only(known);
  Settings settings;
  settings.file = std::filesystem::absolute(file);
  const auto folder = settings.file.parent_path();
  settings.council = read_council(root.required("council", "the DfE's three-digit code"));
  settings.source = read_source(folder, root.required("source", "where the records are read"));
  settings.mapping = placed_name(
      root.required("mapping", "the name of a shipped mapping, or the path of your own"));
  settings.standard =
      placed_name(root.required("standard", "the version of the standard, such as dfe-csc/1.0.1"));
  settings.endpoint =
      read_endpoint(folder, root.required("endpoint", "where the records are sent"), plain);
  settings.ledger = settings.resolve(
      root.required("ledger", "the file in which the agent keeps its memory").text());
  const auto key = root.member("ledger_key");
  settings.ledger_key = key.present() ? read_reference(folder, key, plain)
                                      : SecretReference{SecretReference::Kept::file,
                                                        settings.ledger.string() + ".key"};
  read_optional(settings, root);
  return settings;
}

}  // namespace

std::filesystem::path Settings::resolve(const std::string& path) const {
  return path.empty() ? std::filesystem::path() : file.parent_path() / path;
}

std::optional<Settings> Settings::read(const std::filesystem::path& file, Faults& faults,
                                       PlainSecrets plain) {
  const std::size_t before = faults.size();
  const auto root = Node::open(file, faults);
  auto settings = read_all(root, file, plain);
  return faults.size() == before ? std::optional(std::move(settings)) : std::nullopt;
}

std::optional<Settings> Settings::parse(const std::string& text, const std::filesystem::path& file,
                                        Faults& faults, PlainSecrets plain) {
  const std::size_t before = faults.size();
  const auto root = Node::parse(text, file.string(), faults);
  auto settings = read_all(root, file, plain);
  return faults.size() == before ? std::optional(std::move(settings)) : std::nullopt;
}

}  // namespace dataflow::settings
