// A Descriptor owns a file descriptor and closes it.
#pragma once

#include <unistd.h>
#include <utility>

namespace dataflow::connectors::singer {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      reset();
      number_ = std::exchange(other.number_, -1);
    }
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }

  /// What close() answers is no matter: nothing is ever written to it that must last.
  void reset() {
    if (number_ >= 0) static_cast<void>(::close(number_));
    number_ = -1;
  }

 private:
  int number_ = -1;
};

}  // namespace dataflow::connectors::singer
