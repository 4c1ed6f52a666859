#include "agent/signing/thumbprint.h"

#include <array>
#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "agent/core/private_file.h"
#include "agent/signing/openssl_handle.h"

namespace dataflow::signing {

Result<Digest> thumbprint(const std::filesystem::path& file) {
  TRY_ASSIGN(const std::string pem, read_file(file));
  const std::unique_ptr<BIO, Deleter<BIO_free_all>> reader(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const std::unique_ptr<X509, Deleter<X509_free>> certificate(
      reader ? PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr) : nullptr);
  std::array<std::uint8_t, Digest::kSize> digest{};
  unsigned int size = 0;
  if (certificate && X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) == 1 &&
      size == digest.size()) {
    return Digest(digest);
  }
  return Error{Remedy::stop, file.string(), "This is not a certificate in PEM form.",
               "It should begin with -----BEGIN CERTIFICATE-----."};
}

}  // namespace dataflow::signing
