// What an experiment brings: its variants and presets as data, and how a setting and a seed become
// a training task.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
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

// What a command line can say of data and networks, for experiments that have none of their own.
struct InputFlags {
  std::string data;                  // a file, or "" where nothing is said
  std::vector<std::string> targets;  // columns of it, or a file
  std::string test_data, test_target;
  std::vector<std::string> nets;  // name=layers

  bool empty() const {
    return data.empty() && targets.empty() && test_data.empty() && test_target.empty() &&
           nets.empty();
  }
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

  // Takes what the command line says, before anything else is asked; then there are the variants.
  // InvalidArgument if there is nothing to say, or not enough is said.
  virtual absl::Status Configure(const InputFlags& flags) {
    if (flags.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat(
        "--data, --target, --test_data, --test_target and --net are those of //experiments/study; "
        "experiment \"",
        name(), "\" has data and networks of its own"));
  }

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

  // The layers of a variant that the command line describes; "" of one that the code does. Records
  // have it, and it is part of what identifies a run.
  virtual std::string NetworkText(const std::string&, const Hyperparameters&) const { return ""; }

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
