// Lines cuts the text of a file at its line endings and counts them: LF, CRLF and a lone CR.
#pragma once

#include <cstddef>
#include <string_view>

#include "connectors/csv/text_stream.h"

namespace dataflow::connectors::csv {

class Lines {
 public:
  explicit Lines(TextStream text) : text_(std::move(text)) {}

  /// Text that lies on one line.
  struct Piece {
    std::string_view text;   ///< a line with its ending, or a part of it where a block ends
    std::size_t line = 1;    ///< counted from 1
    Flaw flaw = Flaw::none;  ///< with an empty text: what ends the file on this line
  };

  /// The next piece; an empty one without a flaw at the end of the file. The text is valid until
  /// the next call.
  [[nodiscard]] Piece next();

 private:
  void refill();
  void count_line();
  [[nodiscard]] std::size_t length_of_line() const;

  TextStream text_;
  std::string_view rest_;   // of the block, not yet given out
  Flaw flaw_ = Flaw::none;  // what follows rest_
  std::size_t line_ = 1;
  char last_ = '\0';  // the last character given out
};

}  // namespace dataflow::connectors::csv
