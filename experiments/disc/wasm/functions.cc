// What the kit of the numeric contract (engine/conformance) asks for beside trainings.
#include <cmath>

#include "engine/backends/simd/kernels/kernels.h"
#include "engine/numerics/math.h"
#include "engine/numerics/random.h"
#include "engine/numerics/trigonometry.h"
#include "experiments/datasets/augmentation.h"
#include "experiments/disc/wasm/output.h"

namespace tenfold {
namespace {

PhiloxGenerator Generator(uint64_t seed, int purpose, uint32_t substream) {
  return PhiloxGenerator(seed, static_cast<Stream>(purpose), substream);
}

TENFOLD_EXPORT("fma") float Fma(float a, float b, float c) { return std::fma(a, b, c); }
TENFOLD_EXPORT("kernel_fma") float KernelFma(float a, float b, float c) {
  return __builtin_fmaf(a, b, c);
}
TENFOLD_EXPORT("sinpi") double SinOfTurn(double x) { return SinPi(x); }
TENFOLD_EXPORT("cospi") double CosOfTurn(double x) { return CosPi(x); }

// Of the input: exp and log as losses and warps have them, tanh as the network does, of so many
// floats as fill whole vectors.
void Apply(float (*function)(float)) {
  std::vector<float>& values = InputFloats();
  for (float& value : values) value = function(value);
  SetOutput(values);
}
TENFOLD_EXPORT("exp") void ExpOfInput() { Apply(Exp); }
TENFOLD_EXPORT("log") void LogOfInput() { Apply(Log); }
TENFOLD_EXPORT("tanh") void TanhOfInput() {
  std::vector<float>& values = InputFloats();
  simd::scalar::kKernels.tanh(static_cast<long>(values.size()), values.data(), values.data());
  SetOutput(values);
}

TENFOLD_EXPORT("philox")
void PhiloxWords(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, uint32_t k0, uint32_t k1) {
  SetOutput(Philox4x32({c0, c1, c2, c3}, {k0, k1}));
}

TENFOLD_EXPORT("uniform") void Uniform(uint64_t seed, int purpose, uint32_t substream, int count) {
  PhiloxGenerator generator = Generator(seed, purpose, substream);
  std::vector<float> values(count);
  for (float& value : values) value = generator.NextUniform();
  SetOutput(values);
}

TENFOLD_EXPORT("below")
void Below(uint64_t seed, int purpose, uint32_t substream, uint32_t bound, int count) {
  PhiloxGenerator generator = Generator(seed, purpose, substream);
  std::vector<uint32_t> values(count);
  for (uint32_t& value : values) value = generator.NextBelow(bound);
  SetOutput(values);
}

TENFOLD_EXPORT("permutation")
void Permutation(uint64_t seed, int purpose, uint32_t substream, int count) {
  PhiloxGenerator generator = Generator(seed, purpose, substream);
  SetOutput(RandomPermutation(count, generator));
}

// Of the points in the input, as an epoch moves them.
TENFOLD_EXPORT("move_points")
void MovePoints(uint64_t seed, uint32_t epoch, bool rotations, float centre) {
  PointSymmetry symmetry;
  symmetry.kind = rotations ? PointSymmetry::Kind::kRotations : PointSymmetry::Kind::kFlips;
  symmetry.centre = centre;
  PhiloxGenerator generator = Generator(seed, static_cast<int>(Stream::kAugmentation), epoch);
  const std::vector<float>& points = InputFloats();
  std::vector<float> moved(points.size());
  for (size_t i = 0; i < points.size(); i += 2) {
    MovePoint(symmetry, generator, &points[i], &moved[i]);
  }
  SetOutput(moved);
}

}  // namespace
}  // namespace tenfold
