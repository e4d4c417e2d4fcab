#include "experiments/datasets/point_symmetry.h"

#include <cmath>
#include <utility>

#include "engine/numerics/trigonometry.h"

namespace tenfold {

void MovePoint(const PointSymmetry& symmetry, PhiloxGenerator& generator, const float* point,
               float* result) {
  const float centre = symmetry.centre;
  float u = point[0] - centre, v = point[1] - centre;
  if (symmetry.kind == PointSymmetry::Kind::kRotations) {
    const double turn = 2.0 * static_cast<double>(generator.NextUniform());
    const float c = static_cast<float>(CosPi(turn)), s = static_cast<float>(SinPi(turn));
    result[0] = std::fma(c, u, std::fma(-s, v, centre));
    result[1] = std::fma(s, u, std::fma(c, v, centre));
    return;
  }
  if (symmetry.kind == PointSymmetry::Kind::kFlips) {
    const uint32_t element = generator.NextBelow(8);
    if ((element & 1) != 0) u = -u;
    if ((element & 2) != 0) v = -v;
    if ((element & 4) != 0) std::swap(u, v);
  }
  result[0] = u + centre;
  result[1] = v + centre;
}

}  // namespace tenfold
