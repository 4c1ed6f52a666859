// What the files of this room share to speak to OpenSSL: owners of its objects, and its bytes.
#pragma once

#include <string>
#include <string_view>

namespace dataflow::signing {

/// Frees an object of OpenSSL, for std::unique_ptr.
template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

inline const unsigned char* as_unsigned(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

inline unsigned char* as_unsigned(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace dataflow::signing
