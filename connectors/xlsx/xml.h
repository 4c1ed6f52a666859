// Reads the XML of a part as a stream of tags and text, by expat. Declarations of types and
// entities are refused: workbooks have none, and they are how XML attacks its readers.
#pragma once

#include <optional>
#include <string_view>

#include "agent/core/result.h"
#include "connectors/xlsx/archive.h"

namespace dataflow::connectors::xlsx {

/// The attributes of a tag, by their names without prefix.
class Attributes {
 public:
  explicit Attributes(const char** list) : list_(list) {}
  /// Nothing when the tag has no such attribute.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  /// Empty when the tag has no such attribute.
  [[nodiscard]] std::string_view get(std::string_view name) const;

 private:
  const char** list_;
};

/// Whether the rest of the part is wanted.
enum class Go { on, enough };

/// Takes what a part holds. Names come without prefix: of the dialects of workbooks, each has its
/// own namespaces, and the same names.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  [[nodiscard]] virtual Result<Go> begin(std::string_view name, const Attributes& attributes) = 0;
  [[nodiscard]] virtual Result<Go> end(std::string_view name) = 0;
  /// Text, in as many pieces as it likes.
  virtual void text(std::string_view text) = 0;
};

/// Reads the part to its end, or until the handler has enough or an error. `place` is for errors of
/// the XML itself, which have remedy stop.
[[nodiscard]] Result<void> read_xml(Part& part, XmlHandler& handler, std::string_view place);

}  // namespace dataflow::connectors::xlsx
