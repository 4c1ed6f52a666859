// Faults are a script of requests that go wrong: for rehearsing a bad day of the central side.
#pragma once

#include <chrono>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "receiver/contract.h"
#include "receiver/message.h"
#include "receiver/wrong_receipts.h"

namespace dataflow::receiver {

/// How the answer to a request goes out.
enum class Ending {
  answered,            ///< as a whole
  cut_before_reading,  ///< the connection is closed once the head is there
  cut_before_answer,   ///< it is closed instead of the answer
  cut_within_answer,   ///< it is closed after half of the answer's bytes
  never,               ///< nothing is sent, and the connection stays until the other side gives up
};

/// What is wrong with the signature of an answer that would be signed.
enum class WrongSignature { none, missing, wrong };

/// Whether a request is handled in earnest besides what goes wrong with its answer.
enum class Handling { left_out, in_earnest };

/// How many children a fault is for.
enum class Crowd { any, nobody, somebody };

/// The requests that a fault is for.
struct Occasion {
  Route route = Route::children;
  std::size_t from = 1;  ///< the first request of this route is 1
  std::size_t to = std::numeric_limits<std::size_t>::max();
  std::size_t times = std::numeric_limits<std::size_t>::max();
  std::string holds;  ///< a text in the canonical JSON of one child at least; empty: any
  std::optional<std::size_t> more_children_than;
  Crowd crowd = Crowd::any;

  /// Whether the body has to be known to tell if a request is meant.
  [[nodiscard]] bool asks_for_body() const;
};

/// One fault of a script.
struct ScriptedFault {
  std::size_t line = 0;  ///< of the script, for the log
  Occasion occasion;
  Handling handling = Handling::left_out;
  std::chrono::milliseconds delay{0};
  std::optional<Answer> answer;  ///< with the marks that play() fills in
  Ending ending = Ending::answered;
  WrongReceipts receipts = WrongReceipts::none;
  WrongSignature signature = WrongSignature::none;
  bool expires_tokens = false;

  /// Whether it takes effect before the body is read.
  [[nodiscard]] bool is_of_head() const;

  /// Whether it decides what the answer is. The others delay it or end the tokens.
  [[nodiscard]] bool decides() const;
};

/// What the script makes of one request.
struct Mishap {
  Handling handling = Handling::in_earnest;
  std::chrono::milliseconds delay{0};
  std::optional<Answer> answer;  ///< in the place of the real one
  Ending ending = Ending::answered;
  WrongReceipts receipts = WrongReceipts::none;
  WrongSignature signature = WrongSignature::none;
  bool expires_tokens = false;
  std::vector<std::size_t> lines;  ///< of the faults that are played
};

/// For one thread.
class FaultScript {
 public:
  FaultScript() = default;
  explicit FaultScript(std::vector<ScriptedFault> faults);

  [[nodiscard]] bool empty() const { return entries_.empty(); }

  /// Counts a request and gives its number on its route, from 1.
  [[nodiscard]] std::size_t count(Route route);

  /// What goes wrong before the body of this request is read.
  [[nodiscard]] Mishap play_head(Route route, std::size_t number);

  /// What goes wrong once it is there: the first fault that fits decides on the answer, and the
  /// delays of all that fit add up. In a scripted answer `{positions}` becomes the places of the
  /// children that hold the fault's text, as [n], and `{date+N}` of a header the HTTP-date N
  /// seconds after `now`.
  [[nodiscard]] Mishap play(Route route, std::size_t number, std::string_view body, Instant now);

 private:
  struct Entry {
    ScriptedFault fault;
    std::size_t played = 0;
  };
  std::vector<Entry> entries_;
  std::size_t children_requests_ = 0;
  std::size_t token_requests_ = 0;
};

}  // namespace dataflow::receiver
