// Networks as text: layers in the order in which rows go through them, with commas between.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/network/network.h"

namespace tenfold {

// What a network of one text may have at most, beside kMaxRowElements.
inline constexpr size_t kMaxNetworkText = 4000;       // characters
inline constexpr int64_t kMaxParameters = 1ll << 28;  // of all layers

// Reads "Linear(16), ReLU(), Residual(Linear(16), ReLU()), Linear(3)" for rows of this shape. A
// size that follows from the layers before may be left out: Linear(16) is Linear(4, 16) behind rows
// of four features, Conv2d(8, kernel_size=3) and BatchNorm1d() likewise. Residual(...) adds what it
// reads to what its layers make of it, x + layers(x), and they keep the shape. Blanks do not
// matter. The network writes the tensor "output"; without a residual it is OneBlock's.
// InvalidArgument says at which character, counted from 1, what is wrong.
absl::StatusOr<Network> ParseNetwork(absl::string_view text, const Shape& input);

// "Linear(4, 16), ReLU()": with all sizes, so that it reads the same whatever came before. "" for
// networks that no text describes: with several inputs of a block, or other rows than all.
std::string NetworkToString(const Network& network);

// How many modules of an nn.Sequential a block of such a network is: its layers, or one residual.
int NumModules(const Block& block);

// Puts layers behind those of a network of ParseNetwork or one without blocks.
void AppendLayers(std::vector<Layer> layers, Network& network);

// The shape of the last block's output, or of the input without any. InvalidArgument as Analyze.
absl::StatusOr<Shape> OutputShape(const Network& network);

}  // namespace tenfold
