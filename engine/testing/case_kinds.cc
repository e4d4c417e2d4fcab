#include "engine/testing/case_kinds.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "base/check.h"

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

}  // namespace

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

}  // namespace tenfold
