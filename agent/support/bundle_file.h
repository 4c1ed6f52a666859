// A BundleFile is one file of a support bundle, before it was searched.
#pragma once

#include <string>

namespace dataflow::support {

struct BundleFile {
  enum class Form {
    text,  ///< all of it is searched
    json,  ///< names and texts are searched; figures and flags are counts of the program
  };
  std::string name;  ///< "log.txt"
  std::string text;
  Form form = Form::text;
  /// Text that came with the program, such as a shipped mapping: a line that stands there as well
  /// is public, and is not searched.
  std::string shipped = {};
};

}  // namespace dataflow::support
