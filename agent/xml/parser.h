// A Parser reads one XML document piece by piece and tells what is in it, element by element.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "agent/core/result.h"

namespace dataflow::xml {

struct Attribute {
  std::string_view name;  ///< without its prefix
  std::string_view value;
};

/// Is told of a document in its order. All texts are UTF-8 and last for the call. Names come
/// without their prefixes. What a call returns as an error ends the document.
class Events {
 public:
  virtual ~Events() = default;

  [[nodiscard]] virtual Result<void> begin(std::string_view element,
                                           std::span<const Attribute> attributes) = 0;
  /// The innermost element that has begun is over.
  [[nodiscard]] virtual Result<void> end() = 0;
  /// A piece of the text of that element: a text may come in several, without a bound.
  [[nodiscard]] virtual Result<void> text(std::string_view piece) = 0;
};

/// Elements may stand in one another so many deep.
inline constexpr std::size_t kDeepest = 64;

/// For foreign documents: nothing is fetched, no memory grows with the document, and a document
/// type declaration, in which entities could be declared, is refused before anything in it is read.
/// Encodings: UTF-8, UTF-16, Windows-1252 and ISO 8859-1, as the document declares itself.
/// A libxml2 push parser; for one thread.
class Parser {
 public:
  /// `where` names the document in errors. The events must outlive the parser.
  Parser(std::string where, Events& events);
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  Parser(Parser&&) = delete;
  Parser& operator=(Parser&&) = delete;

  /// The next piece, cut anywhere. After an error the parser gives it again and reads nothing.
  ///
  /// Errors are at "where:line" and never hold anything from the document. Remedy stop.
  [[nodiscard]] Result<void> take(std::string_view bytes);

  /// There is no more. Remedy wait when the document has no end, because it may still be written.
  [[nodiscard]] Result<void> finish();

  /// The line that was reached, counted from 1.
  [[nodiscard]] std::size_t line() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dataflow::xml
