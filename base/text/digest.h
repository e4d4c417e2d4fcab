// SHA-256, by which data sets, weights and settings are named in run records.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace tenfold {

// The digest of all bytes added so far, in order; how they were cut into pieces does not matter.
class Sha256 {
 public:
  Sha256();

  void Add(absl::string_view bytes);

  // The numbers' bytes in memory, which on every machine that the project runs on are
  // little-endian.
  template <typename T>
  void AddNumbers(absl::Span<const T> numbers) {
    static_assert(std::is_arithmetic<T>::value, "padding has no place in a digest");
    Add({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)});
  }

  // 64 hexadecimal digits, lower case. More can be added afterwards.
  std::string Hex() const;

  // The same, and begins anew. For many digests in a row: a new object takes as long as hashing a
  // kilobyte.
  std::string Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// The digest of `bytes` alone.
std::string Sha256Hex(absl::string_view bytes);

}  // namespace tenfold
