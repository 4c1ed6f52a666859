#include "agent/core/aes_gcm.h"

#include <stdexcept>
#include <string>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace dataflow {

namespace {

unsigned char* bytes_of(std::span<char> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

const unsigned char* bytes_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

int length(std::size_t size) {
  if (size > 0x7fffffff) throw std::length_error("Too much to encrypt at once.");
  return static_cast<int>(size);
}

}  // namespace

void AesGcm::Free::operator()(evp_cipher_ctx_st* context) const {
  EVP_CIPHER_CTX_free(context);
}

AesGcm::AesGcm(const Secret& key) : sealing_(EVP_CIPHER_CTX_new()), opening_(EVP_CIPHER_CTX_new()) {
  if (!sealing_ || !opening_) throw std::bad_alloc();
  const auto* bytes = bytes_of(std::string_view(key.reveal()));
  if (key.reveal().size() != kKey ||
      EVP_EncryptInit_ex(sealing_.get(), EVP_aes_256_gcm(), nullptr, bytes, nullptr) != 1 ||
      EVP_DecryptInit_ex(opening_.get(), EVP_aes_256_gcm(), nullptr, bytes, nullptr) != 1) {
    throw std::runtime_error("OpenSSL does not take the key.");
  }
}

bool AesGcm::seal(std::span<char> bytes, std::string_view context, std::span<char> seal) {
  auto* const cipher = sealing_.get();
  const auto nonce = bytes_of(seal.first<kNonce>());
  int done = 0;
  int last = 0;
  return RAND_bytes(nonce, kNonce) == 1 &&
         EVP_EncryptInit_ex(cipher, nullptr, nullptr, nullptr, nonce) == 1 &&
         EVP_EncryptUpdate(cipher, nullptr, &done, bytes_of(context), length(context.size())) ==
             1 &&
         EVP_EncryptUpdate(cipher, bytes_of(bytes), &done, bytes_of(bytes), length(bytes.size())) ==
             1 &&
         EVP_EncryptFinal_ex(cipher, bytes_of(bytes) + done, &last) == 1 &&
         EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, kTag, seal.data() + kNonce) == 1;
}

bool AesGcm::open(std::span<char> bytes, std::string_view context, std::span<const char> seal) {
  auto* const cipher = opening_.get();
  std::string nonce_and_tag(seal.begin(), seal.begin() + kOverhead);
  int done = 0;
  int last = 0;
  const bool opened =
      EVP_DecryptInit_ex(cipher, nullptr, nullptr, nullptr,
                         bytes_of(std::string_view(nonce_and_tag))) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, kTag, nonce_and_tag.data() + kNonce) ==
          1 &&
      EVP_DecryptUpdate(cipher, nullptr, &done, bytes_of(context), length(context.size())) == 1 &&
      EVP_DecryptUpdate(cipher, bytes_of(bytes), &done, bytes_of(bytes), length(bytes.size())) ==
          1 &&
      EVP_DecryptFinal_ex(cipher, bytes_of(bytes) + done, &last) == 1;
  if (!opened) OPENSSL_cleanse(bytes.data(), bytes.size());
  return opened;
}

Result<Secret> random_key(std::size_t bytes) {
  std::string key(bytes, '\0');
  if (RAND_bytes(bytes_of(std::span(key)), length(bytes)) == 1) return Secret(std::move(key));
  return Error{Remedy::stop, "OpenSSL", "There is no randomness for a key.",
               "Look at the system's log."};
}

}  // namespace dataflow
