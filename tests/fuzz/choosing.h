// Choosing takes the first characters of a fuzzer's input as choices; the rest is what is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dataflow {

class Choosing {
 public:
  Choosing(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  /// A number below `count`. A seed chooses n by the digit n, so that people can read it.
  std::size_t one_of(std::size_t count) {
    if (rest_.empty()) return 0;
    const auto first = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return (first + 256U - '0') % 256U % count;
  }

  /// What stands before the next line end.
  std::string_view line() {
    const std::size_t end = rest_.find('\n');
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return taken;
  }

  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace dataflow
