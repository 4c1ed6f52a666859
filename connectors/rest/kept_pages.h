// KeptPages are the pages of the last read, for an API that says when they are still the same.
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace dataflow::connectors::rest {

/// In memory only, as they are personal data; at most 64 MB of them.
class KeptPages {
 public:
  struct Page {
    std::string tag;  ///< the ETag of the page (RFC 9110 section 8.8.3)
    std::string body;
  };

  /// A read begins: what neither it nor the one before asks for is let go.
  void begin_read();

  /// The page of that address from this read or the last one, or null.
  [[nodiscard]] const Page* find(const std::string& url) const;

  /// The page is still the same.
  void keep(const std::string& url);

  /// The page is this now. Without a tag it is not kept.
  void keep(const std::string& url, Page page);

 private:
  using Pages = std::map<std::string, Page>;
  Pages before_;
  Pages now_;
  std::size_t bytes_ = 0;  // of now_
};

}  // namespace dataflow::connectors::rest
