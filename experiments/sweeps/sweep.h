// A sweep: settings times seeds of one experiment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/framework/safetensors.h"
#include "engine/network/backend.h"
#include "experiments/receipts/receipt.h"
#include "experiments/records/run_record.h"
#include "experiments/sweeps/experiment.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold {

// Weights that all runs of a sweep begin with.
struct InitialWeightsFile {
  std::string path;
  Safetensors content;
};

struct SweepOptions {
  Preset preset;
  Hyperparameters hyperparameters;  // the preset's, with what --set changed
  // Names that --set gives: one that changes nothing in the whole sweep is refused.
  std::vector<std::string> set_by_user = {};
  std::vector<std::string> variants;
  std::vector<const Backend*> engines;
  std::vector<int64_t> seeds;
  int jobs = 1;
  bool force = false;         // run what is there already
  bool save_weights = false;  // initial and final weights as files among the artifacts
  std::optional<InitialWeightsFile> initial_weights = {};  // in place of those that seeds draw
  int checkpoint_every = 0;  // epochs after which a run can go on if it is killed; 0 for none
  std::optional<ReceiptEvery> receipts = {};  // an artifact of every run; those are trained alone
  int keep_states = 0;  // with receipts: epochs after which the state is an artifact too; 0: none
  std::string claims_digest = {};  // in place of the experiment's; "" for that
  bool makes_artifacts = true;     // of the first ten seeds of each setting
  bool save_outputs = false;       // the answer to every sample as an artifact of every run
  // Records say nothing of when and where they are made, as what keeps them may hand them out
  // later and elsewhere.
  bool build_action = false;
};

// One run, before it is made: the record holds what identifies it, and its provenance with the key.
struct PlannedRun {
  RunRecord record;
  const Backend* engine;
  bool makes_artifacts;
  bool saves_weights;
  int keep_states;  // as of SweepOptions
};

// The runs of a sweep in canonical order: by variant and engine as listed, then by seed. Each is
// made when it is asked for, so a sweep of thousands takes no more memory than a small one.
class Sweep {
 public:
  // InvalidArgument if a hyperparameter is out of range for one of the variants, asks for more data
  // than there is, or is set and changes nothing for any variant, or if initial weights do not fit
  // a variant's network. The experiment and the engines
  // must outlive the sweep. `process_provenance` gets the engine's of `digests`, which has one for
  // each engine of the options.
  static absl::StatusOr<Sweep> Create(const Experiment& experiment, SweepOptions options,
                                      nlohmann::ordered_json process_provenance,
                                      EngineDigests digests);

  const Experiment& experiment() const { return *experiment_; }
  const SweepOptions& options() const { return options_; }

  // Everything to train but the data: the experiment's task, with the options' initial weights.
  absl::StatusOr<TrainingTask> MakeTask(const std::string& variant) const;

  size_t size() const;
  PlannedRun operator[](size_t i) const;

 private:
  Sweep(const Experiment& experiment, SweepOptions options)
      : experiment_(&experiment), options_(std::move(options)) {}

  const Experiment* experiment_;
  SweepOptions options_;
  nlohmann::ordered_json process_provenance_;
  EngineDigests digests_;
  RunRecord common_;                                  // what all runs share
  std::vector<std::string> networks_;                 // by the variant's place
  std::vector<std::string> initial_weights_digests_;  // likewise; "" where seeds draw them
};

}  // namespace tenfold
