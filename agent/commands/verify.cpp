// dataflow-agent verify: whether the audit trail and the receipts of a ledger are as written.
#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/app/ledger_key.h"
#include "agent/commands/command.h"
#include "agent/core/canonical_json.h"
#include "agent/ledger/verification.h"
#include "agent/signing/key.h"

namespace dataflow::commands {

namespace {

struct VerifyOptions {
  std::string file;
  std::string key;
  std::string ledger_key;
  std::string config = "agent.yaml";
  bool json = false;
};

std::string as_text(const ledger::Verification& found, bool signatures_checked) {
  std::string text = fmt::format(
      "Entries     {}\nSeals       {}{}\nDeliveries  {}\nReceipts    {}\n"
      "The newest entry is {} with the hash {}.\n",
      with_commas(found.head.entry), with_commas(found.seals),
      signatures_checked ? "" : ", their signatures not checked: give the public key with --key",
      with_commas(found.deliveries), with_commas(found.receipts), found.head.entry,
      found.head.hash.hex());
  if (found.unsealed > 0) {
    text += fmt::format("{} entries came after the newest seal.\n", with_commas(found.unsealed));
  }
  if (!found.broken) return text + "Everything is as it was written.\n";
  return text + fmt::format("BROKEN at entry {} of {}: {}\n", found.broken->entry, found.broken->at,
                            found.broken->what);
}

boost::json::object as_json(const ledger::Verification& found, bool signatures_checked) {
  boost::json::object json{
      {"entries", found.head.entry},    {"hash", found.head.hash.hex()},
      {"seals", found.seals},           {"signatures_checked", signatures_checked},
      {"deliveries", found.deliveries}, {"receipts", found.receipts},
      {"unsealed", found.unsealed},     {"broken", nullptr}};
  if (found.broken) {
    json["broken"] = {
        {"entry", found.broken->entry}, {"at", found.broken->at}, {"what", found.broken->what}};
  }
  return json;
}

/// Where the key of the file is kept: as the option says, or else as the settings say.
std::optional<settings::SecretReference> key_reference(const VerifyOptions& options,
                                                       const Surroundings& surroundings) {
  if (!options.ledger_key.empty()) {
    return settings::SecretReference{settings::SecretReference::Kept::file, options.ledger_key};
  }
  Faults faults;
  const auto settings = settings::Settings::read(options.config, faults);
  for (const auto& fault : faults) surroundings.err << describe(fault) << "\n";
  if (settings) return settings->ledger_key;
  return std::nullopt;
}

Exit verify(const VerifyOptions& options, const Surroundings& surroundings) {
  std::optional<signing::PublicKey> key;
  if (!options.key.empty()) {
    auto read = signing::PublicKey::read(options.key);
    if (!read) return report(surroundings, read.error(), Exit::settings);
    key = std::move(*read);
  }
  const auto reference = key_reference(options, surroundings);
  if (!reference) return Exit::settings;
  const auto opens = app::read_ledger_key(*reference);
  if (!opens) return report(surroundings, opens.error(), Exit::settings);
  const auto ledger = ledger::Ledger::open_to_read(options.file, *opens);
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  ledger::CheckSeal check;
  if (key) {
    check = [&](const ledger::Seal& seal, const std::string& text) {
      return key->verifies(text, seal.signature);
    };
  }
  const auto found = ledger::verify(*ledger, check);
  if (!found) return report(surroundings, found.error(), Exit::ledger);
  surroundings.out << (options.json ? canonical_json(as_json(*found, key.has_value())) + "\n"
                                    : as_text(*found, key.has_value()));
  return found->broken ? Exit::broken : Exit::done;
}

}  // namespace

void add_verify(CommandLine& line, const Surroundings& surroundings) {
  auto options = std::make_shared<VerifyOptions>();
  auto command =
      line.add("verify", "Check the audit trail and the receipts of a ledger, or of a copy of it",
               [=, &surroundings] { return static_cast<int>(verify(*options, surroundings)); });
  command.argument("file", options->file, "The ledger");
  command.text("key", options->key, "The council's public key, to check the seals", "FILE");
  command.text("ledger-key", options->ledger_key,
               "The key of the ledger; the one that the settings name otherwise", "FILE");
  command.text("config", options->config, "The settings file", "FILE");
  command.flag("json", options->json, "Answer as JSON");
}

}  // namespace dataflow::commands
