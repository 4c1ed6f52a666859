// The Contract: the checks of a request, in their order. Needs no socket and writes nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agent/core/clock.h"
#include "agent/core/digest.h"
#include "receiver/content_coding.h"
#include "receiver/message.h"
#include "receiver/payload.h"
#include "receiver/rate.h"
#include "receiver/settings.h"
#include "receiver/token_desk.h"

namespace dataflow::receiver {

/// What a request asks for.
enum class Route { children, token, unknown };

/// What became of the signature of a request.
enum class Signature { none, verified, failed };

/// What the checks have found out about one request so far. Once `refusal` is set, the checks that
/// follow are left out.
struct Examination {
  Route route = Route::unknown;
  std::string la_code;               ///< of the path; empty for other routes
  const Council* council = nullptr;  ///< whose token it is; null until that is known
  std::optional<Answer> refusal;
  Signature signature = Signature::none;
  std::string key_id;                 ///< of a signature that verified
  std::optional<Instant> signed_at;   ///< when that was made
  std::optional<Digest> body_digest;  ///< SHA-256 of the body
  std::optional<std::string> plain;   ///< the body, when it came compressed
};

/// What the checks compare a request with. All of it must outlive the Contract.
struct Standing {
  const Settings& settings;
  const Clock& clock;
  const TokenDesk& tokens;
  Rate& rate;
};

class Contract {
 public:
  explicit Contract(Standing standing)
      : standing_(standing), reader_(*standing.settings.standard) {}

  [[nodiscard]] Route route_of(const Head& head) const;

  /// The checks that need no body: 404 path, 405 method, 401 token, 403 SupplierKey or another
  /// council's path, 415 media type, 429 too many requests.
  [[nodiscard]] Examination examine_head(const Head& head) const;

  /// The checks of the body, for Route::children and without a refusal so far: 401 signature, 413
  /// more bytes or children than are allowed, 400 anything that breaks the standard. Gives the
  /// children, or sets `refusal`. They must have been destroyed before the next body is examined.
  [[nodiscard]] Payload examine_body(const Head& head, std::string_view body,
                                     Examination& examination);

  /// The body without its content coding; empty when it cannot be read.
  [[nodiscard]] std::string unpacked(const Head& head, std::string_view body);

 private:
  void check_signature(const Head& head, std::string_view body, Examination& found);
  void unpack(std::string_view body, Examination& found);

  Standing standing_;
  PayloadReader reader_;
  Unpacker unpacker_;
};

}  // namespace dataflow::receiver
