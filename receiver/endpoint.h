// The Endpoint answers requests: it runs the checks, stores what passes and writes down the rest.
#pragma once

#include <string>
#include <string_view>

#include "agent/core/log.h"
#include "receiver/assertion_desk.h"
#include "receiver/exchange.h"
#include "receiver/store.h"

namespace dataflow::receiver {

/// For one thread. Settings, store, clock and log must outlive it.
class Endpoint {
 public:
  Endpoint(const Settings& settings, Store& store, const Clock& clock, Log& log,
           FaultScript faults = {});

  /// Takes a request's head and runs the checks that need no more.
  [[nodiscard]] Exchange begin(Head head);

  /// The answer, once the body is there; it has been stored by then. Writes one line to the log.
  /// `mishap` of the exchange says how the answer is to go out.
  [[nodiscard]] Answer finish(Exchange& exchange, std::string_view body);

  /// The answer to a request whose body is longer than `most_bytes`, or was not read because the
  /// head was refused. `bytes` is how much of it was announced or read.
  [[nodiscard]] Answer finish_unread(Exchange& exchange, std::size_t bytes);

  /// The answer to what is no HTTP request.
  [[nodiscard]] Answer finish_malformed(int status, std::string text);

 private:
  void expect_mishaps(Exchange& exchange);
  Answer handle(Exchange& exchange, std::string_view body);
  Answer answer_children(Exchange& exchange, std::string_view body);
  Answer store_children(Exchange& exchange, const Delivery& delivery, Payload& sent);
  Delivery delivery_of(const Exchange& exchange, int status, std::size_t bytes) const;
  Answer refuse(const Exchange& exchange, Answer refusal, std::size_t bytes);
  Answer cannot_store(const Error& error);
  Answer sealed(const Exchange& exchange, Answer answer);
  void sign(const Exchange& exchange, Answer& answer);
  void note_mishap(const Exchange& exchange);
  Answer complete(const Exchange& exchange, Answer answer, std::size_t bytes);

  const Settings& settings_;
  Store& store_;
  const Clock& clock_;
  Log& log_;
  TokenDesk tokens_;
  AssertionDesk assertions_;
  Rate rate_;
  Contract contract_;
  FaultScript faults_;
};

}  // namespace dataflow::receiver
