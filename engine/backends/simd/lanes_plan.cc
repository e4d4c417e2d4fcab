#include "engine/backends/simd/lanes_plan.h"

#include <algorithm>

namespace tenfold::simd {
namespace {

// Of activations of the widest layer, for a chunk.
constexpr int64_t kChunkBytes = 32 << 10;
constexpr int kLeastChunkRows = 10, kMostChunkRows = 100;

// Of what a step takes, with the time of one product of a run alone as the unit: of a product and
// the rest, in a lane and alone. Measured on an Intel Xeon with two 512-bit multipliers a core,
// with AVX-512 and AVX2, by steps of 2-25-25-25-25-1 (batches of 10, 100, 1000), 4-16-3 (10),
// 13-32-3 (16) and 4-32-16-4 (32), which 5 to 14 of 16 runs are enough for.
constexpr double kInLanes = 0.86, kOverheadInLanes = 2500.0, kOverheadAlone = 18000.0;
// Weights of all lanes: twice as many (20-64-64-10) come from too far away to gain anything.
constexpr double kMostWeightBytes = 160 << 10;

}  // namespace

std::vector<LinearAt> LinearLayersOf(const Block& block) {
  std::vector<LinearAt> result;
  for (size_t i = 0; i < block.layers.size(); ++i) {
    if (std::holds_alternative<Flatten>(block.layers[i])) continue;
    const auto* linear = std::get_if<Linear>(&block.layers[i]);
    if (linear == nullptr) return {};
    const PlannedActivation activation = ActivationAt(block.layers, i + 1);
    result.push_back({linear, static_cast<int>(i), activation});
    i += activation.layers();
  }
  return result;
}

int Widest(const std::vector<LinearAt>& layers) {
  int widest = layers.front().linear->in_features;
  for (const LinearAt& layer : layers) widest = std::max(widest, layer.linear->out_features);
  return widest;
}

int64_t RowOf(int features) { return features % 16 == 0 ? features + 1 : features; }

int ChunkRows(const Network& network, int width, int max_rows) {
  const int64_t row = Widest(LinearLayersOf(network.blocks[0])) * width * int64_t{sizeof(float)};
  const int most =
      static_cast<int>(std::clamp<int64_t>(kChunkBytes / row, kLeastChunkRows, kMostChunkRows));
  const int chunks = (max_rows + most - 1) / most;
  return (max_rows + chunks - 1) / chunks;
}

bool FitLanes(const Network& network, const PlanOptions& options) {
  if (network.blocks.size() != 1) return false;
  if (network.blocks[0].rows != Rows::kAll || !network.blocks[0].skip.empty()) return false;
  if (options.evaluation || options.needs_input_gradient) return false;
  const std::vector<LinearAt> layers = LinearLayersOf(network.blocks[0]);
  if (layers.empty()) return false;
  for (const LossTerm& loss : options.losses) {
    if (loss.kind == LossKind::kAllPairs || !loss.class_weights.empty()) return false;
    if (loss.kind == LossKind::kCrossEntropy && layers.back().linear->out_features > kMaxClasses) {
      return false;
    }
  }
  return true;
}

CohortSizes SizesInLanes(const Network& network, const PlanOptions& options,
                         const Kernels& kernels) {
  if (!FitLanes(network, options)) return {};
  const std::vector<LinearAt> layers = LinearLayersOf(network.blocks[0]);
  double weights = 0.0, products = 0.0;  // of a row in a step
  for (const LinearAt& layer : layers) {
    const double size = static_cast<double>(layer.linear->in_features) * layer.linear->out_features;
    weights += size;
    products += (&layer == &layers.front() ? 2.0 : 3.0) * size;
  }
  products *= options.max_rows;
  const int width = kernels.lanes.width;
  if (weights * width * sizeof(float) > kMostWeightBytes) return {};
  const double least =
      width * (kInLanes * products + kOverheadInLanes) / (products + kOverheadAlone);
  return {std::clamp(static_cast<int>(least) + 1, 2, width), width};
}

}  // namespace tenfold::simd
