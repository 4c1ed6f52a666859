// The Link header: the addresses a response names, each with what it is to the response (RFC 8288).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dataflow::connectors::rest {

/// What a Link header says of the next page.
struct NextLink {
  enum class Said {
    nothing,  ///< there is none with rel="next"
    next,     ///< one
    unclear,  ///< the header cannot be read, or names two different ones
  };
  Said said = Said::nothing;
  std::string reference;  ///< as it stands there; not yet resolved
};

[[nodiscard]] NextLink next_in(std::string_view header);

}  // namespace dataflow::connectors::rest
