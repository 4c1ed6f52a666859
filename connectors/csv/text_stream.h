// A TextStream reads a file of any size as UTF-8 text, one block at a time.
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/csv/decode.h"

namespace dataflow::connectors::csv {

class TextStream {
 public:
  /// Reads on from where `bytes` stands, which must be behind any byte order mark. `bytes` must
  /// outlive the stream.
  TextStream(std::istream& bytes, Encoding encoding);

  struct Piece {
    std::string_view text;   ///< valid until the next piece
    Flaw flaw = Flaw::none;  ///< what ends the text after this piece, when that is not its end
  };

  /// The next piece; an empty one without a flaw at the end of the file. Nothing comes after a
  /// flaw.
  [[nodiscard]] Piece next();

 private:
  void refill();

  std::istream& bytes_;
  Encoding encoding_;
  std::vector<char> block_;
  std::size_t filled_ = 0;  ///< bytes in block_
  std::size_t used_ = 0;    ///< of these, the bytes that the last piece decoded
  std::string room_;
};

}  // namespace dataflow::connectors::csv
