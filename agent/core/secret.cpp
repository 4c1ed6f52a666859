#include "agent/core/secret.h"

#include <utility>

#include <openssl/crypto.h>

namespace dataflow {

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) {
    wipe();
    value_ = other.value_;
  }
  return *this;
}

// A copy on purpose, as below.
// NOLINTNEXTLINE(performance-move-constructor-init,cert-oop11-cpp)
Secret::Secret(Secret&& other) noexcept : value_(other.value_) {
  other.wipe();
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    value_ = other.value_;  // a copy, so that a short value does not stay behind in `other`
    other.wipe();
  }
  return *this;
}

void Secret::wipe() {
  OPENSSL_cleanse(value_.data(), value_.size());
  value_.clear();
}

}  // namespace dataflow
