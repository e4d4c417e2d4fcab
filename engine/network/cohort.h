// Runs of one network that are trained together.
#pragma once

#include <cstdint>
#include <memory>

#include "absl/types/span.h"
#include "engine/losses/loss.h"

namespace tenfold {

class ParameterStore;

// A run, for Backend::PlanCohort.
struct CohortRun {
  std::shared_ptr<ParameterStore> store;  // whose optimizer has made no step yet
  uint64_t seed = 0;                      // in place of PlanOptions::seed
};

// How many runs a backend trains together: fewer than `least` take longer than one by one.
struct CohortSizes {
  int least = 1, most = 1;
};

// What one run learns from in a step.
struct RunBatch {
  const float* input = nullptr;       // [rows, features]
  absl::Span<const Targets> targets;  // one per loss term
  double learning_rate = 0.0;
};

// Trains runs of one network side by side, each with its own parameters, batches and learning
// rates: bit for bit what an executor of each would do. Only one thread at a time may use it.
class CohortExecutor {
 public:
  virtual ~CohortExecutor() = default;

  // A training step of every run, each on `rows` rows (Executor::TrainStep). batches, losses: one
  // per run. What is not finite in one run is not seen by another.
  virtual void TrainStep(int rows, absl::Span<const RunBatch> batches,
                         absl::Span<double> losses) = 0;

  // Brings a run's parameters into its store. The optimizer's state stays here.
  virtual void UpdateStore(int run) = 0;
};

}  // namespace tenfold
