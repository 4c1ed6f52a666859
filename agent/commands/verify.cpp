// dataflow-agent verify: whether the audit trail and the receipts of a ledger are as written.
#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "agent/app/ledger_key.h"
#include "agent/commands/command.h"
#include "agent/core/canonical_json.h"
#include "agent/delivery/envelope.h"
#include "agent/delivery/receipts.h"
#include "agent/delivery/signed_answer.h"
#include "agent/ledger/verification.h"
#include "agent/signing/key.h"

namespace dataflow::commands {

namespace {

struct VerifyOptions {
  std::string file;
  std::string key;
  std::string answer_key;
  std::string ledger_key;
  std::string config = "agent.yaml";
  bool json = false;
};

/// Whether the endpoint's key signed these very receipts for that request.
bool is_answer_of(const ledger::SignedReceipts& receipts, const signing::PublicKey& key) {
  const std::string body = delivery::digest_receipts(receipts.changes, receipts.receipts);
  if (!signing::content_digest_matches(receipts.reply.content_digest, body)) return false;
  const delivery::SignedAnswer answer{
      receipts.reply.status,
      delivery::kContentType,
      receipts.request_digest,
      receipts.idempotency_key,
      {receipts.reply.content_digest, receipts.reply.signature_input, receipts.reply.signature}};
  return delivery::verify_answer(
             answer, [&](std::string_view) { return std::optional(key); }, std::nullopt)
      .has_value();
}

/// Which signatures were checked.
struct Checked {
  bool seals = false;
  bool answers = false;
};

std::string entries(std::int64_t number) {
  return with_commas(number) + (number == 1 ? " entry" : " entries");
}

std::string as_text(const ledger::Verification& found, const Checked& checked) {
  std::string text = fmt::format(
      "Entries     {}\nSeals       {}{}\nDeliveries  {}\nReceipts    {}{}\n"
      "The newest entry is {} with the hash {}.\n",
      with_commas(found.head.entry), with_commas(found.seals),
      checked.seals ? "" : ", their signatures not checked: give the public key with --key",
      with_commas(found.deliveries), with_commas(found.receipts),
      checked.answers ? fmt::format(", in {} answers that the endpoint signed",
                                    with_commas(found.signed_answers))
                      : "",
      found.head.entry, found.head.hash.hex());
  if (found.unsealed > 0) {
    text += fmt::format("Since the newest seal: {}, for the next run to seal.\n",
                        entries(found.unsealed));
  }
  if (!found.broken) return text + "Everything is as it was written.\n";
  return text + fmt::format("BROKEN at entry {} of {}: {}\n", found.broken->entry, found.broken->at,
                            found.broken->what);
}

boost::json::object as_json(const ledger::Verification& found, const Checked& checked) {
  boost::json::object json{{"entries", found.head.entry},
                           {"hash", found.head.hash.hex()},
                           {"seals", found.seals},
                           {"signatures_checked", checked.seals},
                           {"deliveries", found.deliveries},
                           {"receipts", found.receipts},
                           {"signed_answers", found.signed_answers},
                           {"answers_checked", checked.answers},
                           {"unsealed", found.unsealed},
                           {"broken", nullptr}};
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

/// Nothing, after a report, when a key that is named cannot be read.
std::optional<ledger::Checks> checks_of(const VerifyOptions& options,
                                        const Surroundings& surroundings) {
  ledger::Checks checks;
  const auto read = [&](const std::string& file) {
    auto key = signing::PublicKey::read(file);
    if (!key) static_cast<void>(report(surroundings, key.error(), Exit::settings));
    return key;
  };
  if (!options.key.empty()) {
    const auto key = read(options.key);
    if (!key) return std::nullopt;
    checks.seal = [key = *key](const ledger::Seal& seal, const std::string& text) {
      return key.verifies(text, seal.signature);
    };
  }
  if (!options.answer_key.empty()) {
    const auto key = read(options.answer_key);
    if (!key) return std::nullopt;
    checks.answer = [key = *key](const ledger::SignedReceipts& receipts) {
      return is_answer_of(receipts, key);
    };
  }
  return checks;
}

Exit verify(const VerifyOptions& options, const Surroundings& surroundings) {
  const auto checks = checks_of(options, surroundings);
  if (!checks) return Exit::settings;
  const auto reference = key_reference(options, surroundings);
  if (!reference) return Exit::settings;
  const auto opens = app::read_ledger_key(*reference);
  if (!opens) return report(surroundings, opens.error(), Exit::settings);
  const auto ledger = ledger::Ledger::open_to_read(options.file, *opens);
  if (!ledger) return report(surroundings, ledger.error(), Exit::ledger);
  const auto found = ledger::verify(*ledger, *checks);
  if (!found) return report(surroundings, found.error(), Exit::ledger);
  const Checked checked{static_cast<bool>(checks->seal), static_cast<bool>(checks->answer)};
  surroundings.out << (options.json ? canonical_json(as_json(*found, checked)) + "\n"
                                    : as_text(*found, checked));
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
  command.text("answer-key", options->answer_key,
               "The endpoint's public key, to check the signatures of its receipts", "FILE");
  command.text("ledger-key", options->ledger_key,
               "The key of the ledger; the one that the settings name otherwise", "FILE");
  command.text("config", options->config, "The settings file", "FILE");
  command.flag("json", options->json, "Answer as JSON");
}

}  // namespace dataflow::commands
