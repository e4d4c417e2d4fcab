// A small sweep of the disc that tests execute, with an engine that can be made to fail.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/backends/backends.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/execution.h"
#include "experiments/sweeps/provenance.h"
#include "experiments/sweeps/sweep.h"

namespace tenfold {

// The reference backend, but for networks of more than three hidden layers until it is mended.
class Failing final : public Backend {
 public:
  absl::string_view name() const override { return "failing"; }
  absl::StatusOr<std::shared_ptr<ParameterStore>> MakeStore(
      const Network& network, const OptimizerOptions& optimizer) const override {
    if (!mended && network.blocks[0].layers.size() > 8) {
      if (out_of_memory) throw std::bad_alloc();
      if (throws) throw std::runtime_error("expected more\nthan that");
      return absl::UnimplementedError("too deep");
    }
    return reference_.MakeStore(network, optimizer);
  }
  absl::StatusOr<std::unique_ptr<Executor>> Plan(
      const Network& network, const PlanOptions& options,
      std::shared_ptr<ParameterStore> store) const override {
    return reference_.Plan(network, options, std::move(store));
  }

  bool mended = false, throws = false, out_of_memory = false;

 private:
  const Backend& reference_ = **FindBackend("reference");
};

class SweepTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    options_.preset = experiment_->presets().front();
    options_.hyperparameters = options_.preset.hyperparameters;
    options_.hyperparameters["points"] = 20;
    options_.hyperparameters["epochs"] = 1;
    options_.variants = {"depth-3", "depth-4"};
    options_.engines = {&engine_};
    options_.seeds = {0, 1};
  }

  absl::Status Execute() {
    finished_.clear();
    failures_.clear();
    absl::StatusOr<Sweep> sweep =
        Sweep::Create(*experiment_, options_, ProcessProvenance(""), digests_);
    if (!sweep.ok()) return sweep.status();
    absl::StatusOr<Store> store = Store::Open(folder_);
    if (!store.ok()) return store.status();
    std::vector<uint32_t> all(sweep->size());
    std::iota(all.begin(), all.end(), 0);
    states_.clear();
    for (uint32_t i : all) {
      states_.push_back(FindRun(*sweep, (*sweep)[i], *store)->found.state);
    }
    return ExecuteRuns(
        *sweep, all, &*store, keep_going_,
        [&](const RunRecord& record) { finished_.push_back(record.variant); },
        [&](const std::string& message) { failures_.push_back(message); });
  }

  const std::string folder_ = ::testing::TempDir() + "/sweep";
  std::unique_ptr<Experiment> experiment_ = disc::MakeExperiment();
  Failing engine_;
  SweepOptions options_;
  EngineDigests digests_ = {{"failing", "d"}};
  std::vector<RecordState> states_;  // before the latest sweep
  std::vector<std::string> finished_, failures_;
  std::function<bool()> keep_going_ = [] { return true; };
};

}  // namespace tenfold
