// A Payload is the body of a request, parsed and found to follow the standard.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include "agent/standard/standard.h"
#include "receiver/message.h"

namespace dataflow::receiver {

/// One child object as it was sent.
struct Child {
  std::string id;               ///< la_child_id
  boost::json::value document;  ///< an object
};

/// The children in the order of the request. They lie in the memory of the PayloadReader.
using Payload = std::vector<Child>;

/// Reads one payload after the other in the same memory: without that, asking the system for it
/// costs as much as the parsing. For one thread. The standard must outlive it.
class PayloadReader {
 public:
  explicit PayloadReader(const standard::Standard& standard);
  ~PayloadReader();
  PayloadReader(const PayloadReader&) = delete;
  PayloadReader& operator=(const PayloadReader&) = delete;

  /// The payload, or the refusal: 400 when the body is no JSON array or a child breaks the standard
  /// (one line for each breach, beginning with the child's place as [n], at most three a child),
  /// 413 when it holds more children than one request may.
  ///
  /// The payload of the last read must have been destroyed.
  [[nodiscard]] std::variant<Payload, Answer> read(std::string_view body);

 private:
  class Memory;
  const standard::Standard& standard_;
  std::unique_ptr<Memory> memory_;
  boost::json::parser parser_;
};

}  // namespace dataflow::receiver
