#include "experiments/disc/disc_set.h"

#include "absl/types/span.h"
#include "base/text/digest.h"
#include "engine/numerics/random.h"

namespace tenfold {
namespace {

DiscSet MakeSet(int points, PhiloxGenerator generator) {
  DiscSet set;
  for (int i = 0; i < points; ++i) {
    const float x = generator.NextUniform();
    const float y = generator.NextUniform();
    set.points.push_back(x);
    set.points.push_back(y);
    set.targets.push_back(InsideDisc(x, y) ? 1.0f : -1.0f);
  }
  return set;
}

}  // namespace

bool InsideDisc(float x, float y) {
  constexpr double kSquaredRadius = 0.15915494309189535;  // 1 / (2 pi)
  const double dx = double{x} - 0.5;
  const double dy = double{y} - 0.5;
  return dx * dx + dy * dy <= kSquaredRadius;
}

DiscData MakeDisc(int points, uint64_t seed) {
  return {MakeSet(points, PhiloxGenerator(seed, Stream::kData, 0)),
          MakeSet(points, PhiloxGenerator(seed, Stream::kData, 1))};
}

std::string DiscDigest(const DiscData& data) {
  Sha256 digest;
  for (const DiscSet* set : {&data.train, &data.test}) {
    digest.AddNumbers(absl::MakeConstSpan(set->points));
    digest.AddNumbers(absl::MakeConstSpan(set->targets));
  }
  return digest.Hex();
}

}  // namespace tenfold
