// A study for callers that are no program: its data are arrays, its runs values in memory, with a
// results folder or without.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/study/model.h"
#include "experiments/study/table_experiment.h"
#include "experiments/study/task/study_task.h"
#include "experiments/sweeps/sweep.h"

namespace tenfold::study {

// The reference backend and simd: those that need no library.
const std::vector<const Backend*>& OwnBackends();

// Rows with what is to be learnt of each. Shapes as of MakeArrayTable (array_table.h).
struct Arrays {
  std::string name, target_name;  // as errors call them: "X", "y"
  std::vector<int> shape, target_shape;
  std::vector<float> inputs;
  std::vector<double> numbers;     // the targets,
  std::vector<std::string> texts;  // or these
};

struct ArrayStudyOptions {
  std::vector<std::string> networks;                    // as --net: "small=Linear(16), ReLU()"
  std::vector<std::string> settings;                    // as --set: "epochs=5"
  std::vector<int64_t> seeds;                           // in any order
  std::map<uint64_t, std::vector<int32_t>> train_rows;  // as of Table
  std::string engine = "simd";                          // one of OwnBackends
  int jobs = 0;                                         // as --jobs
  bool keep_outputs = false;                            // as --save_outputs
  std::string results_dir;                              // "" keeps all in memory alone
};

// What came out of one run.
struct Outcome {
  std::string run_id;
  std::optional<int64_t> diverged_step;          // as of TrainingResult
  std::vector<double> train_loss, first_losses;  // the same
  std::map<std::string, double> metrics;         // "train_accuracy", "test_rmse"; none if diverged
  std::string weights_digest;
  // Canonical order and layout; none of a run that the results folder had.
  std::vector<std::vector<float>> weights;
  // If they are kept: what the network answers to every row of the data and then of the test rows
  // of their own, [rows, outputs], as of Answers. None if diverged, or as above.
  std::vector<float> outputs;
};

class ArrayStudy {
 public:
  // InvalidArgument as the programs say it. `digests` are those of the task's sources.
  static absl::StatusOr<std::unique_ptr<ArrayStudy>> Create(Arrays data, std::optional<Arrays> test,
                                                            ArrayStudyOptions options,
                                                            const EngineDigests& digests);

  // Trains what the results folder does not have. To be called once, with the errors of
  // ExecuteRuns, the first run's that failed with its message.
  absl::Status Train(const std::function<bool()>& keep_going);

  // What to tell the user of the results folder: lines as the programs print them.
  const std::vector<std::string>& notices() const { return notices_; }

  // Runs by network and then by seed, ascending; how many there are, and are there already.
  size_t size() const { return sweep_->size(); }
  size_t done() const { return done_; }
  const SweepOptions& options() const { return sweep_->options(); }
  const Table& table() const { return experiment_.table(); }
  Kind kind() const { return kind_; }

  // Of a run that is done. The weights and outputs are there after TrainAgain too.
  const Outcome& outcome(size_t run) const { return outcomes_[run]; }
  std::string Layers(size_t run) const;
  absl::StatusOr<DrawnRows> Rows(size_t run) const;

  // The same run once more, for what a results folder does not keep. DataLoss if its weights are
  // not those of the record.
  absl::StatusOr<Outcome> TrainAgain(size_t run) const;

  // What the program writes beside the weights of a run that is done.
  absl::StatusOr<std::map<std::string, std::string>> MetadataOf(size_t run) const;

  // Of a run with these weights.
  absl::StatusOr<Model> ModelOf(size_t run, std::vector<std::vector<float>> weights) const;

 private:
  ArrayStudy() = default;
  const std::string& VariantOf(size_t run) const {
    return options().variants[run / options().seeds.size()];
  }
  size_t PlaceOf(const RunRecord& record) const;
  absl::Status KeepResult(size_t run, const TrainingTask& task, TrainingResult result,
                          Outcome& outcome) const;

  TableExperiment experiment_;
  std::optional<Sweep> sweep_;
  std::string results_dir_;
  Kind kind_ = Kind::kClassification;
  std::vector<std::string> notices_;
  std::vector<Outcome> outcomes_;
  std::atomic<size_t> done_{0};
};

}  // namespace tenfold::study
