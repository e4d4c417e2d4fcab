#include "experiments/study/study_experiment.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/callers_folder.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/layers/layer_text.h"
#include "experiments/datasets/raw_table.h"
#include "experiments/datasets/table.h"
#include "experiments/records/run_id.h"
#include "experiments/study/study_task.h"
#include "experiments/study/sweep.h"

namespace tenfold::study {
namespace {

class StudyExperiment final : public Experiment {
 public:
  StudyExperiment() : presets_(Presets()), neutral_(Neutral()) {}

  absl::string_view name() const override { return "study"; }
  const std::vector<std::string>& variants() const override { return variants_; }
  const std::vector<Preset>& presets() const override { return presets_; }
  const Hyperparameters& neutral() const override { return neutral_; }

  absl::Status Configure(const InputFlags& flags) override {
    files_ = {flags.data, flags.targets, flags.test_data, flags.test_target};
    if (flags.data.empty()) {
      return absl::InvalidArgumentError(
          "--data is missing; expected a data set: .csv, .npy or IDX");
    }
    // Of an array the targets are a file too.
    if (!IsCsv(flags.data)) {
      for (std::string& file : files_.targets) file = FromCallersFolder(file);
    }
    if (flags.nets.empty()) {
      return absl::InvalidArgumentError(
          "--net is missing; expected a network such as --net=small='Linear(16), ReLU()'");
    }
    for (const std::string& net : flags.nets) {
      const std::pair<std::string, std::string> parts =
          absl::StrSplit(net, absl::MaxSplits('=', 1));
      if (!absl::StrContains(net, '=') || !IsRunIdComponent(parts.first)) {
        return absl::InvalidArgumentError(absl::StrCat(
            "--net: ", Quoted(net),
            " is not of the form NAME=LAYERS, the name of letters, digits, '-', '_' and '.'"));
      }
      if (!texts_.emplace(parts).second) {
        return absl::InvalidArgumentError(
            absl::StrCat("--net: two networks are named ", Quoted(parts.first)));
      }
      variants_.push_back(parts.first);
    }
    return absl::OkStatus();
  }

  absl::Status LoadData(const std::string& data_dir) override {
    if (!data_dir.empty()) {
      return absl::InvalidArgumentError(
          "--data_dir: a study's data set is a file; --data names it");
    }
    if (variants_.empty()) return absl::OkStatus();
    TENFOLD_ASSIGN_OR_RETURN(Table table, ReadTable(files_));
    table_ = std::move(table);
    return absl::OkStatus();
  }

  std::string dataset() const override { return table_.name; }
  std::string DatasetOverride() const override { return absl::StrCat("data=", table_.name); }
  std::string DatasetDigest(const Hyperparameters&, int64_t) const override {
    return table_.digest;
  }

  absl::StatusOr<TrainingTask> MakeTask(const std::string& variant,
                                        const Hyperparameters& hyperparameters) const override {
    const std::string& text = texts_.at(variant);
    absl::StatusOr<TrainingTask> task = study::MakeTask(table_, text, hyperparameters);
    // The text alone can be wrong of one network and right of others.
    if (!task.ok() && absl::StrContains(task.status().message(), "character ")) {
      return absl::InvalidArgumentError(
          absl::StrCat("--net=", variant, ": ", task.status().message()));
    }
    return task;
  }
  std::string NetworkText(const std::string& variant,
                          const Hyperparameters& hyperparameters) const override {
    const absl::StatusOr<TrainingTask> task = MakeTask(variant, hyperparameters);
    return task.ok() ? LayersToString(task->network.blocks[0].layers) : "";
  }
  absl::Status DrawData(const Hyperparameters& hyperparameters, int64_t seed,
                        TrainingTask& task) const override {
    return study::DrawData(table_, hyperparameters, static_cast<uint64_t>(seed), task);
  }

 private:
  const std::vector<Preset> presets_;
  const Hyperparameters neutral_;
  TableFiles files_;
  std::vector<std::string> variants_;
  std::map<std::string, std::string> texts_;  // by variant
  Table table_;
};

}  // namespace

std::unique_ptr<Experiment> MakeExperiment(const std::string&) {
  return std::make_unique<StudyExperiment>();
}

}  // namespace tenfold::study
