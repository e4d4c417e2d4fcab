// A training as Python's modules in python/ get it: a dictionary of numbers, names and NumPy
// arrays.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/training/training_task.h"

namespace tenfold::benchmarks {

// Of S seeds of one setting, one task each, alike but for their data:
//   seeds, samples, batch_size, rows_per_sample, learning_rates [steps of the training]
//   blocks: each has input, output, rows ("all", "even", "odd", "adjacent_pairs") and layers, each
//   of
//     which has kind ("Linear"), its options, input_shape of a row, and parameters (their places)
//   losses: each has kind ("mse", "cross_entropy", "binary_cross_entropy"), tensor, weight,
//     label_smoothing, least_probability and targets [S, rows(, features)]
//   optimizer: kind ("sgd", "adam"), beta1, beta2, epsilon, weight_decay
//   parameters: initial values, each [S, ...canonical shape]; is_trained of each
//   inputs [S, samples * rows_per_sample, ...shape of a row]
// `inputs`, of one seed, are looked at in place of the task's, if not null, and outlive the
// dictionary. Needs the interpreter. Unimplemented names a layer, loss or option that peers do not
// have.
absl::StatusOr<pybind11::dict> DescribeTraining(const std::vector<TrainingTask>& tasks,
                                                const std::vector<uint64_t>& seeds,
                                                const std::vector<float>* inputs);

}  // namespace tenfold::benchmarks
