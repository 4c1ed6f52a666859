#include "agent/xml/outside_errors.h"

namespace dataflow::xml {

namespace {

// libxml2 has it so.
void print_nothing(void* /*context*/, const char* /*format*/, ...) {}  // NOLINT(cert-dcl50-cpp)

}  // namespace

OutsideErrors::OutsideErrors() {
  xmlSetStructuredErrorFunc(this, take);
  xmlSetGenericErrorFunc(nullptr, print_nothing);
}

OutsideErrors::~OutsideErrors() {
  xmlSetStructuredErrorFunc(nullptr, keep_silent);
}

void OutsideErrors::take(void* self, xmlErrorPtr error) {
  int& first = static_cast<OutsideErrors*>(self)->first_;
  if (first == XML_ERR_OK && error->level >= XML_ERR_ERROR) first = error->code;
}

}  // namespace dataflow::xml
