// A network's parameters, and what a training remembers, as named tensors of a safetensors file.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/framework/safetensors.h"
#include "engine/network/network.h"
#include "engine/network/training_state.h"
#include "engine/optimizers/optimizer.h"

namespace tenfold {

// The name of each parameter as PyTorch's load_state_dict wants it: of a network of one block or of
// a text, which is an nn.Sequential, "0.weight", in a residual "2.0.weight"; of others
// "trunk.0.weight".
std::vector<std::string> TensorNames(const NetworkInfo& info);

// `weights` in canonical order and layout, which is PyTorch's.
std::vector<NamedTensor> WeightTensors(const NetworkInfo& info,
                                       const std::vector<std::vector<float>>& weights);

// The weights for this network out of a file, in canonical order; names with their block are taken
// too. InvalidArgument, one line that begins with `name`, if a tensor is missing, has another
// shape, is no F32, has a value that is not finite, or is of no parameter. What an optimizer
// remembers, and PyTorch's num_batches_tracked, do not matter.
absl::StatusOr<std::vector<std::vector<float>>> WeightsOf(const Safetensors& file,
                                                          const NetworkInfo& info,
                                                          absl::string_view name);

// Weights, the optimizer's running values (as "optimizer.exp_avg.0.weight", with PyTorch's words)
// and, in the metadata, the clock.
Safetensors TrainingStateFile(const NetworkInfo& info, const TrainingState& state);

// The state for this network and this optimizer out of a file. InvalidArgument as of WeightsOf;
// also if it is of an optimizer that remembers something else, or of none. Weights need not be
// finite.
absl::StatusOr<TrainingState> TrainingStateOf(const Safetensors& file, const NetworkInfo& info,
                                              const OptimizerOptions& optimizer,
                                              absl::string_view name);

}  // namespace tenfold
