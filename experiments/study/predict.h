// What a trained network answers to rows of a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/study/task/preprocessing.h"

namespace tenfold::study {

struct PredictOptions {
  std::string weights;  // a safetensors file
  std::string net;      // its layers; "" for those that the file names
  std::string data;     // .csv, .npy or IDX
  const Backend* engine = nullptr;
  int batch_size = 0;  // 0 for that of the training, or 100
};

struct Predictions {
  std::optional<Preprocessing> preprocessing;  // where the file of weights has one
  int rows = 0, features = 0;
  std::vector<float> outputs;  // [rows, features], as after training
};

// Rows of a CSV are made of the columns that the file of weights names, in any order and among
// others; without names, of all. InvalidArgument, one line, if the weights are not of these layers,
// the rows have another shape or nothing says what the layers are.
absl::StatusOr<Predictions> Predict(const PredictOptions& options);

// A CSV with a header: row, outputs, and where it is known what they mean one column a target with
// the class, or the number in the target's own units.
std::string PredictionsCsv(const Predictions& predictions);

}  // namespace tenfold::study
