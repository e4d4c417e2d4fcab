#include "experiments/receipts/weights_digest.h"

#include <cmath>
#include <cstdint>
#include <cstring>

#include "absl/types/span.h"
#include "base/text/digest.h"

namespace tenfold {

std::string WeightsDigest(const std::vector<std::vector<float>>& weights) {
  Sha256 digest;
  for (std::vector<float> values : weights) {
    for (float& value : values) {
      const uint32_t canonical_nan = 0x7fc00000;
      if (std::isnan(value)) std::memcpy(&value, &canonical_nan, sizeof(value));
    }
    digest.AddNumbers(absl::MakeConstSpan(values));
  }
  return digest.Hex();
}

}  // namespace tenfold
