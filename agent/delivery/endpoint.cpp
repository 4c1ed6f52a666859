#include "agent/delivery/endpoint.h"

#include "agent/delivery/envelope.h"
#include "agent/gzip/gzip.h"

namespace dataflow::delivery {

namespace {

/// The base address, and the profile's path with the council's code in it.
std::string target_of(const EndpointOptions& options) {
  constexpr std::string_view kPlace = "{council}";
  std::string path = options.profile.path;
  if (const auto at = path.find(kPlace); at != std::string::npos) {
    path.replace(at, kPlace.size(), options.council);
  }
  return options.url + path;
}

}  // namespace

Endpoint::Endpoint(EndpointOptions options, http::Client token_client, const Clock& clock)
    : options_(std::move(options)),
      target_(target_of(options_)),
      tokens_(std::make_unique<oauth::TokenSource>(options_.credentials, std::move(token_client),
                                                   clock)),
      clock_(clock) {}

Result<std::unique_ptr<Endpoint>> Endpoint::open(EndpointOptions options, const Clock& clock) {
  TRY_ASSIGN(auto token_client, http::Client::open(options.client));
  return std::unique_ptr<Endpoint>(
      new Endpoint(std::move(options), std::move(token_client), clock));
}

Result<Envelope> Endpoint::seal(const std::vector<const Change*>& changes,
                                const std::string& standard) const {
  Envelope envelope = delivery::seal(changes, options_.council, standard);
  if (profile().encoding == Encoding::none) return envelope;
  TRY_ASSIGN(envelope.body, gzip::Compressor().compress(envelope.body));
  envelope.encoding = "gzip";
  envelope.content_digest = signing::content_digest(envelope.body);
  return envelope;
}

Result<signing::SignatureHeaders> Endpoint::sign(const Envelope& envelope) const {
  if (profile().signatures == Signatures::none) return signing::SignatureHeaders{};
  std::vector<signing::Component> components{{"@method", "POST"},
                                             {"@target-uri", target_},
                                             {"content-digest", envelope.content_digest},
                                             {"content-type", kContentType},
                                             {"idempotency-key", envelope.idempotency_key}};
  if (!envelope.encoding.empty()) components.push_back({"content-encoding", envelope.encoding});
  std::vector<signing::Signer> signers{
      {"dataflow", options_.signing_key.id, options_.signing_key.key}};
  if (const auto& previous = options_.previous_key) {
    signers.push_back({"previous", previous->id, previous->key});
  }
  return signing::sign(components, signers, clock_.now());
}

}  // namespace dataflow::delivery
