// Sets the options of a libcurl handle, and looks at every return code.
#pragma once

#include <string>

#include <curl/curl.h>

namespace dataflow::http {

/// Sets options of a handle, and remembers whether one was refused.
class OptionSetter {
 public:
  /// The handle must outlive it.
  explicit OptionSetter(CURL* handle) : handle_(handle) {}

  template <class T>
  void operator()(CURLoption name, T value) {
    const CURLcode code = curl_easy_setopt(handle_, name, value);
    if (worst_ == CURLE_OK) worst_ = code;
  }
  void operator()(CURLoption name, const std::string& value) { (*this)(name, value.c_str()); }

  /// libcurl copies the bytes.
  void copy(CURLoption name, const std::string& bytes) {
    // libcurl takes no pointer to const, and only reads.
    curl_blob blob{const_cast<char*>(bytes.data()), bytes.size(), CURL_BLOB_COPY};
    (*this)(name, &blob);
  }

  [[nodiscard]] CURL* handle() const { return handle_; }

  /// CURLE_OK, or why the first option that was refused was.
  [[nodiscard]] CURLcode worst() const { return worst_; }

 private:
  CURL* handle_;
  CURLcode worst_ = CURLE_OK;
};

}  // namespace dataflow::http
