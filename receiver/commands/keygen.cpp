#include <algorithm>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "agent/signing/key.h"
#include "receiver/commands/command.h"
#include "receiver/commands/print.h"
#include "receiver/public_file.h"

namespace dataflow::receiver {

namespace {

using signing::Algorithm;

struct KeygenOptions {
  std::string out;
  std::string algorithm = "ed25519";
};

Algorithm algorithm_of(const std::string& name) {
  for (const Algorithm known : {Algorithm::ed25519, Algorithm::ecdsa_p256_sha256}) {
    if (name_of(known) == name) return known;
  }
  return Algorithm::rsa_pss_sha512;
}

Result<void> keygen(const KeygenOptions& options) {
  TRY_ASSIGN(const auto key, signing::PrivateKey::generate(algorithm_of(options.algorithm)));
  // The public key first: were it in the way, no private key would be left behind.
  TRY(write_new_file(options.out + ".pub", key.public_key().pem()));
  TRY(key.write(options.out + ".key"));
  print(
      fmt::format("{0}.key  signs. It stays with the council: the agent's settings name it.\n"
                  "{0}.pub  verifies. Give it to the receiver: name it in receiver.yaml under the\n"
                  "          council's signing_keys, with the key id that the agent signs with.",
                  options.out));
  return {};
}

}  // namespace

void add_keygen(CLI::App& app, Exit& exit) {
  auto* command = app.add_subcommand("keygen", "Make a key pair for signing requests.");
  const auto options = std::make_shared<KeygenOptions>();
  command->add_option("--out", options->out, "The files are NAME.key and NAME.pub")
      ->required()
      ->type_name("NAME");
  command->add_option("--algorithm", options->algorithm, "How the key signs")
      ->check(CLI::IsMember({"ed25519", "ecdsa-p256-sha256", "rsa-pss-sha512"}))
      ->capture_default_str();
  command->callback([options, &exit] {
    const auto made = keygen(*options);
    exit = made ? Exit::ok : print(made.error());
  });
}

}  // namespace dataflow::receiver
