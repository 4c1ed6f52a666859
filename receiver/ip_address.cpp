#include "receiver/ip_address.h"

#include "receiver/openssl_handles.h"

namespace dataflow::receiver {

bool is_ip_address(const std::string& text) {
  return Owned<ASN1_OCTET_STRING>(a2i_IPADDRESS(text.c_str())) != nullptr;
}

}  // namespace dataflow::receiver
