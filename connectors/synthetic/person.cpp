#include "connectors/synthetic/person.h"

namespace dataflow::synthetic {

namespace {

constexpr Key kFirst = 1000000;
constexpr Key kSpread = 9000000;
constexpr std::uint64_t kKeyStride = 7368787;  // prime, so that no two keys below kSpread meet

}  // namespace

std::string identifier(std::string_view kind, Key key) {
  return std::string(kind) + std::to_string(kFirst + key);
}

std::string person_identifier(Key key) {
  return "KX" + std::to_string(kFirst + static_cast<Key>(key * kKeyStride % kSpread));
}

}  // namespace dataflow::synthetic
