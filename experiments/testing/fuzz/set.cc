// Assignments of --set, separated by commas, and the network that the result describes.
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/check.h"
#include "engine/network/network.h"
#include "experiments/disc/disc_experiment.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/pairs/pairs_experiment.h"
#include "experiments/records/run_id.h"

namespace tenfold {
namespace {

void CheckOneLine(const absl::Status& status) {
  TENFOLD_CHECK(status.message().find('\n') == absl::string_view::npos, "one line");
  TENFOLD_CHECK(status.message().size() < 2000, "a short line");
}

void Check(const Experiment& experiment, absl::string_view text) {
  const Hyperparameters& preset = experiment.presets().front().hyperparameters;
  Hyperparameters changed = preset;
  const std::vector<std::string> assignments = absl::StrSplit(text, ',');
  absl::Status status = SetHyperparameters(assignments, changed);
  CheckOneLine(status);
  if (!status.ok()) return;
  // What was set names the run, and setting it again gives the same.
  const std::string overrides = Overrides(preset, changed);
  if (overrides.size() < 190) {
    status = CheckRunId(absl::StrCat("e/paper", overrides.empty() ? "" : ",", overrides, "/v"));
    TENFOLD_CHECK(status.ok(), status.message());
  }
  Hyperparameters again = preset;
  const std::vector<std::string> parts = absl::StrSplit(overrides, ',', absl::SkipEmpty());
  status = SetHyperparameters(parts, again);
  TENFOLD_CHECK(status.ok(), status.message());
  TENFOLD_CHECK(again.dump() == changed.dump(), "setting the overrides gives the same");
  for (const std::string& variant : experiment.variants()) {
    const absl::StatusOr<TrainingTask> task = experiment.MakeTask(variant, changed);
    CheckOneLine(task.status());
    if (task.ok()) TENFOLD_CHECK(Analyze(task->network).ok(), "a network that can be built");
  }
}

}  // namespace
}  // namespace tenfold

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tenfold;
  static const Experiment& disc = *disc::MakeExperiment().release();
  static const Experiment& pairs = *pairs::MakeExperiment("").release();
  for (const Experiment* experiment : {&disc, &pairs})
    Check(*experiment, {reinterpret_cast<const char*>(data), size});
  return 0;
}
