// A table and networks as text, as an Experiment; where the table comes from is not its business.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "experiments/datasets/table.h"
#include "experiments/sweeps/experiment.h"

namespace tenfold::study {

class TableExperiment : public Experiment {
 public:
  TableExperiment();

  // Each "NAME=LAYERS"; the names are the variants. InvalidArgument if a name cannot be in a run id
  // or is there twice; of the layers MakeTask says what is wrong.
  absl::Status SetNetworks(const std::vector<std::string>& networks);
  void SetTable(Table table);
  const Table& table() const { return table_; }

  absl::string_view name() const override { return "study"; }
  const std::vector<std::string>& variants() const override { return variants_; }
  const std::vector<Preset>& presets() const override { return presets_; }
  const Hyperparameters& neutral() const override { return neutral_; }
  absl::Status LoadData(const std::string&) override { return absl::OkStatus(); }
  std::string dataset() const override { return table_.name; }
  std::string DatasetOverride() const override;
  std::string DatasetDigest(const Hyperparameters&, int64_t) const override {
    return table_.digest;
  }
  absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                        const Hyperparameters& hyperparameters) const override;
  std::string NetworkText(const std::string& variant,
                          const Hyperparameters& hyperparameters) const override;
  absl::Status DrawData(const Hyperparameters& hyperparameters, int64_t seed,
                        TrainingTask& task) const override;

 private:
  const std::vector<Preset> presets_;
  const Hyperparameters neutral_;
  std::vector<std::string> variants_;
  std::map<std::string, std::string> texts_;  // by variant
  Table table_;
};

}  // namespace tenfold::study
