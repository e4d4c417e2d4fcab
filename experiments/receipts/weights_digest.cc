#include "experiments/receipts/weights_digest.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "absl/types/span.h"
#include "base/text/digest.h"

namespace tenfold {

std::string WeightsDigest(const std::vector<std::vector<float>>& weights) {
  Sha256 digest;
  for (const std::vector<float>& values : weights) {
    if (std::none_of(values.begin(), values.end(), [](float x) { return std::isnan(x); })) {
      digest.AddNumbers(absl::MakeConstSpan(values));
      continue;
    }
    std::vector<float> canonical = values;
    for (float& value : canonical) {
      const uint32_t canonical_nan = 0x7fc00000;
      if (std::isnan(value)) std::memcpy(&value, &canonical_nan, sizeof(value));
    }
    digest.AddNumbers(absl::MakeConstSpan(canonical));
  }
  return digest.Hex();
}

}  // namespace tenfold
