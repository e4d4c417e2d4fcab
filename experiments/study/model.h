// A trained network by itself, with what its data were standardised by.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/network/backend.h"
#include "experiments/study/task/scale.h"

namespace tenfold::study {

struct Model {
  Network network;                          // of ParseNetwork
  std::vector<std::vector<float>> weights;  // canonical order and layout
  Scale inputs, targets;                    // the latter of a regression alone
};

// The parameters' names and shapes: "0.weight", [16, 4]. InvalidArgument if layers do not fit.
absl::StatusOr<std::vector<ParameterInfo>> ModelParameters(const Model& model);

// InvalidArgument with the place of the first value that is not finite as a float. `shape` begins
// with the number of rows.
absl::Status CheckFinite(const std::string& name, const std::vector<int>& shape,
                         absl::Span<const float> values);
absl::Status CheckFinite(const std::string& name, const std::vector<int>& shape,
                         absl::Span<const double> values);

// What the network answers to `rows` rows of inputs in the data's units: [rows, outputs], in the
// target's units where numbers are predicted. Row by row the same bits, however many rows there
// are. InvalidArgument if sizes do not fit.
absl::StatusOr<std::vector<float>> Answers(const Model& model, const Backend& backend,
                                           const float* inputs, int rows);

}  // namespace tenfold::study
