#include "connectors/synthetic/random.h"

#include <bit>

namespace dataflow::synthetic {

namespace {

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15U;

std::uint64_t finalise(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

}  // namespace

Random::Random(std::uint64_t seed) {
  for (auto& word : state_) {
    seed += kGolden;
    word = finalise(seed);
  }
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::size_t Random::below(std::size_t bound) {
  const std::uint64_t wide = bound;
  const std::uint64_t unfair = (0 - wide) % wide;  // so many low draws would favour small results
  std::uint64_t drawn = next();
  while (drawn < unfair) drawn = next();
  return static_cast<std::size_t>(drawn % wide);
}

int Random::between(int low, int high) {
  if (high <= low) return low;
  return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1));
}

bool Random::chance(double probability) {
  return fraction(next()) < probability;
}

std::uint64_t scatter(std::uint64_t a, std::uint64_t b) {
  return finalise(finalise(a + kGolden) ^ (b * kGolden + 1));
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0xcbf29ce484222325U;
  for (const char c : text) {
    number ^= static_cast<unsigned char>(c);
    number *= 0x100000001b3U;
  }
  return number;
}

double fraction(std::uint64_t scattered) {
  return static_cast<double>(scattered >> 11U) * 0x1.0p-53;
}

}  // namespace dataflow::synthetic
