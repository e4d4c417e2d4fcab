// How rows of a data set become a network's inputs, and what its outputs mean: fixed by the train
// rows, so it has to stand beside the weights.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/shape.h"
#include "experiments/study/task/scale.h"

namespace tenfold::study {

// What is learnt of the targets, and the last layer that it asks for.
enum class Kind {
  kClassification,  // Linear(classes); cross-entropy
  kBinary,          // Linear(1), Tanh(): -1 for the first of two classes, 1 for the second; MSE
  kRegression,      // Linear(targets); MSE
};

// Appends the columns of a row, standardised.
void AppendScaled(const float* row, int64_t columns, const Scale& scale, std::vector<float>& out);

struct Preprocessing {
  Kind kind = Kind::kClassification;
  Shape shape;                       // of a row
  std::vector<std::string> columns;  // of a CSV: those that are learnt from
  std::vector<std::string> targets;  // the names of what is predicted
  std::vector<std::string> classes;  // of a classification
  Scale inputs, values;              // of the inputs; of the targets of a regression
};

// The member of the metadata of a file of weights that has it, as JSON.
inline constexpr char kPreprocessingMember[] = "preprocessing";
std::string ToJson(const Preprocessing& preprocessing);

// InvalidArgument says in one line what is wrong.
absl::StatusOr<Preprocessing> PreprocessingFromJson(const std::string& text);

}  // namespace tenfold::study
