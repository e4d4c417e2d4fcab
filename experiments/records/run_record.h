// The record of one run: what was asked for, what came out, and apart from both how long it took
// and where.
//
// Everything but `timing` and `provenance` is a function of the settings, the seed, the data and
// the engine, so two runs of the same thing can be compared byte for byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "nlohmann/json.hpp"

namespace tenfold {

// What became of early stopping, in runs that hold out train samples.
struct EarlyStoppingRecord {
  std::string ended_by;  // "patience": no lower loss for as many epochs; "epochs": all were trained
  int64_t epochs = 0;    // that were trained
  // The first epoch, counted from 1, with the least loss of the held-out samples, whose weights the
  // run has; 0 if no loss was finite.
  int64_t best_epoch = 0;
  std::vector<double> held_out_loss;  // after each epoch; null in JSON where it is not finite
};

struct RunRecord {
  std::string run_id;      // "pairs/paper/cnn-shared-aux/eigen/seed-03"
  std::string experiment;  // "pairs", "disc"
  std::string preset;      // "paper"
  std::string overrides;   // what differs from the preset: "" or "epochs=2,data=fashion"
  std::string variant;     // "cnn-shared-aux", "depth-4"
  // The layers of a variant that the command line describes: part of what identifies the run. ""
  // where the experiment's code says what the variant is.
  std::string network;
  std::string engine;  // "eigen"
  int64_t seed = 0;
  Hyperparameters hyperparameters = Hyperparameters::object();
  std::string dataset;         // "mnist", "disc"
  std::string dataset_digest;  // SHA-256, hexadecimal
  // Of the weights that the run began with, as weights_digest's; "" if its seed drew them.
  std::string initial_weights_digest;

  std::string status = "ok";  // "ok" or "diverged"
  // The first step, counted from 1, whose loss was not finite; one more than there are steps if
  // answers were not finite after the last.
  std::optional<int64_t> diverged_step;
  std::vector<double> train_loss;    // mean loss of each epoch's steps, as seen while training
  std::vector<double> first_losses;  // losses of the first 50 steps
  std::optional<EarlyStoppingRecord> early_stopping;
  // Fractions of correct predictions after the last epoch; nothing if the run diverged, or if what
  // it predicts is not right or wrong.
  std::optional<double> train_accuracy;
  std::optional<double> test_accuracy;
  // What such predictions are judged by: "train_rmse", "test_r2". Numbers by plain names.
  nlohmann::ordered_json metrics = nlohmann::ordered_json::object();
  std::string weights_digest;  // SHA-256 of the final weights, canonical order and layout,
                               // little-endian float32

  nlohmann::ordered_json timing =
      nlohmann::ordered_json::object();  // "wall_time_s", "training_time_s"
  nlohmann::ordered_json provenance =
      nlohmann::ordered_json::object();  // "key", "commit", "host", ...
};

// Throws nothing; fields in the order of the struct.
nlohmann::ordered_json ToJson(const RunRecord& record);

// InvalidArgument names the field that is missing, of another type or out of range.
absl::StatusOr<RunRecord> RunRecordFromJson(const nlohmann::ordered_json& json);

// `text` is one JSON object.
absl::StatusOr<RunRecord> ParseRunRecord(absl::string_view text);

// The record without `timing` and `provenance` on one line: equal lines mean equal runs.
std::string ComparableLine(const RunRecord& record);

}  // namespace tenfold
