#include "engine/testing/random_networks.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/check.h"
#include "engine/testing/layer_drawer.h"

namespace tenfold {
namespace {

constexpr std::pair<CaseKind, const char*> kKindNames[] = {
    {CaseKind::kLinear, "Linear"},
    {CaseKind::kConv2d, "Conv2d"},
    {CaseKind::kMaxPool2d, "MaxPool2d"},
    {CaseKind::kFlatten, "Flatten"},
    {CaseKind::kBatchNorm, "BatchNorm"},
    {CaseKind::kDropout, "Dropout"},
    {CaseKind::kOneBlock, "OneBlock"},
    {CaseKind::kOneBlockAuxiliary, "OneBlockAuxiliary"},
    {CaseKind::kSharedTrunk, "SharedTrunk"},
    {CaseKind::kSharedTrunkAuxiliary, "SharedTrunkAuxiliary"},
    {CaseKind::kTwoTrunks, "TwoTrunks"},
    {CaseKind::kTwoTrunksAuxiliary, "TwoTrunksAuxiliary"},
    {CaseKind::kTwoHeads, "TwoHeads"},
    {CaseKind::kComparison, "Comparison"},
    {CaseKind::kAvgPool2d, "AvgPool2d"},
    {CaseKind::kLayerNorm, "LayerNorm"},
    {CaseKind::kNewerMlp, "NewerMlp"},
    {CaseKind::kNewerCnn, "NewerCnn"},
    {CaseKind::kNarrowMlp, "NarrowMlp"},
    {CaseKind::kClassWeights, "ClassWeights"},
    {CaseKind::kResidual, "Residual"},
};

int PlaceOfActivation(CaseKind kind) {
  return static_cast<int>(kind) - static_cast<int>(CaseKind::kActivation);
}

// Sums of what a block reads or two blocks make, of all or of every other row, behind linear layers
// and convolutions.
Network DrawResidual(const Shape& input, int features, int outputs, LayerDrawer& draw) {
  const Block stem = {"stem", kInputTensor, "features", Rows::kAll, draw.Trunk(input, features)};
  Block body = {"body", "features", "sum", Rows::kAll, draw.Mlp(features, features), "features"};
  Block head = {"head", "sum", "output", Rows::kAll, draw.Mlp(features, outputs)};
  switch (draw.UpTo(5)) {
    case 1:
      return {input, {stem, body, head}};
    case 2:  // without layers of its own
      body.layers = {};
      body.skip = "others";
      return {input,
              {stem,
               {"other", kInputTensor, "others", Rows::kAll, draw.Trunk(input, features)},
               body,
               head}};
    case 3: {  // one kind of rows, read by two
      body.rows = draw.Coin() ? Rows::kEven : Rows::kOdd;
      Block rest = body;
      rest.name = "rest";
      rest.rows = body.rows == Rows::kEven ? Rows::kOdd : Rows::kEven;
      rest.skip = "";
      head.rows = Rows::kAdjacentPairs;
      head.layers = draw.Mlp(2 * features, outputs);
      return {input, {stem, body, rest, head}};
    }
    case 4: {  // of pairs, at the end of the network
      const Block pairs = {"pairs", "features", "sum", Rows::kAdjacentPairs,
                           draw.Mlp(2 * features, outputs)};
      body = {"body", "features", "output", Rows::kAdjacentPairs, draw.Mlp(2 * features, outputs),
              "sum"};
      return {input, {stem, pairs, body}};
    }
    default: {  // with the network's input
      body.input = body.skip = kInputTensor;
      if (input.size() == 3) {
        body.layers = {Conv2d(input[0], input[0], 3, draw.Coin(), /*padding=*/1)};
        body.layers.push_back(draw.Coin() ? Layer(ReLU()) : draw.NewerActivation());
      } else {
        body.layers = draw.Mlp(input[0], input[0]);
      }
      head.layers = draw.Trunk(input, outputs);
      return {input, {body, head}};
    }
  }
}

Network DrawNetwork(CaseKind kind, CaseSize size, LayerDrawer& draw) {
  const bool large = size == CaseSize::kLarge;
  TENFOLD_CHECK(!large || kind == CaseKind::kLinear || kind == CaseKind::kConv2d ||
                    kind == CaseKind::kOneBlock,
                CaseKindName(kind), " has no large cases");
  TENFOLD_CHECK(size != CaseSize::kLongBatch || kind == CaseKind::kOneBlock, CaseKindName(kind),
                " has no long batches");
  const Shape image = draw.Image();
  const Shape any = draw.Coin() ? image : Shape{draw.Features()};
  const int digits = draw.Pick({1, 2, 3, 5, 10});
  const int outputs = draw.Pick({1, 2, 3, 7});
  switch (kind) {
    case CaseKind::kLinear: {
      const int in = large ? draw.Pick({64, 129, 196, 257}) : draw.Features();
      return OneBlock(
          {in}, {Linear(in, large ? draw.Pick({31, 64, 100, 257}) : draw.Features(), draw.Coin())});
    }
    case CaseKind::kConv2d: {
      const int k = draw.Pick({1, 2, 3, 5});
      const int padding = draw.Padding(k);
      if (large) {
        return OneBlock({16, 17, 19}, {Conv2d(16, draw.Pick({17, 32}), k, draw.Coin(), padding)});
      }
      const int in = draw.Pick({1, 2, 3, 5});
      const int least = std::max(1, k - 2 * padding);
      return OneBlock({in, least - 1 + draw.UpTo(6), least - 1 + draw.UpTo(6)},
                      {Conv2d(in, draw.Pick({1, 2, 3, 7}), k, draw.Coin(), padding)});
    }
    case CaseKind::kMaxPool2d: {
      const int k = draw.Pick({1, 2, 2, 3, 4});
      if (draw.Coin()) {
        return OneBlock({draw.UpTo(3), draw.UpTo(7), draw.UpTo(7)}, {MaxPool2d(k, true)});
      }
      return OneBlock({draw.UpTo(3), k - 1 + draw.UpTo(6), k - 1 + draw.UpTo(6)}, {MaxPool2d(k)});
    }
    case CaseKind::kFlatten:
      return OneBlock(any, {Flatten()});
    case CaseKind::kBatchNorm:
      if (any.size() == 1) return OneBlock(any, {BatchNorm1d(any[0])});
      return OneBlock(any, {BatchNorm2d(any[0])});
    case CaseKind::kDropout:
      return OneBlock(any, {Dropout(0.3)});
    case CaseKind::kOneBlock:
      if (size == CaseSize::kLongBatch || (large && draw.Coin())) {
        // Narrow layers on large batches.
        const int width = draw.Pick({3, 17, 25, 35});
        std::vector<Layer> layers;
        for (int features : {2, width, width, width}) {
          layers.push_back(Linear(features, width, draw.Coin()));
          layers.push_back(draw.Coin() ? Layer(ReLU()) : Layer(Tanh()));
        }
        layers.push_back(Linear(width, outputs, draw.Coin()));
        return OneBlock({2}, std::move(layers));
      }
      if (large) {
        const Shape large_image = {draw.Pick({1, 3, 16}), draw.Pick({12, 14, 17}), 14};
        return OneBlock(large_image, draw.Cnn(large_image, outputs, /*large=*/true));
      }
      return OneBlock(any, draw.Trunk(any, outputs));
    case CaseKind::kOneBlockAuxiliary:
      return {any,
              {{"body", kInputTensor, "digits", Rows::kAll, draw.Trunk(any, digits)},
               {"top", "digits", "output", Rows::kAll, draw.Mlp(digits, outputs)}}};
    case CaseKind::kSharedTrunk:
    case CaseKind::kSharedTrunkAuxiliary:
      return {any,
              {{"trunk", kInputTensor, "digits", Rows::kAll, draw.Trunk(any, digits)},
               {"head", "digits", "output", Rows::kAdjacentPairs, draw.Mlp(2 * digits, outputs)}}};
    case CaseKind::kTwoTrunks:
    case CaseKind::kTwoTrunksAuxiliary:
      return {any,
              {{"first", kInputTensor, "digits", Rows::kEven, draw.Trunk(any, digits)},
               {"second", kInputTensor, "digits", Rows::kOdd, draw.Trunk(any, digits)},
               {"head", "digits", "output", Rows::kAdjacentPairs, draw.Mlp(2 * digits, outputs)}}};
    case CaseKind::kTwoHeads:
      return {
          any,
          {{"trunk", kInputTensor, "features", Rows::kAll, draw.Trunk(any, digits)},
           {"classes", "features", "digits", Rows::kAll, draw.Mlp(digits, digits)},
           {"head", "features", "output", Rows::kAdjacentPairs, draw.Mlp(2 * digits, outputs)}}};
    case CaseKind::kComparison:
      return {any,
              {{"trunk", kInputTensor, "digits", Rows::kAll, draw.Trunk(any, digits)},
               {"head", "digits", "output", Rows::kAdjacentPairs, {Comparison(digits)}}}};
    case CaseKind::kAvgPool2d: {
      const int k = draw.Pick({0, 1, 2, 2, 3, 4}), least = std::max(k, 1);
      return OneBlock({draw.UpTo(3), least - 1 + draw.UpTo(6), least - 1 + draw.UpTo(6)},
                      {AvgPool2d(k)});
    }
    case CaseKind::kLayerNorm: {
      const int features = draw.Pick({3, 4, 7, 8, 13, 16, 17, 33});
      return OneBlock({features}, {LayerNorm(features, draw.Coin() ? 1e-5 : 1e-2)});
    }
    case CaseKind::kNewerMlp: {
      const int features = draw.Features();
      return OneBlock({features}, draw.NewerMlp(features, outputs));
    }
    case CaseKind::kNewerCnn:
      return OneBlock(image, draw.NewerCnn(image, outputs));
    case CaseKind::kNarrowMlp: {
      const int width = draw.Pick({3, 17, 25, 35});
      std::vector<Layer> layers;
      for (int features : {2, width, width}) {
        layers.push_back(Linear(features, width, draw.Coin()));
        layers.push_back(draw.NewerActivation());
      }
      layers.push_back(Linear(width, outputs, draw.Coin()));
      if (draw.Coin()) layers.push_back(draw.NewerActivation());
      return OneBlock({2}, std::move(layers));
    }
    case CaseKind::kClassWeights:
      return OneBlock(any, draw.Trunk(any, digits));
    case CaseKind::kResidual:
      return DrawResidual(any, digits, outputs, draw);
    case CaseKind::kActivation:
      break;
  }
  return OneBlock(any, {draw.Activation(PlaceOfActivation(kind))});
}

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

const std::vector<CaseKind>& AllCaseKinds() {
  static const std::vector<CaseKind> kinds = [] {
    std::vector<CaseKind> all;
    for (const auto& [kind, name] : kKindNames) all.push_back(kind);
    Activations::ForEach(
        [&](const auto& a) { all.push_back(KindOf<std::decay_t<decltype(a)>>()); });
    return all;
  }();
  return kinds;
}

std::string CaseKindName(CaseKind kind) {
  std::string result;
  for (const auto& [known, name] : kKindNames) {
    if (known == kind) result = name;
  }
  Activations::ForEach([&](const auto& a) {
    using A = std::decay_t<decltype(a)>;
    if (KindOf<A>() == kind) result = A::kName;
  });
  return result;
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
