#include "receiver/token_desk.h"

#include "agent/signing/base64_url.h"
#include "receiver/random.h"

namespace dataflow::receiver {

namespace {

constexpr std::size_t kTokenBytes = 32;

}  // namespace

std::string TokenDesk::issue(const Council& council) {
  const Instant now = clock_.now();
  std::erase_if(issued_, [&](const auto& entry) { return entry.second.expires <= now; });
  std::string token = signing::base64_url(random_bytes(kTokenBytes));
  issued_.insert_or_assign(sha256(token), Issued{&council, now + lifetime_});
  return token;
}

const Council* TokenDesk::holder(std::string_view token) const {
  const auto found = issued_.find(sha256(token));
  if (found == issued_.end() || found->second.expires <= clock_.now()) return nullptr;
  return found->second.council;
}

}  // namespace dataflow::receiver
