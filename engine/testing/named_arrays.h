// What a network holds while it is trained, as arrays with names, to be compared.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "engine/network/backend.h"
#include "engine/network/training_state.h"
#include "engine/testing/random_networks.h"

namespace tenfold {

struct NamedArray {
  std::string name;
  std::vector<double> values;
};

// OK or what differs and where, within the tolerance of backend_conformance.h. Names and sizes must
// agree too. NaN equals NaN.
absl::Status CompareArrays(const std::vector<NamedArray>& expected,
                           const std::vector<NamedArray>& actual, double tolerance);

// Elements of a tensor, in a batch of so many rows of the network's input.
int TensorSize(const RandomCase& c, int tensor, int rows);

// What the last Forward left, of the batch's first `rows` rows: every tensor, then every layer's
// output.
std::vector<NamedArray> CopyActivations(const RandomCase& c, const Executor& executor, int batch,
                                        int rows);

std::vector<NamedArray> CopyParameterGradients(const RandomCase& c, const ParameterStore& store);

// Those of the parameters, and of the input of the last batch, which had `rows` rows.
std::vector<NamedArray> CopyGradients(const RandomCase& c, const Executor& executor,
                                      const ParameterStore& store, int rows);

std::vector<NamedArray> CopyParameters(const RandomCase& c, const ParameterStore& store);

// What the optimizer remembers of each parameter that is trained.
std::vector<NamedArray> CopyRunningValues(const RandomCase& c, const TrainingState& state);

}  // namespace tenfold
