// A Payload is the body of a request, parsed and found to follow the standard.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>

#include "agent/standard/standard.h"
#include "receiver/message.h"

namespace dataflow::receiver {

/// Owns its children. They lie in one arena, so that a thousand small allocations become a few;
/// what is merged into a child should be made in the same arena.
class Payload {
 public:
  struct Child {
    std::string id;                ///< la_child_id
    boost::json::value* document;  ///< an object
  };

  /// The payload, or the refusal: 400 when the body is no JSON array or a child breaks the standard
  /// (one line for each breach, beginning with the child's place as [n], at most three a child),
  /// 413 when it holds more children than one request may.
  [[nodiscard]] static std::variant<std::unique_ptr<Payload>, Answer> read(
      std::string_view body, const standard::Standard& standard);

  /// In the order of the request.
  [[nodiscard]] std::span<const Child> children() const { return children_; }

  Payload() = default;
  Payload(const Payload&) = delete;
  Payload& operator=(const Payload&) = delete;

 private:
  boost::json::monotonic_resource arena_;
  boost::json::value document_ = boost::json::value(boost::json::storage_ptr(&arena_));
  std::vector<Child> children_;
};

}  // namespace dataflow::receiver
