// A curve through noisy points, in batches that are drawn anew, and how far off it is elsewhere.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "engine/framework/sequential.h"
#include "engine/framework/training.h"
#include "engine/numerics/random.h"

using namespace tenfold;

namespace {

float Curve(float x) { return std::sin(3.0f * x); }

}  // namespace

int main() {
  constexpr int kPoints = 256, kBatch = 32;
  PhiloxGenerator generator(/*seed=*/1, Stream::kData);
  std::vector<float> x, y;
  for (int i = 0; i < kPoints; ++i) {
    x.push_back(2 * generator.NextUniform() - 1);
    y.push_back(Curve(x.back()) + 0.2f * (generator.NextUniform() - 0.5f));
  }

  Sequential net({Linear(1, 32), Tanh(), Linear(32, 32), Tanh(), Linear(32, 1)}, /*seed=*/1);
  MseLoss loss;
  Adam adam(net, /*learning_rate=*/0.01);
  for (uint32_t epoch = 0; epoch < 100; ++epoch) {
    PhiloxGenerator order_generator(/*seed=*/1, Stream::kBatchOrder, epoch);
    const std::vector<int32_t> order = RandomPermutation(kPoints, order_generator);
    double sum = 0.0;
    for (int first = 0; first < kPoints; first += kBatch) {
      Tensor inputs({kBatch, 1}), targets({kBatch, 1});
      for (int i = 0; i < kBatch; ++i) {
        inputs[i] = x[order[first + i]];
        targets[i] = y[order[first + i]];
      }
      net.ZeroGrad();
      sum += loss.Forward(net.Forward(inputs), targets);
      net.Backward(loss.Backward());
      adam.Step();
    }
    if (epoch % 20 == 19) std::printf("epoch %u: loss %.4f\n", epoch + 1, sum * kBatch / kPoints);
  }

  Tensor grid({101, 1});
  for (int i = 0; i < 101; ++i) grid[i] = 0.018f * static_cast<float>(i) - 0.9f;
  const Tensor outputs = net.Evaluate(grid);
  float worst = 0.0f;
  for (int i = 0; i < 101; ++i) worst = std::fmax(worst, std::fabs(outputs[i] - Curve(grid[i])));
  std::printf("farthest from the curve: %.3f\n", worst);
  return worst < 0.15f ? 0 : 1;
}
