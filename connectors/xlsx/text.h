// The text of a cell or of a shared string: the pieces of it that are shown, put together.
#pragma once

#include <string>
#include <string_view>

#include "connectors/xlsx/xml.h"

namespace dataflow::connectors::xlsx {

/// Takes the tags within <si> or <is>: text in <t>, alone or in the runs of a rich text, but not
/// the hints for pronunciation in <rPh>. White space at the ends of a <t> counts only with
/// xml:space="preserve".
class RichText {
 public:
  void begin(std::string_view name, const Attributes& attributes);
  void end(std::string_view name);
  void text(std::string_view text);

  /// What came together; starts anew.
  [[nodiscard]] std::string take();

 private:
  std::string whole_;
  std::string piece_;
  bool in_text_ = false;
  bool in_hint_ = false;
  bool keeps_space_ = false;
};

/// Characters that XML cannot hold are written as _x000D_ in workbooks; this gives them back.
[[nodiscard]] std::string unescaped(std::string_view text);

}  // namespace dataflow::connectors::xlsx
