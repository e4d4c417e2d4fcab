// Which layers `simd` leaves to `reference`.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/backends/simd/simd.h"

namespace tenfold::simd {
namespace {

std::vector<std::string> Of(const Shape& shape, std::vector<Layer> layers) {
  return *LayersByReference({shape, {{"net", kInputTensor, "output", Rows::kAll, layers}}});
}

TEST(LayersByReference, NamesWhatHasNoUnit) {
  EXPECT_EQ(Of({1, 12, 12}, {Conv2d(1, 4, 3), LeakyReLU(), AvgPool2d(2), Flatten(), Dropout(0.5),
                             Linear(100, 8), LayerNorm(8), GELU(), Linear(8, 1)}),
            (std::vector<std::string>{"net.2: AvgPool2d(2)", "net.4: Dropout(0.5)",
                                      "net.6: LayerNorm(8)"}));
  EXPECT_EQ(Of({1, 80, 80}, {MaxPool2d(40), Flatten(), Comparison(2)}),
            (std::vector<std::string>{"net.0: MaxPool2d(40)", "net.2: Comparison(2)"}));
}

TEST(LayersByReference, NumbersThemAsParameters) {
  Network network = {{4},
                     {{"net", kInputTensor, "x", Rows::kAll, {Linear(4, 4)}, kInputTensor},
                      {"net", "x", "output", Rows::kAll, {ReLU(), LayerNorm(4)}}}};
  network.blocks[1].first_number = 1;
  EXPECT_EQ(*LayersByReference(network), std::vector<std::string>{"net.2: LayerNorm(4)"});
}

TEST(LayersByReference, HasNoActivation) {
  Activations::ForEach([](const Layer& layer) {
    for (const int width : {1, 3, 25, 200}) {
      EXPECT_TRUE(Of({2}, {layer, Linear(2, width), layer, Linear(width, 1), layer}).empty())
          << ToString(layer);
    }
    EXPECT_TRUE(Of({3, 8, 8}, {Conv2d(3, 4, 3), layer, MaxPool2d(2), BatchNorm2d(4), layer,
                               Flatten(), BatchNorm1d(36), layer})
                    .empty())
        << ToString(layer);
  });
}

TEST(LayersByReference, RefusesWhatDoesNotFit) {
  EXPECT_EQ(LayersByReference({{2}, {{"net", kInputTensor, "output", Rows::kAll, {Linear(3, 1)}}}})
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace tenfold::simd
