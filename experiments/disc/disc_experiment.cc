#include "experiments/disc/disc_experiment.h"

#include "experiments/disc/claims_digest.h"
#include "experiments/disc/disc_task.h"
#include "experiments/disc/sweep.h"
#include "experiments/disc/variants.h"

namespace tenfold::disc {
namespace {

class DiscExperiment final : public Experiment {
 public:
  DiscExperiment() : presets_(Presets()), neutral_(Neutral()) {
    for (const Variant& variant : Variants()) variants_.push_back(variant.name);
  }

  absl::string_view name() const override { return "disc"; }
  const std::vector<std::string>& variants() const override { return variants_; }
  const std::vector<Preset>& presets() const override { return presets_; }
  const Hyperparameters& neutral() const override { return neutral_; }
  std::string claims_digest() const override { return kClaimsDigest; }

  absl::Status LoadData(const std::string& data_dir) override {
    if (data_dir.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "--data_dir: the disc's points are drawn, there is no data set to name");
  }

  std::string dataset() const override { return "disc"; }
  std::string DatasetOverride() const override { return ""; }

  std::string DatasetDigest(const Hyperparameters& hyperparameters, int64_t seed) const override {
    return disc::DatasetDigest(hyperparameters, seed);
  }
  absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                        const Hyperparameters& hyperparameters) const override {
    return disc::MakeTask(variant, hyperparameters);
  }
  absl::Status DrawData(const Hyperparameters& hyperparameters, int64_t seed,
                        TrainingTask& task) const override {
    return disc::DrawData(hyperparameters, seed, task);
  }
  std::vector<Artifact> MakeArtifacts(const Hyperparameters& hyperparameters,
                                      const TrainingTask& task,
                                      const TrainingResult& result) const override {
    return disc::MakeArtifacts(hyperparameters, task, result);
  }

 private:
  std::vector<std::string> variants_;
  const std::vector<Preset> presets_;
  const Hyperparameters neutral_;
};

}  // namespace

std::unique_ptr<Experiment> MakeExperiment(const std::string&) {
  return std::make_unique<DiscExperiment>();
}

}  // namespace tenfold::disc
