// Random layers, of which case_kinds.cc makes networks.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/layer.h"
#include "engine/numerics/random.h"

namespace tenfold {

class LayerDrawer {
 public:
  explicit LayerDrawer(const PhiloxGenerator& generator) : generator_(generator) {}

  bool Coin() { return generator_.NextBelow(2) == 0; }
  int Pick(std::initializer_list<int> values) {
    return *std::next(values.begin(), generator_.NextBelow(static_cast<uint32_t>(values.size())));
  }
  // Uniform on {1, ..., largest}.
  int UpTo(int largest) { return 1 + static_cast<int>(generator_.NextBelow(largest)); }
  // Uniform on [-bound, bound).
  float Value(float bound) { return (2.0f * generator_.NextUniform() - 1.0f) * bound; }
  std::vector<float> Values(int64_t n, float bound) {
    std::vector<float> values(n);
    for (float& value : values) value = Value(bound);
    return values;
  }

  int Features() { return Pick({1, 2, 3, 4, 5, 7, 8, 13, 16, 17, 33}); }
  Shape Image() { return {Pick({1, 1, 2, 3}), Pick({4, 5, 7, 8, 9}), Pick({4, 5, 6, 7, 9})}; }

  // Of a convolution: none as often as any.
  int Padding(int kernel_size) { return Coin() ? 0 : UpTo(kernel_size) - 1; }

  std::vector<Layer> Mlp(int in_features, int out_features) {
    std::vector<Layer> layers;
    // Once: what a second one normalises has hardly a gradient left that is not rounding.
    bool with_batch_norm = UpTo(4) == 1;
    for (int hidden = Pick({0, 1, 2}); hidden > 0; --hidden) {
      const int width = Features();
      layers.push_back(Linear(in_features, width, Coin()));
      if (with_batch_norm && in_features > 1 && width > 1) layers.push_back(BatchNorm1d(width));
      with_batch_norm = false;
      if (Coin()) {
        layers.push_back(ReLU());
      } else {
        layers.push_back(Tanh());
      }
      if (UpTo(6) == 1) layers.push_back(Dropout(0.25));
      in_features = width;
    }
    layers.push_back(Linear(in_features, out_features, Coin()));
    if (Pick({1, 2, 3}) == 1) layers.push_back(Tanh());
    return layers;
  }

  std::vector<Layer> Cnn(Shape shape, int out_features, bool large) {
    std::vector<Layer> layers;
    const auto add = [&](const Layer& layer) {
      absl::StatusOr<Shape> output = OutputShape(layer, shape);
      if (!output.ok()) return;
      shape = *output;
      layers.push_back(layer);
    };
    const bool with_batch_norm = UpTo(3) == 1;
    for (int stage = UpTo(2); stage > 0; --stage) {
      const int channels = large ? Pick({15, 16, 33, 40}) : Pick({1, 2, 3, 5});
      const int kernel_size = large ? Pick({2, 3, 4, 5}) : Pick({1, 2, 3});
      add(Conv2d(shape[0], channels, kernel_size, Coin(), Padding(kernel_size)));
      if (with_batch_norm) add(BatchNorm2d(shape[0]));
      const MaxPool2d pool(Pick({2, 2, 3}), Coin());
      const std::vector<std::vector<Layer>> behind = {
          {pool, ReLU()}, {ReLU(), pool}, {ReLU()}, {Tanh()}, {pool}};
      for (const Layer& layer : behind[UpTo(5) - 1]) add(layer);
    }
    add(Flatten());
    for (Layer& layer : Mlp(shape[0], out_features)) layers.push_back(std::move(layer));
    return layers;
  }

  // The one at that place of Activations.
  Layer Activation(int place) {
    Layer layer = ReLU();
    Activations::ForEach([&](auto activation) {
      using A = decltype(activation);
      if (Activations::PlaceOf<A>() != place) return;
      if constexpr (kHasOption<A>) {
        if (!Coin()) activation.*A::kOption.value = 0.3;
      }
      layer = activation;
    });
    return layer;
  }
  // Of CaseKind's later ones: those behind ReLU and Tanh.
  Layer NewerActivation() { return Activation(1 + UpTo(Activations::kSize - 2)); }

  std::vector<Layer> NewerMlp(int in_features, int out_features) {
    std::vector<Layer> layers;
    bool with_layer_norm = UpTo(3) == 1;
    for (int hidden = UpTo(3); hidden > 0; --hidden) {
      const int width = Pick({1, 2, 3, 7, 8, 13, 16, 17, 33});
      layers.push_back(Linear(in_features, width, Coin()));
      if (with_layer_norm && in_features > 1 && width > 6) layers.push_back(LayerNorm(width));
      with_layer_norm = false;
      layers.push_back(NewerActivation());
      // Also one alone, on rows that are padded.
      if (UpTo(4) == 1) layers.push_back(NewerActivation());
      in_features = width;
    }
    layers.push_back(Linear(in_features, out_features, Coin()));
    if (Coin()) layers.push_back(NewerActivation());
    return layers;
  }

  std::vector<Layer> NewerCnn(Shape shape, int out_features) {
    std::vector<Layer> layers;
    const auto add = [&](const Layer& layer) {
      absl::StatusOr<Shape> output = OutputShape(layer, shape);
      if (!output.ok()) return;
      shape = *output;
      layers.push_back(layer);
    };
    for (int stage = UpTo(2); stage > 0; --stage) {
      const int kernel_size = Pick({1, 2, 3});
      add(Conv2d(shape[0], Pick({1, 2, 3, 5}), kernel_size, Coin(), Padding(kernel_size)));
      const Layer activation = NewerActivation();
      const Layer pool =
          Coin() ? Layer(MaxPool2d(Pick({2, 2, 3}), Coin())) : Layer(AvgPool2d(Pick({2, 3})));
      const std::vector<std::vector<Layer>> behind = {
          {pool, activation}, {activation, pool}, {activation}, {ReLU(), activation}, {pool}};
      for (const Layer& layer : behind[UpTo(5) - 1]) add(layer);
    }
    if (Coin()) add(AvgPool2d());
    add(Flatten());
    for (Layer& layer : NewerMlp(shape[0], out_features)) layers.push_back(std::move(layer));
    return layers;
  }

  // Layers from rows of the input's shape to `out_features`.
  std::vector<Layer> Trunk(const Shape& input, int out_features) {
    return input.size() == 3 ? Cnn(input, out_features, /*large=*/false)
                             : Mlp(input[0], out_features);
  }

 private:
  PhiloxGenerator generator_;
};

}  // namespace tenfold
