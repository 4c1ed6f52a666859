// Dials spoil a made-up council's data in the ways that real data is spoilt, each at its own rate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/core/day.h"
#include "agent/core/result.h"
#include "connectors/synthetic/person.h"
#include "connectors/synthetic/ssd_schema.h"

namespace dataflow::synthetic {

/// What the agent is to do about a spoilt value.
enum class Expected {
  held,        ///< the child must not go
  dropped,     ///< the field or item is left out, the child still goes
  kept,        ///< the value goes as it is: at most a rule's finding
  normalised,  ///< the agent repairs the value
};
[[nodiscard]] std::string_view text_of(Expected expected);

class Hand;

/// One way to spoil data.
///
/// What a dial strikes depends on the seed, the dial and the person or item alone: it is the same
/// on every day. It strikes people who were in the cohort when they came to the council and items
/// that are still in it, so that what is expected can be seen; a value is spoilt by one dial at
/// most, and somebody to be held by none besides.
struct Dial {
  std::string_view name;
  double default_rate;
  Expected expected;  ///< as a rule; a Strike may differ
  std::string_view what;
  void (*strike)(Hand& hand);
};

/// Every dial, in the order in which they strike.
[[nodiscard]] std::span<const Dial> dials();

/// How far each dial is turned: all are at 0 until applied.
class Mess {
 public:
  /// Turns a dial to a rate between 0 and 1: the share of people or items it strikes among those it
  /// can strike. Without a rate the dial's default. The name `all` turns every dial.
  [[nodiscard]] Result<void> apply(std::string_view name, std::optional<double> rate = {});

  /// Reads "upn_short=0.01,id_twice" or "all": names with or without rates, set apart by commas.
  [[nodiscard]] static Result<Mess> parse(std::string_view text);

  [[nodiscard]] double rate(const Dial& dial) const;
  [[nodiscard]] bool none() const { return rates_.empty(); }

 private:
  std::vector<double> rates_;  // one for each of dials(), or none at all
};

/// One value spoilt.
struct Strike {
  const Dial* dial = nullptr;
  Expected expected = Expected::kept;
  std::string_view path;  ///< the place in the DfE's payload: "child_details.postcode"
  std::string id;         ///< the item's identifier as it stands in the source; may be empty

  bool operator==(const Strike&) const = default;
};

/// Spoils the rows of one person. `still_sent_from`: items that ended before that day are let be.
[[nodiscard]] std::vector<Strike> spoil(PersonRows& rows, const Person& person, const Mess& mess,
                                        std::uint64_t seed, Day still_sent_from);

}  // namespace dataflow::synthetic
