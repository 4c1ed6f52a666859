// Random draws the same numbers from the same seed on every machine, compiler and day.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace dataflow::synthetic {

/// xoshiro256** seeded by splitmix64 (Blackman and Vigna, 2018; public domain algorithms). The
/// distributions are ours, because those of <random> differ between standard libraries. A caller
/// draws once per full expression: compilers evaluate the arguments of a call in different orders.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  [[nodiscard]] std::uint64_t next();

  /// 0 to bound - 1, each as likely; bound must not be 0.
  [[nodiscard]] std::size_t below(std::size_t bound);

  /// low to high, both included, each as likely; low when high is below it.
  [[nodiscard]] int between(int low, int high);

  /// True with this probability: never at 0, always at 1.
  [[nodiscard]] bool chance(double probability);

  template <class Range>
  [[nodiscard]] const auto& one_of(const Range& range) {
    return range[below(std::size(range))];
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

/// A value and how often it is drawn compared with the others of its list.
template <class T>
struct Share {
  T value;
  unsigned weight;
};
using CodeShare = Share<std::string_view>;

/// One value of the list, each as likely as its weight says. The list must not be empty.
template <class T>
[[nodiscard]] T draw(Random& random, std::span<const Share<T>> shares) {
  std::size_t total = 0;
  for (const auto& share : shares) total += share.weight;
  std::size_t at = random.below(total);
  for (const auto& share : shares) {
    if (at < share.weight) return share.value;
    at -= share.weight;
  }
  return shares.back().value;
}
[[nodiscard]] inline std::string_view draw_code(Random& random, std::span<const CodeShare> codes) {
  return draw<std::string_view>(random, codes);
}

/// Two numbers mixed into one that looks like neither (the finaliser of splitmix64): the seed of a
/// stream of its own, or a coin that falls the same way each time it is asked.
[[nodiscard]] std::uint64_t scatter(std::uint64_t a, std::uint64_t b);

/// A text as a number, the same everywhere (FNV-1a, 64 bits).
[[nodiscard]] std::uint64_t number_of(std::string_view text);

/// A scattered number as a fraction from 0 up to, but not including, 1.
[[nodiscard]] double fraction(std::uint64_t scattered);

}  // namespace dataflow::synthetic
