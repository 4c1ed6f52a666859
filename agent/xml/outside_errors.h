// OutsideErrors hears what libxml2 says on this thread and not to a document.
#pragma once

#include <libxml/xmlerror.h>

namespace dataflow::xml {

/// For as long as it lives. At a byte that is not of a document's encoding, libxml2 ends the
/// document without a word to it, and says so here. Nothing is printed: libxml2 would show a piece
/// of the document. One at a time on a thread.
class OutsideErrors {
 public:
  OutsideErrors();
  ~OutsideErrors();
  OutsideErrors(const OutsideErrors&) = delete;
  OutsideErrors& operator=(const OutsideErrors&) = delete;
  OutsideErrors(OutsideErrors&&) = delete;
  OutsideErrors& operator=(OutsideErrors&&) = delete;

  /// The first error (xmlParserErrors); XML_ERR_OK where there was none.
  [[nodiscard]] int first() const { return first_; }

  /// What takes errors and does nothing with them.
  static void keep_silent(void* /*context*/, xmlErrorPtr /*error*/) {}

 private:
  static void take(void* self, xmlErrorPtr error);
  int first_ = XML_ERR_OK;
};

}  // namespace dataflow::xml
