#include "experiments/disc/disc_experiment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>

#include "experiments/records/artifacts.h"

namespace tenfold::disc {
namespace {

class DiscExperimentTest : public ::testing::Test {
 protected:
  const Hyperparameters& Preset(const std::string& name) const {
    const auto& presets = experiment_->presets();
    return std::find_if(presets.begin(), presets.end(),
                        [&](const auto& preset) { return preset.name == name; })
        ->hyperparameters;
  }
  TrainingTask Task(const Hyperparameters& hyperparameters) const {
    TrainingTask task = *experiment_->MakeTask("depth-3", hyperparameters);
    EXPECT_EQ(experiment_->DrawData(hyperparameters, 5, task), absl::OkStatus());
    return task;
  }

  const std::unique_ptr<Experiment> experiment_ = MakeExperiment();
};

TEST_F(DiscExperimentTest, CentredInputsAreTheSamePointsFromMinusOneToOne) {
  Hyperparameters hyperparameters = Preset("paper");
  const TrainingTask raw = Task(hyperparameters);
  hyperparameters["centred"] = true;
  const TrainingTask centred = Task(hyperparameters);
  for (const auto& [from, to] :
       {std::pair{&raw.train, &centred.train}, std::pair{&raw.test, &centred.test}}) {
    ASSERT_EQ(to->inputs.size(), 2000u);
    for (size_t i = 0; i < to->inputs.size(); ++i) {
      EXPECT_EQ(double{to->inputs[i]}, 2.0 * double{from->inputs[i]} - 1.0);
    }
    EXPECT_EQ(to->targets[0].values, from->targets[0].values);
  }
  const auto [least, largest] =
      std::minmax_element(centred.probe.inputs.begin(), centred.probe.inputs.end());
  EXPECT_EQ(*least, -1.0f);
  EXPECT_EQ(*largest, 1.0f);
}

// The same points; the same network and batches learn other numbers, of which others are right.
TEST_F(DiscExperimentTest, LabelsAreThoseOfTheSetting) {
  Hyperparameters hyperparameters = Preset("paper");
  EXPECT_EQ(hyperparameters["labels"], "zero-one");
  const TrainingTask zero_one = Task(hyperparameters);
  const std::string digest = experiment_->DatasetDigest(hyperparameters, 5);
  hyperparameters["labels"] = "plus-minus-one";
  const TrainingTask signs = Task(hyperparameters);
  EXPECT_EQ(experiment_->DatasetDigest(hyperparameters, 5), digest);
  EXPECT_EQ(zero_one.answer.rule, Answer::Rule::kHalf);
  EXPECT_EQ(signs.answer.rule, Answer::Rule::kSign);
  EXPECT_EQ(zero_one.train.inputs, signs.train.inputs);
  const auto values = [](const Samples& samples) { return samples.targets[0].values; };
  for (const auto& [bits, sides] : {std::pair(values(zero_one.train), values(signs.train)),
                                    std::pair(values(zero_one.test), values(signs.test))}) {
    ASSERT_EQ(bits.size(), 1000u);
    for (size_t i = 0; i < bits.size(); ++i) EXPECT_EQ(2.0f * bits[i] - 1.0f, sides[i]);
  }
  for (const char* preset : {"best", "symmetric"})
    EXPECT_EQ(Preset(preset)["labels"], experiment_->neutral()["labels"]) << preset;
  hyperparameters["labels"] = "yes-no";
  EXPECT_EQ(experiment_->MakeTask("depth-3", hyperparameters).status().message(),
            "labels is yes-no, wants plus-minus-one or zero-one");
}

// What an output says is which side of the threshold it is on, in the points and on the grid.
TEST_F(DiscExperimentTest, FilesSayInsideAboveTheThreshold) {
  const Hyperparameters hyperparameters = Preset("paper");
  TrainingTask task = *experiment_->MakeTask("depth-3", hyperparameters);
  task.train = {2, 1, {0.5f, 0.5f, 0.0f, 0.0f}, {{{1.0f, 0.0f}, {}}}, {}, {}};
  TrainingResult result;
  result.train.outputs = {0.4f, 0.6f};
  result.probe_outputs.assign(51 * 51, 0.75f);
  const std::vector<Artifact> artifacts = experiment_->MakeArtifacts(hyperparameters, task, result);
  EXPECT_EQ(artifacts[0].second, "set,x,y,label,prediction\ntrain,0.5,0.5,1,-1\ntrain,0,0,-1,1\n");
  EXPECT_EQ(artifacts[1].second.substr(0, 6), "25,25,");
}

TEST_F(DiscExperimentTest, PointsForFiguresLieInTheUnitSquare) {
  Hyperparameters hyperparameters = Preset("paper");
  const auto points = [&] {
    const TrainingTask task = Task(hyperparameters);
    TrainingResult result;
    for (const auto& [samples, evaluation] :
         {std::pair{&task.train, &result.train}, std::pair{&task.test, &result.test}}) {
      evaluation->outputs = samples->targets[0].values;
    }
    return experiment_->MakeArtifacts(hyperparameters, task, result)[0].second;
  };
  const std::string raw = points();
  hyperparameters["centred"] = true;
  EXPECT_EQ(points(), raw);
  EXPECT_EQ(std::count(raw.begin(), raw.end(), '\n'), 2001);
}

TEST_F(DiscExperimentTest, SymmetryIsAboutTheDiscsCentre) {
  Hyperparameters hyperparameters = Preset("paper");
  EXPECT_FALSE(std::get<PointSymmetry>(Task(hyperparameters).augmentation).enabled());
  hyperparameters["symmetry"] = "flips";
  PointSymmetry symmetry = std::get<PointSymmetry>(Task(hyperparameters).augmentation);
  EXPECT_EQ(symmetry.kind, PointSymmetry::Kind::kFlips);
  EXPECT_EQ(symmetry.centre, 0.5f);
  symmetry = std::get<PointSymmetry>(Task(Preset("symmetric")).augmentation);
  EXPECT_EQ(symmetry.kind, PointSymmetry::Kind::kRotations);
  EXPECT_EQ(symmetry.centre, 0.0f);
  hyperparameters["symmetry"] = "mirror";
  EXPECT_EQ(experiment_->MakeTask("depth-3", hyperparameters).status().message(),
            "symmetry is mirror, wants none or rotations or flips");
}

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
  const std::vector<Artifact> artifacts = experiment->MakeArtifacts(hyperparameters, task, result);
  ASSERT_EQ(artifacts.front().first, "points.csv");
  const std::string header = "set,x,y,label,prediction\n",
                    line = "train,5.96046e-08,5.96046e-08,-1,-1\n";
  EXPECT_EQ(artifacts.front().second, header + line);
  EXPECT_LT(header.size() + 2 * kMostPoints * line.size(), size_t{kMaxArtifactBytes});
}

}  // namespace
}  // namespace tenfold::disc
