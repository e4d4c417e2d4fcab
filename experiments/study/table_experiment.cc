#include "experiments/study/table_experiment.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/text/quoted.h"
#include "engine/network/network_text.h"
#include "experiments/records/run_id.h"
#include "experiments/study/sweep.h"
#include "experiments/study/task/study_task.h"

namespace tenfold::study {

TableExperiment::TableExperiment() : presets_(Presets()), neutral_(Neutral()) {}

absl::Status TableExperiment::SetNetworks(const std::vector<std::string>& networks) {
  if (networks.empty()) {
    return absl::InvalidArgumentError(
        "--net is missing; expected a network such as --net=small='Linear(16), ReLU()'");
  }
  for (const std::string& network : networks) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(network, absl::MaxSplits('=', 1));
    if (!absl::StrContains(network, '=') || !IsRunIdComponent(parts.first)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--net: ", Quoted(network),
                       " is not of the form NAME=LAYERS, the name of letters, digits, '-', '_' "
                       "and '.'"));
    }
    if (!texts_.emplace(parts).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("--net: two networks are named ", Quoted(parts.first)));
    }
    variants_.push_back(parts.first);
  }
  return absl::OkStatus();
}

void TableExperiment::SetTable(Table table) { table_ = std::move(table); }

std::string TableExperiment::DatasetOverride() const { return absl::StrCat("data=", table_.name); }

absl::StatusOr<TrainingTask> TableExperiment::MakeTask(
    const std::string& variant, const Hyperparameters& hyperparameters) const {
  const std::string& text = texts_.at(variant);
  absl::StatusOr<TrainingTask> task = study::MakeTask(table_, text, hyperparameters);
  // The text alone can be wrong of one network and right of others.
  if (!task.ok() && absl::StrContains(task.status().message(), "character ")) {
    return absl::InvalidArgumentError(
        absl::StrCat("--net=", variant, ": ", task.status().message()));
  }
  return task;
}

std::string TableExperiment::NetworkText(const std::string& variant,
                                         const Hyperparameters& hyperparameters) const {
  const absl::StatusOr<TrainingTask> task = MakeTask(variant, hyperparameters);
  return task.ok() ? NetworkToString(task->network) : "";
}

absl::Status TableExperiment::DrawData(const Hyperparameters& hyperparameters, int64_t seed,
                                       TrainingTask& task) const {
  return study::DrawData(table_, hyperparameters, static_cast<uint64_t>(seed), task);
}

}  // namespace tenfold::study
