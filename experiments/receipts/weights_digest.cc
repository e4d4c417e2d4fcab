#include "experiments/receipts/weights_digest.h"

#include <cstdint>
#include <cstring>

#include "base/text/digest.h"

namespace tenfold {

void MakeNansOne(absl::Span<float> values) {
  const uint32_t bits = 0x7fc00000;
  float nan;
  std::memcpy(&nan, &bits, sizeof(nan));
  // Hardly ever there is one, so to ask is what costs time: in pieces of which compilers make
  // vectors.
  constexpr size_t kPiece = 64;
  unsigned nans = 0;
  size_t i = 0;
  for (; i + kPiece <= values.size(); i += kPiece) {
    const float* piece = values.data() + i;
    for (size_t j = 0; j < kPiece; ++j) nans |= piece[j] != piece[j];
  }
  for (; i < values.size(); ++i) nans |= values[i] != values[i];
  if (nans == 0) return;
  for (float& value : values) {
    if (value != value) value = nan;
  }
}

std::string WeightsDigest(const std::vector<std::vector<float>>& weights) {
  Sha256 digest;
  std::vector<float> canonical;
  for (const std::vector<float>& values : weights) {
    canonical = values;
    MakeNansOne(absl::MakeSpan(canonical));
    digest.AddNumbers(absl::MakeConstSpan(canonical));
  }
  return digest.Hex();
}

}  // namespace tenfold
