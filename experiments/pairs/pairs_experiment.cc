#include "experiments/pairs/pairs_experiment.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "experiments/datasets/digits.h"
#include "experiments/pairs/claims_digest.h"
#include "experiments/pairs/pairs_task.h"
#include "experiments/pairs/sweep.h"
#include "experiments/pairs/variants.h"

namespace tenfold::pairs {
namespace {

class PairsExperiment final : public Experiment {
 public:
  explicit PairsExperiment(std::string default_data_dir)
      : default_data_dir_(std::move(default_data_dir)), presets_(Presets()), neutral_(Neutral()) {
    for (const Variant& variant : Variants()) variants_.push_back(variant.name);
  }

  absl::string_view name() const override { return "pairs"; }
  const std::vector<std::string>& variants() const override { return variants_; }
  const std::vector<Preset>& presets() const override { return presets_; }
  const Hyperparameters& neutral() const override { return neutral_; }
  std::string claims_digest() const override { return kClaimsDigest; }

  absl::Status LoadData(const std::string& data_dir) override {
    TENFOLD_ASSIGN_OR_RETURN(DigitData digits,
                             LoadDigits(data_dir.empty() ? default_data_dir_ : data_dir));
    digits_ = std::move(digits);
    return absl::OkStatus();
  }

  std::string dataset() const override { return digits_.name; }
  std::string DatasetOverride() const override {
    return digits_.name == kMnistName ? "" : absl::StrCat("data=", digits_.name);
  }
  std::string DatasetDigest(const Hyperparameters&, int64_t) const override {
    return digits_.digest;
  }

  absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                        const Hyperparameters& hyperparameters) const override {
    return pairs::MakeTask(variant, hyperparameters);
  }

  absl::Status DrawData(const Hyperparameters& hyperparameters, int64_t seed,
                        TrainingTask& task) const override {
    return pairs::DrawData(digits_, hyperparameters, seed, task);
  }

  std::vector<Artifact> MakeArtifacts(const Hyperparameters&, const TrainingTask& task,
                                      const TrainingResult& result) const override {
    return pairs::MakeArtifacts(task, result);
  }

 private:
  const std::string default_data_dir_;
  std::vector<std::string> variants_;
  const std::vector<Preset> presets_;
  const Hyperparameters neutral_;
  DigitData digits_;
};

}  // namespace

std::unique_ptr<Experiment> MakeExperiment(const std::string& default_data_dir) {
  return std::make_unique<PairsExperiment>(default_data_dir);
}

}  // namespace tenfold::pairs
