#include "receiver/token_desk.h"

#include <algorithm>

#include "receiver/random.h"

namespace dataflow::receiver {

namespace {

constexpr std::size_t kTokenBytes = 32;

/// RFC 4648 section 5, without padding.
std::string base64_of_urls(std::string_view bytes) {
  std::string text = base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

}  // namespace

std::string TokenDesk::issue(const Council& council) {
  const Instant now = clock_.now();
  std::erase_if(issued_, [&](const auto& entry) { return entry.second.expires <= now; });
  std::string token = base64_of_urls(random_bytes(kTokenBytes));
  issued_.insert_or_assign(sha256(token), Issued{&council, now + lifetime_});
  return token;
}

const Council* TokenDesk::holder(std::string_view token) const {
  const auto found = issued_.find(sha256(token));
  if (found == issued_.end() || found->second.expires <= clock_.now()) return nullptr;
  return found->second.council;
}

}  // namespace dataflow::receiver
