#include "experiments/receipts/weights_digest.h"

#include <cstdint>
#include <cstring>

#include "base/text/digest.h"

namespace tenfold {

void MakeNansOne(absl::Span<float> values) {
  const uint32_t bits = 0x7fc00000;
  float nan;
  std::memcpy(&nan, &bits, sizeof(nan));
  bool has_nan = false;  // hardly ever, and to ask is all that costs time
  for (const float value : values) has_nan |= value != value;
  if (!has_nan) return;
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
