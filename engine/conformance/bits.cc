#include "engine/conformance/bits.h"

#include <charconv>
#include <cstring>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "base/text/digest.h"

namespace tenfold::conformance {
namespace {

uint32_t Bits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return value == value ? bits : 0x7fc00000;
}

uint64_t Bits(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return value == value ? bits : 0x7ff8000000000000;
}

uint32_t Bits(uint32_t value) { return value; }
uint32_t Bits(int32_t value) { return static_cast<uint32_t>(value); }

template <typename T>
std::string ToHex(const std::vector<T>& values) {
  std::string hex;
  for (T value : values) {
    absl::StrAppend(&hex,
                    absl::Hex(Bits(value), sizeof(T) == 4 ? absl::kZeroPad8 : absl::kZeroPad16));
  }
  return hex;
}

template <typename Word, typename T>
std::vector<T> FromHex(absl::string_view hex) {
  const size_t digits = 2 * sizeof(Word);
  std::vector<T> values(hex.size() / digits);
  for (size_t i = 0; i < values.size(); ++i) {
    const char* first = hex.data() + i * digits;
    Word bits = 0;
    const std::from_chars_result result = std::from_chars(first, first + digits, bits, 16);
    if (result.ptr != first + digits) throw std::invalid_argument("not hexadecimal");
    std::memcpy(&values[i], &bits, sizeof(bits));
  }
  if (values.size() * digits != hex.size()) throw std::invalid_argument("hexadecimal of odd size");
  return values;
}

template <typename T>
std::string HashOf(const std::vector<T>& values) {
  Sha256 digest;
  for (T value : values) {
    const auto bits = Bits(value);
    digest.AddNumbers(absl::MakeConstSpan(&bits, 1));
  }
  return digest.Hex().substr(0, 16);
}

}  // namespace

std::string Hex(const std::vector<float>& values) { return ToHex(values); }
std::string Hex(const std::vector<double>& values) { return ToHex(values); }
std::string Hex(const std::vector<uint32_t>& values) { return ToHex(values); }

std::vector<float> Floats(absl::string_view hex) { return FromHex<uint32_t, float>(hex); }
std::vector<double> Doubles(absl::string_view hex) { return FromHex<uint64_t, double>(hex); }
uint64_t Word64(absl::string_view hex) { return FromHex<uint64_t, uint64_t>(hex).at(0); }

std::string Hash(const std::vector<float>& values) { return HashOf(values); }
std::string Hash(const std::vector<double>& values) { return HashOf(values); }
std::string Hash(const std::vector<int32_t>& values) { return HashOf(values); }

}  // namespace tenfold::conformance
