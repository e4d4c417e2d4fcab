#include "engine/testing/random_networks.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/check.h"
#include "engine/testing/layer_drawer.h"

namespace tenfold {
namespace {

bool HasAuxiliaryLoss(CaseKind kind) {
  return kind == CaseKind::kOneBlockAuxiliary || kind == CaseKind::kSharedTrunkAuxiliary ||
         kind == CaseKind::kTwoTrunksAuxiliary || kind == CaseKind::kTwoHeads;
}

bool IsOfTheLater(CaseKind kind) { return kind >= CaseKind::kAvgPool2d; }

template <class L>
bool HasLayer(const Network& network) {
  for (const Block& block : network.blocks) {
    for (const Layer& layer : block.layers) {
      if (std::holds_alternative<L>(layer)) return true;
    }
  }
  return false;
}

std::string Describe(const RandomCase& c) {
  std::string text =
      absl::StrCat("rows ", c.rows, " of ", c.max_rows, " ", ShapeToString(c.network.input_shape));
  for (const Block& block : c.network.blocks) {
    absl::StrAppend(&text, "; ", block.name, ": ",
                    absl::StrJoin(block.layers, ", ", [](std::string* out, const Layer& layer) {
                      out->append(ToString(layer));
                    }));
    if (!block.skip.empty()) absl::StrAppend(&text, " + ", block.skip);
  }
  return text;
}

}  // namespace

bool HasDropout(const Network& network) { return HasLayer<Dropout>(network); }

bool HasBatchNorm(const Network& network) {
  return HasLayer<BatchNorm1d>(network) || HasLayer<BatchNorm2d>(network);
}

bool HasNormalization(const Network& network) {
  return HasBatchNorm(network) || HasLayer<LayerNorm>(network);
}

std::vector<Targets> RandomCase::targets() const {
  std::vector<Targets> targets;
  for (size_t i = 0; i < losses.size(); ++i) {
    targets.push_back({target_values[i].data(), target_classes[i].data()});
  }
  return targets;
}

RandomCase DrawCase(CaseKind kind, uint64_t seed, uint32_t number, CaseSize size) {
  // A substream for each kind (up to 32) and number; long batches are of one kind, in place of
  // another's large cases, and activations share one.
  const CaseKind stream =
      size == CaseSize::kLongBatch ? CaseKind::kMaxPool2d : std::min(kind, CaseKind::kActivation);
  const uint32_t number_in_stream =
      kind < CaseKind::kActivation
          ? number
          : number * Activations::kSize + static_cast<uint32_t>(PlaceOfActivation(kind));
  LayerDrawer draw(PhiloxGenerator(seed, Stream::kData,
                                   number_in_stream * 64 + 2 * static_cast<uint32_t>(stream) +
                                       (size == CaseSize::kSmall ? 0 : 1)));
  RandomCase c;
  c.network = DrawNetwork(kind, size, draw);
  absl::StatusOr<NetworkInfo> info = Analyze(c.network);
  TENFOLD_CHECK(info.ok(), info.status().ToString());
  c.info = *std::move(info);
  // Batch norm needs statistics: one row has none, two or three have hardly any.
  const bool few = !HasBatchNorm(c.network);
  const int factor = kind == CaseKind::kNarrowMlp   ? draw.Pick({3, 16, 33, 150})
                     : size == CaseSize::kLongBatch ? draw.Pick({129, 200, 270})
                     : size == CaseSize::kLarge     ? draw.Pick({few ? 1 : 9, 17, 50})
                     : few                          ? draw.Pick({1, 1, 2, 3, 5, 7, 13})
                                                    : draw.Pick({5, 6, 7, 8});
  c.rows = c.info.row_multiple * factor;
  c.max_rows = c.rows + c.info.row_multiple * draw.Pick({0, 1, 4});
  c.name = absl::StrCat(CaseKindName(kind),
                        size == CaseSize::kLarge       ? " large"
                        : size == CaseSize::kLongBatch ? " long batch"
                                                       : "",
                        " seed ", seed, " number ", number, ": ", Describe(c));
  c.input = draw.Values(c.max_rows * NumElements(c.network.input_shape), 1.0f);
  for (const ParameterInfo& parameter : c.info.parameters) {
    const float bound =
        parameter.fan_in > 0 ? 2.0f / std::sqrt(static_cast<float>(parameter.fan_in)) : 0.5f;
    c.weights.push_back(draw.Values(NumElements(parameter.shape), bound));
    // Scales and variances lie around 1.
    if (parameter.start == ParameterInfo::Start::kOne) {
      for (float& value : c.weights.back()) value += 1.0f;
    }
  }
  LossKind main = draw.Coin() ? LossKind::kMse : LossKind::kCrossEntropy;
  if (IsOfTheLater(kind)) {
    const LossKind kinds[] = {LossKind::kMse, LossKind::kCrossEntropy, LossKind::kAbsolute,
                              LossKind::kHuber};
    main = kinds[draw.UpTo(4) - 1];
  }
  if (kind == CaseKind::kClassWeights) main = LossKind::kCrossEntropy;
  if (kind == CaseKind::kComparison) {
    main = LossKind::kBinaryCrossEntropy;
    c.losses.push_back({"pairs", LossKind::kAllPairs, "digits", 0.5 + draw.Value(0.25f)});
  }
  c.losses.push_back({"main", main, "output", 0.5 + draw.Value(0.25f)});
  if (HasAuxiliaryLoss(kind)) {
    c.losses.push_back({"auxiliary", LossKind::kCrossEntropy, "digits", 0.5 + draw.Value(0.25f)});
  }
  for (LossTerm& loss : c.losses) loss.label_smoothing = draw.Coin() ? 0.0 : 0.1;
  if (IsOfTheLater(kind)) c.losses[0].delta = draw.Coin() ? 1.0 : 0.25;
  if (kind == CaseKind::kClassWeights) {
    const Shape& classes = c.info.tensors[1].shape;
    for (int i = 0; i < NumElements(classes); ++i) {
      c.losses[0].class_weights.push_back(1.0 + draw.Value(0.75f));
    }
  }
  for (const LossTerm& loss : c.losses) {
    const TensorInfo& tensor = c.info.tensors[*c.info.FindTensor(loss.tensor)];
    const int rows = c.max_rows / tensor.row_divisor;
    const int features = static_cast<int>(NumElements(tensor.shape));
    const bool by_class = loss.kind == LossKind::kCrossEntropy || loss.kind == LossKind::kAllPairs;
    c.target_values.push_back(draw.Values(by_class ? 0 : int64_t{rows} * features, 1.0f));
    if (loss.kind == LossKind::kBinaryCrossEntropy) {
      for (float& target : c.target_values.back()) target = 0.5f * target + 0.5f;
    }
    c.target_classes.emplace_back(by_class ? rows : 0);
    for (int32_t& target : c.target_classes.back()) target = draw.UpTo(features) - 1;
  }
  return c;
}

}  // namespace tenfold
