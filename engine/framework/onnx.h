// A trained network as an ONNX model, which onnxruntime and others execute.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/layer.h"
#include "engine/layers/shape.h"

namespace tenfold {

// The bytes of a .onnx file (IR version 8, opset 17, float32) of what the layers compute in
// evaluation: from "input", [N, ...shape of a row], to "output", [N, ...], for any N. `weights`: of
// all parameters, in canonical order and layout; their initializers are named as state_tensors.h
// names them. InvalidArgument if the layers do not fit.
absl::StatusOr<std::string> OnnxModel(const Shape& input_shape, const std::vector<Layer>& layers,
                                      const std::vector<std::vector<float>>& weights);

}  // namespace tenfold
