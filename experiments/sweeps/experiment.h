// What an experiment brings: its variants and presets as data, and how a setting and a seed become
// a training task.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/hyperparameters/hyperparameter_reader.h"
#include "experiments/training/trainer.h"
#include "experiments/training/training_task.h"

namespace tenfold {

// How many seeds of a setting have a signature, if its runs are short.
inline constexpr int kSignedSeeds = 10;

struct Preset {
  std::string name;
  Hyperparameters hyperparameters;
  // Which of its runs have signatures: so many seeds from 0, of these variants, all if none are
  // named. Fewer seeds than kSignedSeeds say that a run takes seconds or more: everyday tests leave
  // such presets out.
  int signed_seeds = kSignedSeeds;
  std::vector<std::string> signed_variants = {};
};

// Used by several threads at once: what is const does not change state.
class Experiment {
 public:
  virtual ~Experiment() = default;

  virtual absl::string_view name() const = 0;
  virtual const std::vector<std::string>& variants() const = 0;
  virtual const std::vector<Preset>& presets() const = 0;
  // The neutral values of hyperparameters, as WithoutNeutral takes them.
  virtual const Hyperparameters& neutral() const = 0;

  // SHA-256 of the file that declares what is claimed of these runs; "" if nothing is. Their
  // records have it, as evidence of what was declared before them; it is not in their keys.
  virtual std::string claims_digest() const { return ""; }

  // Reads what all runs share. `data_dir` is empty for the default; InvalidArgument if there is
  // nothing to choose.
  virtual absl::Status LoadData(const std::string& data_dir) = 0;

  // "mnist", "disc"; and what stands for it in run ids: "" for the default data set, else
  // "data=fashion".
  virtual std::string dataset() const = 0;
  virtual std::string DatasetOverride() const = 0;

  // SHA-256 of the data that a run with this seed draws from.
  virtual std::string DatasetDigest(const Hyperparameters& hyperparameters, int64_t seed) const = 0;

  // Everything to train but the data. InvalidArgument names a hyperparameter that is out of range.
  virtual absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                                const Hyperparameters& hyperparameters) const = 0;

  // Draws the train and the test set of a seed. InvalidArgument if the data set is too small for
  // what is asked.
  virtual absl::Status DrawData(const Hyperparameters& hyperparameters, int64_t seed,
                                TrainingTask& task) const = 0;

  // What figures need of one run; asked for the first ten seeds of each setting.
  virtual std::vector<Artifact> MakeArtifacts(const Hyperparameters&, const TrainingTask&,
                                              const TrainingResult&) const {
    return {};
  }
};

}  // namespace tenfold
