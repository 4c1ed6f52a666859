// A Line is one connection to the endpoint: it posts an envelope and reads the answer.
#pragma once

#include "agent/core/envelope.h"
#include "agent/delivery/answer.h"
#include "agent/delivery/endpoint.h"

namespace dataflow::delivery {

/// What a request that holds nobody shows of the endpoint.
enum class Access {
  open,    ///< it lets this council in
  closed,  ///< it does not, whatever the content
  unsure,  ///< it gave no answer that would tell
};

/// What the status of the answer to such a request shows.
[[nodiscard]] Access access_by(int status);

/// For one thread at a time. The endpoint must outlive it.
class Line {
 public:
  [[nodiscard]] static Result<Line> open(const Endpoint& endpoint);

  /// Posts the envelope. A token that the endpoint no longer takes is renewed once.
  [[nodiscard]] Answer deliver(const Envelope& envelope,
                               const signing::SignatureHeaders& signature);

  /// Posts an empty list, signed, which holds nothing personal and changes nothing. The error is
  /// that of the token or the signature.
  [[nodiscard]] Result<http::Exchange> post_nobody();

  /// What the answer to an empty list shows.
  [[nodiscard]] Access probe();

 private:
  Line(const Endpoint& endpoint, http::Client client)
      : endpoint_(endpoint), client_(std::move(client)) {}

  struct Attempt {
    Result<http::Exchange> last;                 ///< the error is the token's: it was not sent
    std::optional<http::Response> unauthorised;  ///< what an attempt before it was answered
  };
  [[nodiscard]] Attempt exchange(const Envelope& envelope,
                                 const signing::SignatureHeaders& signature);
  [[nodiscard]] http::Exchange post(const Envelope& envelope,
                                    const signing::SignatureHeaders& signature,
                                    const Secret& token);
  [[nodiscard]] Answer read(const http::Response& response, const Envelope& envelope) const;
  void read_receipts_of(const http::Response& response, const Envelope& envelope,
                        Answer& answer) const;
  [[nodiscard]] Result<void> check_signature(const http::Response& response,
                                             const Envelope& envelope,
                                             const AnswerSignature& signature) const;

  const Endpoint& endpoint_;
  http::Client client_;
};

}  // namespace dataflow::delivery
