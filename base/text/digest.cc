#include "base/text/digest.h"

#include <openssl/evp.h>

#include <cstdlib>

#include "absl/strings/escaping.h"

namespace tenfold {
namespace {

// OpenSSL fails here only when memory is exhausted or when it was built without SHA-256.
void Require(bool succeeded) {
  if (!succeeded) std::abort();
}

// Looked up once: that takes as long as hashing a kilobyte.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

// Ends a context.
std::string HexOf(EVP_MD_CTX* context) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  Require(EVP_DigestFinal_ex(context, digest, &size) == 1);
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest), size});
}

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  Require(context_ != nullptr);
  Require(EVP_DigestInit_ex(context_.get(), Algorithm(), nullptr) == 1);
}

void Sha256::Add(absl::string_view bytes) {
  Require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::Hex() const {
  // Finishing a context ends it, so a copy is finished.
  const std::unique_ptr<EVP_MD_CTX, Free> copy(EVP_MD_CTX_new());
  Require(copy != nullptr && EVP_MD_CTX_copy_ex(copy.get(), context_.get()) == 1);
  return HexOf(copy.get());
}

std::string Sha256::Finish() {
  std::string hex = HexOf(context_.get());
  Require(EVP_DigestInit_ex(context_.get(), Algorithm(), nullptr) == 1);
  return hex;
}

std::string Sha256Hex(absl::string_view bytes) {
  static thread_local Sha256 digest;
  digest.Add(bytes);
  return digest.Finish();
}

}  // namespace tenfold
