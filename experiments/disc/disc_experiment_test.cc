#include "experiments/disc/disc_experiment.h"

#include <gtest/gtest.h>

#include "experiments/artifacts.h"

namespace tenfold::disc {
namespace {

constexpr int kMostPoints = 10000000;

TEST(DiscExperiment, TheLargestRunHasFilesThatCanBeRead) {
  const std::unique_ptr<Experiment> experiment = MakeExperiment();
  Hyperparameters hyperparameters = experiment->presets().front().hyperparameters;
  hyperparameters["points"] = kMostPoints;
  EXPECT_TRUE(experiment->MakeTask("depth-3", hyperparameters).ok());
  hyperparameters["points"] = kMostPoints + 1;
  EXPECT_EQ(experiment->MakeTask("depth-3", hyperparameters).status().code(),
            absl::StatusCode::kInvalidArgument);

  // A point whose line is as long as one can be: coordinates are multiples of 2^-24.
  TrainingTask task;
  task.train.count = 1;
  task.train.inputs = {0x1p-24f, 0x1p-24f};
  task.train.targets = {{{-1.0f}, {}}};
  TrainingResult result;
  result.train.outputs = {-1.0f};
  const std::vector<Artifact> artifacts = experiment->MakeArtifacts(task, result);
  ASSERT_EQ(artifacts.front().first, "points.csv");
  const std::string header = "set,x,y,label,prediction\n",
                    line = "train,5.96046e-08,5.96046e-08,-1,-1\n";
  EXPECT_EQ(artifacts.front().second, header + line);
  EXPECT_LT(header.size() + 2 * kMostPoints * line.size(), size_t{kMaxArtifactBytes});
}

}  // namespace
}  // namespace tenfold::disc
