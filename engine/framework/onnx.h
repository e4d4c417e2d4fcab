// A trained network as an ONNX model, which onnxruntime and others execute.
#pragma once

#include <string>
#include <vector>

#include "engine/network/network.h"

namespace tenfold {

// The bytes of a .onnx file (IR version 8, opset 17, float32) of what a network of a text
// (network_text.h) computes in evaluation: from "input", [N, ...shape of a row], to "output", [N,
// ...], for any N. `weights`: of all parameters, in canonical order and layout; their initializers
// are named as state_tensors.h names them. The same bytes for the same network and weights.
std::string OnnxModel(const Network& network, const std::vector<std::vector<float>>& weights);

}  // namespace tenfold
